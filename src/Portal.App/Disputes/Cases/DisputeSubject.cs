using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>What a dispute is about, as far as the portal knows it.</summary>
/// <param name="Order">Null of one that the portal does not have (yet).</param>
internal sealed record DisputeSubject(Guid ShopId, Order? Order)
{
    /// <summary>
    /// Finds it among what the author may dispute. A partner learns nothing by it of orders that are not theirs: a number that exists and
    /// one that does not are answered alike (R10.5).
    /// </summary>
    public static Task<Outcome<DisputeSubject>> FindAsync(
        PortalDb db, DisputeOrganisation author, DisputeDraft draft, CancellationToken cancellationToken) =>
        author.Side == LedgerHolder.Partner
            ? OfPartnerAsync(db, author.HolderId, draft, cancellationToken)
            : OfShopAsync(db, author.HolderId, draft, cancellationToken);

    /// <summary>The partner to whom the order is credited now, where it is another one than the author.</summary>
    public async Task<Guid?> CounterpartAsync(
        PortalDb db, DisputeOrganisation author, DisputeKind kind, CancellationToken cancellationToken)
    {
        if (Order is null || kind is DisputeKind.WrongSource or DisputeKind.WrongSurcharge)
            return null;

        return await db.Rewards
            .Where(reward => reward.OrderId == Order.Id && !reward.IsReplaced && reward.PartnerId != author.HolderId)
            .OrderBy(reward => reward.ProgrammeId).Select(reward => (Guid?)reward.PartnerId).FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<Outcome<DisputeSubject>> OfPartnerAsync(
        PortalDb db, Guid partner, DisputeDraft draft, CancellationToken cancellationToken)
    {
        if (draft.CustomerId is not null || draft.StatementLineId is not null)
        {
            return Refusal.Invalid(new FieldError(draft.CustomerId is null ? "statementLineId" : "customerId", FieldCodes.NotFound));
        }

        var code = draft.OrderExternalId!.Trim();
        var own = db.Orders.AsNoTracking().Where(order => order.ExternalId == code
            && (draft.ShopId == null || order.ShopId == draft.ShopId)
            && (db.Rewards.Any(reward => reward.OrderId == order.Id && reward.PartnerId == partner)
                || db.OrderDecisions.Any(decision => decision.OrderId == order.Id && decision.CandidateId == partner)));
        var mine = await own.OrderByDescending(order => order.PlacedAt).FirstOrDefaultAsync(cancellationToken);
        if (draft.Kind is not (DisputeKind.MissingOrder or DisputeKind.WrongPartner))
        {
            return mine is null
                ? Refusal.Invalid(new FieldError("orderExternalId", FieldCodes.NotFound))
                : new DisputeSubject(mine.ShopId, mine);
        }

        if (mine is not null)
            return new DisputeSubject(mine.ShopId, mine);

        var shops = await db.PartnerProgrammes.Where(joined => joined.PartnerId == partner)
            .Join(db.Programmes, joined => joined.ProgrammeId, programme => programme.Id, (_, programme) => programme.ShopId)
            .Distinct().Take(2 + (draft.ShopId is null ? 0 : 10_000)).ToListAsync(cancellationToken);
        if (draft.ShopId is { } named && !shops.Contains(named))
            return Refusal.Invalid(new FieldError("shopId", FieldCodes.NotFound));
        if (draft.ShopId is null && shops.Count != 1)
            return Refusal.Invalid(new FieldError("shopId", FieldCodes.Required));

        var shop = draft.ShopId ?? shops[0];
        return new DisputeSubject(
            shop, await db.Orders.AsNoTracking().FirstOrDefaultAsync(
                order => order.ShopId == shop && order.ExternalId == code, cancellationToken));
    }

    private static async Task<Outcome<DisputeSubject>> OfShopAsync(
        PortalDb db, Guid shop, DisputeDraft draft, CancellationToken cancellationToken)
    {
        if (draft.ShopId is { } named && named != shop)
            return Refusal.Invalid(new FieldError("shopId", FieldCodes.NotFound));

        var (orders, field) = Named(db, shop, draft);
        if (await orders.AsNoTracking().FirstOrDefaultAsync(order => order.ShopId == shop, cancellationToken) is not { } found)
            return Refusal.Invalid(new FieldError(field, FieldCodes.NotFound));

        if (draft.Kind == DisputeKind.WrongSource && found.AccountKey is null)
            return Refusal.Rule(DisputeRefusals.CannotBeRuled);

        return draft.Wanted?.From?.Trim() is { Length: > 0 } from
            && !await db.Orders.AnyAsync(
                order => order.ShopId == shop && order.ExternalId == from && order.AccountKey == found.AccountKey, cancellationToken)
            ? Refusal.Invalid(new FieldError("wanted.from", FieldCodes.NotFound))
            : new DisputeSubject(shop, found);
    }

    private static (IQueryable<Order> Orders, string Field) Named(PortalDb db, Guid shop, DisputeDraft draft)
    {
        if (draft.StatementLineId is { } line)
        {
            return (db.Orders.Where(order => db.JournalEntries.Any(entry => entry.Id == line && entry.HolderId == shop
                && entry.OrderId == order.Id)), "statementLineId");
        }

        if (draft.OrderExternalId?.Trim() is { Length: > 0 } code)
            return (db.Orders.Where(order => order.ExternalId == code), "orderExternalId");

        var customer = draft.CustomerId!.Value;
        return (db.Orders.Where(order => order.Id == customer), "customerId");
    }
}
