using Portal.App.Attribution.Rulings;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Disputes.Rulings;

/// <summary>
/// Holds the amount at stake while a dispute is open, and no other (R8.7). All of it happens in the transaction of its caller.
/// </summary>
public sealed class DisputeHolds
{
    /// <summary>What is at stake, in đồng. Writes nothing.</summary>
    public Task<Outcome<Dong>> AtStakeAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>
    /// When a case is filed, or what it wants changes: holds what is at stake by it. Calling it again moves what is held to the new draft.
    /// </summary>
    /// <returns>The amount at stake.</returns>
    public Task<Outcome<Dong>> HoldAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>When it is withdrawn or rejected, or after <see cref="RulingWriter.AddAsync"/> when it is accepted. Twice does nothing.</summary>
    public Task ReleaseAsync(PortalDb db, Guid disputeId, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
