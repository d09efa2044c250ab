using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Platform.Idempotency;

/// <summary>
/// A request that carried an <c>Idempotency-Key</c>. The use case that it leads to stores its answer in the transaction of
/// its effect; the same request again is answered from there and does nothing. Refusals are not stored, since nothing
/// happened: a request that was refused may be sent again under its key.
/// </summary>
/// <param name="RequestHash">SHA-256 over method, path with query and body.</param>
/// <param name="Render">Turns what the use case produced into the answer that is sent and stored.</param>
public sealed record IdempotentCall(string Key, byte[] RequestHash, Func<object, StoredAnswer> Render)
{
    public const int MaxKey = 200;

    /// <summary>How long an answer can be asked for again.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    /// <summary>The same request was answered before; the stored answer is to be sent again.</summary>
    public static readonly Refusal Replay = Refusal.Conflict(IdempotencyRefusals.Replay);

    /// <summary>The key belongs to another request of this client.</summary>
    public static readonly Refusal KeyReused = Refusal.Rule(IdempotencyRefusals.KeyReused);

    /// <summary>What an earlier request under this key means for this one: nothing, or a reason to stop.</summary>
    internal Refusal? Against(IdempotentRequest? earlier) =>
        earlier is null ? null : earlier.RequestHash.AsSpan().SequenceEqual(RequestHash) ? Replay : KeyReused;

    internal async Task<Refusal?> CheckAsync(PortalDb db, Guid clientId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var earlier = await db.IdempotentRequests
            .SingleOrDefaultAsync(request => request.ClientId == clientId && request.Key == Key, cancellationToken);
        if (earlier is null || earlier.ExpiresAt > now)
            return Against(earlier);

        // Over, but not yet cleared away: the key is free again, and its row must go before a new one can take its place.
        await db.IdempotentRequests
            .Where(request => request.ClientId == clientId && request.Key == Key).ExecuteDeleteAsync(cancellationToken);
        db.Entry(earlier).State = EntityState.Detached;
        return null;
    }

    internal IdempotentRequest Answered(Guid clientId, object value, DateTimeOffset now)
    {
        var answer = Render(value);
        return new IdempotentRequest
        {
            ClientId = clientId,
            Key = Key,
            RequestHash = RequestHash,
            Status = answer.Status,
            ContentType = answer.ContentType,
            Body = answer.Body,
            ExpiresAt = now + Keep,
        };
    }
}

/// <summary>An HTTP answer as it was sent.</summary>
public sealed record StoredAnswer(int Status, string ContentType, byte[] Body);
