using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Platform.Auditing;

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
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">What it was done to, as people call it.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="before">How it was, as far as it changed; null where there was nothing.</param>
    /// <param name="after">How it is.</param>
    /// <param name="partnerId">The partner whom it concerns.</param>
    /// <param name="kind">What kind of thing it was done to, where the action does not say it: see <see cref="EntityAudit.Kinds"/>.</param>
    public static void Audit(
        this PortalDb db, Actor actor, TimeProvider clock, string action, string subject, Guid subjectId, object? before = null,
        object? after = null,
        Guid? partnerId = null, string? kind = null)
    {
        db.HasAuditRecords = true;
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
            Address = actor.Address,
            Action = action,
            Kind = kind,
            Subject = subject,
            SubjectId = subjectId,
            PartnerId = partnerId,
            Before = was,
            After = became,
            SearchText = SearchText.Fold($"{actor.Name} {subject}", Lengths.Note),
            Hash = Hash(id, at, actor.ClientId, actor.Name, actor.Address, action, kind, subject, subjectId, partnerId, was, became),
        });
    }

    /// <summary>
    /// Before rows are saved: notes what <paramref name="db"/>'s person changed. Detects the changes, once for the save too.
    /// </summary>
    /// <returns>The records that are about to be saved, which the context puts into the hash chain.</returns>
    public static async Task<IReadOnlyList<AuditRecord>> CompleteAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var rows = db.ChangeTracker.Entries().Where(row => row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .ToList();
        if (db.ChangedBy is { } by)
            await by.Trail.WriteAsync(db, rows, by.Actor, by.Clock, cancellationToken);
        return db.HasAuditRecords
            ? db.ChangeTracker.Entries<AuditRecord>().Where(row => row.State == EntityState.Added).Select(row => row.Entity).ToList()
            : [];
    }

    /// <summary>SHA-256 of what a record says; a record whose hash differs was changed.</summary>
    public static byte[] HashOf(AuditRecord record) =>
        Hash(record.Id, record.At, record.ActorId, record.Actor, record.Address, record.Action, record.Kind, record.Subject,
            record.SubjectId, record.PartnerId, record.Before, record.After);

    private static byte[] Hash(
        Guid id, DateTimeOffset at, Guid actorId, string actor, string? address, string action, string? kind, string subject,
        Guid subjectId, Guid? partnerId, string? before, string? after) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
            new object?[] { id, at.UtcTicks, actorId, actor, address, action, kind, subject, subjectId, partnerId, before, after }, Json)));

    private static string? Text(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
