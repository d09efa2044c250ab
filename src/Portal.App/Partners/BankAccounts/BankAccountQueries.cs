using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Shops;
using Portal.Domain.Withdrawals;

namespace Portal.App.Partners.BankAccounts;

/// <summary>A partner's account as they and the operator see it: never the whole number.</summary>
/// <param name="AccountNumber">The last four digits behind dots.</param>
/// <param name="UsableFrom">From when on money may go there.</param>
/// <param name="Usable">Whether that is now.</param>
public sealed record BankAccountView(
    Guid Id, string BankCode, string BankName, string AccountNumber, string HolderName, DateTimeOffset AddedAt, DateTimeOffset UsableFrom,
    bool Usable)
{
    internal static BankAccountView Of(BankAccount account, DateTimeOffset now) => new(
        account.Id, account.BankCode, Banks.Find(account.BankCode)?.Name ?? account.BankCode, $"•••• {account.NumberEnd}", account.Holder,
        account.AddedAt, account.UsableFrom, account.UsableFrom <= now);
}

/// <summary>A partner's accounts. At most <see cref="AddBankAccount.Most"/> are there at a time.</summary>
public sealed record BankAccountList(IReadOnlyList<BankAccountView> Items);

/// <summary>Bank accounts, each seen by its owner and by the operator (R10.5).</summary>
public sealed class BankAccountQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>Those that are not removed, the newest first.</summary>
    public async Task<Outcome<BankAccountList>> ListAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancellationToken)
            ? await OfAsync(db, partnerId, cancellationToken)
            : Refusal.NotFound(PartnerRefusals.NotFound);
    }

    /// <summary>A shop's, likewise.</summary>
    public async Task<Outcome<BankAccountList>> OfShopAsync(Actor actor, Guid shopId, CancellationToken cancellationToken)
    {
        if (!actor.MayForShop(shopId, Permission.ShopOrdersRead, Permission.OperatorRead))
            return Refusal.NotFound(ShopRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Shops.AnyAsync(shop => shop.Id == shopId, cancellationToken)
            ? await OfAsync(db, shopId, cancellationToken)
            : Refusal.NotFound(ShopRefusals.NotFound);
    }

    private async Task<BankAccountList> OfAsync(PortalDb db, Guid ownerId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var accounts = await db.BankAccounts.AsNoTracking()
            .Where(account => account.OwnerId == ownerId && account.RemovedAt == null)
            .OrderByDescending(account => account.AddedAt).ThenByDescending(account => account.Id)
            .ToListAsync(cancellationToken);
        return new BankAccountList(accounts.ConvertAll(account => BankAccountView.Of(account, now)));
    }
}
