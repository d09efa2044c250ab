using Portal.App.Platform.Security;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>The organisation for which somebody writes, and what they are to a dispute (R10.5, R8.5).</summary>
/// <param name="Side">Whether it is a partner or a shop.</param>
/// <param name="HolderId">Which.</param>
internal sealed record DisputeOrganisation(LedgerHolder Side, Guid HolderId)
{
    /// <summary>The actor's own; null of whoever has none, or no right to disputes there.</summary>
    public static DisputeOrganisation? Of(Actor actor) =>
        actor.May(DisputePermissions.Partner) && actor.PartnerId is { } partner ? new(LedgerHolder.Partner, partner)
        : actor.May(DisputePermissions.Shop) && actor.ShopId is { } shop ? new(LedgerHolder.Shop, shop)
        : null;
}

internal static class DisputeScope
{
    /// <summary>
    /// What the actor may know of: their organisation's own, those about its orders once they are filed, and of the operator's people all
    /// that were filed. Nobody else finds any.
    /// </summary>
    public static IQueryable<Dispute> VisibleTo(this IQueryable<Dispute> disputes, Actor actor)
    {
        if (actor.IsOperator)
            return disputes.Where(row => row.Number != null);

        var own = DisputeOrganisation.Of(actor);
        var holder = own?.HolderId ?? Guid.Empty;
        return own?.Side switch
        {
            LedgerHolder.Partner => disputes.Where(row => row.HolderId == holder
                || (row.Number != null && row.CounterpartId == holder)),
            LedgerHolder.Shop => disputes.Where(row => row.HolderId == holder || (row.Number != null && row.ShopId == holder)),
            _ => disputes.Where(row => row.HolderId == Guid.Empty),
        };
    }

    /// <summary>Of those, the ones that the actor's organisation wrote, drafts too.</summary>
    public static IQueryable<Dispute> WrittenBy(this IQueryable<Dispute> disputes, Actor actor)
    {
        var holder = DisputeOrganisation.Of(actor)?.HolderId ?? Guid.Empty;
        return disputes.Where(row => row.HolderId == holder);
    }

    /// <summary>What the actor is to a dispute that they may know of.</summary>
    public static DisputeParty PartyOf(this Dispute dispute, Actor actor) =>
        actor.IsSystem ? DisputeParty.Portal
        : actor.IsOperator ? DisputeParty.Reviewer
        : DisputeOrganisation.Of(actor)?.HolderId == dispute.HolderId ? DisputeParty.Author
        : DisputeParty.Counterpart;
}
