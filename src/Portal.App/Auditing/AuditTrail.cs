using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Auditing;

/// <summary>Writes records into the transaction of the deed (R10.4).</summary>
internal static class AuditTrail
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="db">In the transaction of the deed.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="clock">When.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">What it was done to, as people call it.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="before">How it was, as far as it changed; null where there was nothing.</param>
    /// <param name="after">How it is.</param>
    /// <param name="partnerId">The partner whom it concerns.</param>
    public static void Audit(
        this PortalDb db, Actor actor, TimeProvider clock, string action, string subject, Guid subjectId, object? before = null, object? after = null,
        Guid? partnerId = null)
    {
        var now = clock.GetUtcNow();
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        var (was, became) = (Text(before), Text(after));
        var id = Ids.New(clock);
        db.AuditRecords.Add(new AuditRecord
        {
            Id = id,
            At = at,
            ActorId = actor.ClientId,
            Actor = actor.Name,
            Action = action,
            Subject = subject,
            SubjectId = subjectId,
            PartnerId = partnerId,
            Before = was,
            After = became,
            SearchText = SearchText.Fold($"{actor.Name} {subject}"),
            Hash = Hash(id, at, actor.ClientId, actor.Name, action, subject, subjectId, was, became),
        });
    }

    /// <summary>SHA-256 of what a record says; a record whose hash differs was changed.</summary>
    public static byte[] HashOf(AuditRecord record) =>
        Hash(record.Id, record.At, record.ActorId, record.Actor, record.Action, record.Subject, record.SubjectId, record.Before, record.After);

    private static byte[] Hash(Guid id, DateTimeOffset at, Guid actorId, string actor, string action, string subject, Guid subjectId, string? before, string? after) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
            new object?[] { id, at.UtcTicks, actorId, actor, action, subject, subjectId, before, after }, Json)));

    private static string? Text(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
