using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rulings;
using Portal.App.Disputes.Rulings;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Programmes;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// What a case does to records and money, all of it in the transaction of the step: holding what is at stake (R8.7), ruling (R8.4, R8.6),
/// releasing.
/// </summary>
public sealed class DisputeDeciding(RulingWriter rulings, DisputeHolds holds, DisputeMails mails, TimeProvider clock)
{
    /// <summary>Decides a case whose row stands decided already, so that nobody else decides it meanwhile.</summary>
    internal async Task<Refusal?> DecideAsync(DisputeTurn turn, bool accept, string reason)
    {
        var (db, row, stop) = (turn.Db, turn.Row, turn.Stop);
        var was = row.Decision;
        if (accept != (was == DisputeState.Accepted))
        {
            // an appeal that confirms what was decided changes nothing, and so does the rejection of what was never accepted
            if (await DraftAsync(db, row, stop) is not { } draft)
                return Refusal.Rule(DisputeRefusals.CannotBeRuled);

            var ruled = await rulings.AddAsync(db, draft with { RuledBy = turn.Actor.Name, Reason = reason }, stop);
            if (ruled.Refusal is { } refused)
                return refused;
        }

        await holds.ReleaseAsync(db, row.Id, stop);
        row.Decide(turn.Now, turn.Actor.IsSystem ? null : turn.Actor.RootId, turn.Actor.Name, reason);
        row.End();
        db.Step(row, accept ? DisputeStepKind.Accepted : DisputeStepKind.Rejected, turn.Party, turn.Actor.Name, reason, clock);
        await mails.DecidedAsync(db, row, stop);
        return null;
    }

    internal Task<Refusal?> CheckAsync(PortalDb db, RulingDraft draft, CancellationToken cancellationToken) =>
        rulings.CheckAsync(db, draft, cancellationToken);

    /// <summary>Holds what is at stake as the case stands.</summary>
    /// <returns>The amount in đồng; null where it cannot be said, such as of an order that the portal does not have.</returns>
    internal async Task<long?> HoldAsync(PortalDb db, Dispute row, CancellationToken cancellationToken)
    {
        if (await DraftAsync(db, row, cancellationToken) is not { } draft
            || await rulings.CheckAsync(db, draft, cancellationToken) is not null)
            return null;

        var held = await holds.HoldAsync(db, draft, cancellationToken);
        return held.Succeeded ? held.Value.Amount : null;
    }

    internal Task ReleaseAsync(PortalDb db, Dispute row, CancellationToken cancellationToken) =>
        holds.ReleaseAsync(db, row.Id, cancellationToken);

    /// <summary>
    /// What accepting it would rule; of an appeal against an acceptance, what taking that back would. Null while the order is not there.
    /// </summary>
    internal static async Task<RulingDraft?> DraftAsync(PortalDb db, Dispute row, CancellationToken cancellationToken)
    {
        if (row.ShopId is not { } shop || await OrderAsync(db, row, shop, cancellationToken) is not { } order)
            return null;

        row.OrderId ??= order;
        OrderPosition? from = null;
        if (row.Kind == DisputeKind.WrongSource)
        {
            // "from this order on" where it names one, or was filed from one; otherwise from the customer's first
            var code = row.WantedFrom ?? (row.CustomerId is null ? row.OrderCode : null);
            if (code is not null)
            {
                var place = await db.Orders.Where(found => found.ShopId == shop && found.ExternalId == code)
                    .Select(found => new { found.PlacedAt, found.ExternalId }).FirstOrDefaultAsync(cancellationToken);
                if (place is null)
                    return null;

                from = new OrderPosition(place.PlacedAt, place.ExternalId);
            }
        }

        return new RulingDraft(row.Id, row.Number ?? "", row.Kind, shop)
        {
            Instance = row.AppealedAt is null ? 1 : 2,
            OrderId = order,
            PartnerId = row.WantedPartnerId,
            IntroducedBy = row.WantedIntroducer,
            Base = row.WantedBase is { } amount ? new Dong(amount) : null,
            Status = row.WantedStatus,
            From = from,
            IsWithdrawn = row.AppealedAt is not null && row.Decision == DisputeState.Accepted,
        };
    }

    /// <summary>An order that was missing may have come since.</summary>
    private static async Task<Guid?> OrderAsync(PortalDb db, Dispute row, Guid shop, CancellationToken cancellationToken) =>
        row.OrderId ?? await db.Orders.Where(order => order.ShopId == shop && order.ExternalId == row.OrderCode)
            .Select(order => (Guid?)order.Id).FirstOrDefaultAsync(cancellationToken);
}
