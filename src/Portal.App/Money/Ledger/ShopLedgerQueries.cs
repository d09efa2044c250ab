using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Money.Ledger;

/// <summary>What is between a shop and the platform (R7.9), in đồng.</summary>
/// <param name="SurchargeDue">Surcharges of its orders, less those taken back.</param>
/// <param name="PromotionsOwed">Discounts that the platform gave on its orders.</param>
/// <param name="Net">
/// Promotions less surcharges, less what was settled, plus what the shop paid: positive in the shop's favour, whatever of it is held, in a
/// batch or on an invoice.
/// </param>
/// <param name="Settled">What the platform paid to it.</param>
/// <param name="Invoiced">What stands open on its invoices.</param>
/// <param name="Paid">What it paid for its invoices.</param>
/// <param name="Carried">What it owes and was not invoiced for yet.</param>
/// <param name="AsOf">The instant that it is the balance of.</param>
public sealed record ShopBalanceView(
    long SurchargeDue, long PromotionsOwed, long Net, long Settled, long Invoiced, long Paid, long Carried, DateTimeOffset AsOf);

/// <summary>The ledger as a shop reads its part of it (R10.5), and the operator of any shop.</summary>
public sealed class ShopLedgerQueries(IDbContextFactory<PortalDb> contexts, LedgerQueries ledger, TimeProvider clock)
{
    /// <param name="actor">The shop, or the operator.</param>
    /// <param name="shopId">Whose.</param>
    /// <param name="asOf">An instant in the past; null for now.</param>
    public async Task<Outcome<ShopBalanceView>> BalanceAsync(
        Actor actor, Guid shopId, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, Permission.ShopOrdersRead, Permission.OperatorRead))
            return Refusal.NotFound(ShopRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Shops.AnyAsync(shop => shop.Id == shopId, cancellationToken))
            return Refusal.NotFound(ShopRefusals.NotFound);

        var now = clock.GetUtcNow();
        var past = asOf is { } instant && instant < now ? instant : (DateTimeOffset?)null;
        var amounts = past is { } until
            ? await LedgerQueries.Summed(
                db.JournalEntries.Where(entry => entry.HolderId == shopId && entry.RecordedAt <= until), cancellationToken)
            : (await db.LedgerBalances.AsNoTracking().SingleOrDefaultAsync(row => row.HolderId == shopId, cancellationToken))?.Amounts
                ?? default;
        return new ShopBalanceView(
            amounts.Surcharged.Amount, -amounts.Promoted.Amount,
            (amounts.Payable + amounts.Held + amounts.Reserved + amounts.Invoiced).Amount, amounts.PaidOut.Amount,
            -amounts.Invoiced.Amount, -amounts.Received.Amount, Math.Max(0, -amounts.Payable.Amount), past ?? now);
    }

    /// <summary>A shop's entries, the newest first.</summary>
    public async Task<Outcome<CursorPage<EntryView>>> EntriesAsync(
        Actor actor, Guid shopId, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, Permission.ShopOrdersRead, Permission.OperatorRead))
            return Refusal.NotFound(ShopRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Shops.AnyAsync(shop => shop.Id == shopId, cancellationToken)
            ? await ledger.EntriesOfAsync(db, actor, shopId, page, cancellationToken)
            : Refusal.NotFound(ShopRefusals.NotFound);
    }
}
