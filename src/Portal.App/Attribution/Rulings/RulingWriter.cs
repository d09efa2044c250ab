using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Attribution.Rulings;

/// <summary>
/// Appends rulings and lets what they concern be decided again with them, in the transaction of whoever decides a dispute (R8.4, R8.6). The
/// ledger posts the difference, by entries that name the dispute.
/// </summary>
public sealed class RulingWriter
{
    /// <summary>Why a draft cannot be ruled as it is; null when it can. Writes nothing.</summary>
    public Task<Refusal?> CheckAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// Call it inside of the transaction of the decision, before anything of the shop's orders, rewards or surcharges was loaded there by
    /// tracked queries. A second call for the same dispute and instance does nothing.
    /// </summary>
    public Task<Outcome<RulingResult>> AddAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
