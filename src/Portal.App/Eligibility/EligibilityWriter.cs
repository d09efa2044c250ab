using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Eligibility;

/// <summary>
/// Follows the orders of shops that have a refer-a-friend programme (R4.2–R4.4), in the transaction that writes them: what
/// accounts share, how many of their orders are successful, and what follows from it.
/// </summary>
public sealed class EligibilityWriter(
    CustomerContacts contacts, EligibilityStanding standing, PortalKeys keys, TimeProvider clock)
{
    /// <summary>
    /// How many earlier orders of new accounts are looked at for what they share; successful ones are counted all the same.
    /// </summary>
    private const int MostEarlier = 2_000;

    /// <summary>
    /// Call it when the orders, new or changed by events, are stored. A bounded number of queries for any number of orders.
    /// Each account's row is written before its orders are counted, so that of two transactions that change orders of one
    /// account the second waits, and then counts what the first one committed.
    /// </summary>
    /// <param name="inForce">The programmes of the orders' shops, kept by the transaction.</param>
    internal async Task ApplyAsync(
        PortalDb db, IReadOnlyCollection<Order> changed, IReadOnlyList<CatalogueProgramme> inForce, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        // the refer-a-friend programmes of each shop
        var programmes = inForce.Where(programme => programme.Template == ProgrammeTemplate.ReferAFriend)
            .ToLookup(programme => programme.Shop.Id, programme => programme.Id);
        var orders = changed.Where(
            order => order is { EmailHash: not null, ContactProtected: not null } && programmes.Contains(order.ShopId)).ToList();
        if (orders.Count == 0)
            return;

        var accounts = await LoadAsync(db, orders, programmes, cancellationToken);
        var added = await AddAsync(db, orders, programmes, accounts, now, cancellationToken);

        var seen = orders.Concat(await EarlierAsync(db, orders, programmes, added, cancellationToken)).ToList();

        // an order that waits for its payment changes no count
        var counted = seen.Where(order => order.Version > 0 || order.Status != OrderStatus.Pending).SelectMany(Of).Distinct().ToList();
        foreach (var account in counted)
            account.Version++;

        var traits = seen.SelectMany(order => Of(order).SelectMany(account => Traits(account, order)))
            .Concat(await BankTraitsAsync(db, accounts.Values, cancellationToken));
        var groups = await JoinAsync(db, accounts.Values, traits, cancellationToken);

        await CountAsync(db, counted, programmes, cancellationToken);
        await standing.SettleAsync(db, counted.Union(groups.Grouped).ToList(), now, TimeSpan.Zero, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        IEnumerable<EligibilityAccount> Of(Order order) => programmes[order.ShopId]
            .Select(programme => accounts.GetValueOrDefault(Key(programme, order.EmailHash!)))
            .OfType<EligibilityAccount>();
    }

    /// <summary>
    /// Call it when a partner added a bank account (R4.4): the accounts under their addresses have it in common with whoever else has.
    /// Whoever buys later is told by their orders.
    /// </summary>
    internal async Task ApplyAsync(PortalDb db, BankAccount added, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var own = await EligibilityQueries.HashesOfAsync(db, keys, added.OwnerId, cancellationToken);
        var accounts = await db.EligibilityAccounts.Where(account => own.Contains(account.EmailHash)).ToListAsync(cancellationToken);
        if (accounts.Count == 0)
            return;

        var groups = await JoinAsync(db, accounts, accounts.Select(account => BankTrait(account, added.NumberHash)), cancellationToken);
        await standing.SettleAsync(db, groups.Grouped, now, TimeSpan.Zero, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<DuplicateGroups> JoinAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, IEnumerable<AccountTrait> traits,
        CancellationToken cancellationToken)
    {
        var groups = await DuplicateGroups.JoinAsync(db, accounts, traits, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await groups.SaveAsync(db, cancellationToken);
        return groups;
    }

    /// <summary>
    /// The bank accounts of partners with these addresses, removed ones too: what was shared stays shared, as with phones.
    /// </summary>
    private static async Task<IReadOnlyList<AccountTrait>> BankTraitsAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, CancellationToken cancellationToken)
    {
        var hashes = accounts.Select(account => account.EmailHash).DistinctBy(Convert.ToHexString).ToArray();
        var banks = await db.Partners.Where(partner => hashes.Contains(partner.EmailHash))
            .Join(db.BankAccounts, partner => partner.Id, bank => bank.OwnerId,
                (partner, bank) => new { partner.EmailHash, bank.NumberHash })
            .ToListAsync(cancellationToken);
        return
        [
            .. from account in accounts
               join bank in banks on Convert.ToHexString(account.EmailHash) equals Convert.ToHexString(bank.EmailHash)
               select BankTrait(account, bank.NumberHash),
        ];
    }

    private static AccountTrait BankTrait(EligibilityAccount account, byte[] numberHash) =>
        new() { AccountId = account.Id, Kind = TraitKinds.BankAccount, Hash = numberHash };

    private static async Task<Dictionary<(Guid, string), EligibilityAccount>> LoadAsync(
        PortalDb db, List<Order> orders, ILookup<Guid, Guid> programmes, CancellationToken cancellationToken)
    {
        var ids = programmes.SelectMany(shop => shop).ToArray();
        var hashes = orders.Select(order => order.EmailHash!).DistinctBy(Convert.ToHexString).ToArray();
        return (await db.EligibilityAccounts
                .Where(account => ids.Contains(account.ProgrammeId) && hashes.Contains(account.EmailHash))
                .ToListAsync(cancellationToken))
            .ToDictionary(account => Key(account.ProgrammeId, account.EmailHash));
    }

    private async Task<List<EligibilityAccount>> AddAsync(
        PortalDb db, List<Order> orders, ILookup<Guid, Guid> programmes, Dictionary<(Guid, string), EligibilityAccount> accounts,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var added = new List<EligibilityAccount>();
        foreach (var order in orders)
        {
            foreach (var programme in programmes[order.ShopId].Where(programme => !accounts.ContainsKey(Key(programme, order.EmailHash!))))
            {
                var account = new EligibilityAccount
                {
                    Id = Ids.New(clock),
                    ProgrammeId = programme,
                    EmailHash = order.EmailHash!,
                    ContactProtected = order.ContactProtected!,
                    State = EligibilityState.Counting,
                    StateSince = now,
                    Reasons = EligibilityReasons.BelowThreshold,
                    CreatedAt = now,
                };
                accounts[Key(programme, order.EmailHash!)] = account;
                added.Add(account);
            }
        }

        await db.EligibilityAccounts.AddRangeAsync(added, cancellationToken);
        return added;
    }

    /// <summary>
    /// What new accounts bought before the programme was there; of an address that a shop gives for everybody only the newest.
    /// </summary>
    private static async Task<List<Order>> EarlierAsync(
        PortalDb db, List<Order> orders, ILookup<Guid, Guid> programmes, List<EligibilityAccount> added,
        CancellationToken cancellationToken)
    {
        if (added.Count == 0)
            return [];

        var shops = programmes.Select(shop => shop.Key).ToArray();
        var hashes = added.Select(account => account.EmailHash).DistinctBy(Convert.ToHexString).ToArray();
        var present = orders.Select(order => order.Id).ToHashSet();
        var earlier = await db.Orders.AsNoTracking()
            .Where(order => shops.Contains(order.ShopId) && order.EmailHash != null && hashes.Contains(order.EmailHash))
            .OrderByDescending(order => order.ReceivedAt).Take(MostEarlier)
            .ToListAsync(cancellationToken);
        return earlier.FindAll(order => !present.Contains(order.Id) && order.ContactProtected is not null);
    }

    private IEnumerable<AccountTrait> Traits(EligibilityAccount account, Order order)
    {
        if (order.PhoneHash is { } phone)
            yield return new AccountTrait { AccountId = account.Id, Kind = TraitKinds.Phone, Hash = phone };
        if (order.DeviceHash is { } device)
            yield return new AccountTrait { AccountId = account.Id, Kind = TraitKinds.Device, Hash = device };
        if (NormalisedEmail.Of(contacts.Email(order.ContactProtected!)) is { } mailbox)
            yield return new AccountTrait
            {
                AccountId = account.Id,
                Kind = TraitKinds.NormalisedEmail,
                Hash = keys.Hash("mailbox", mailbox)
            };
    }

    // R4.2, R4.4: from the orders themselves, so that it cannot drift
    private static async Task CountAsync(
        PortalDb db, List<EligibilityAccount> accounts, ILookup<Guid, Guid> programmes, CancellationToken cancellationToken)
    {
        if (accounts.Count == 0)
            return;

        var shops = programmes.Select(shop => shop.Key).ToArray();
        var hashes = accounts.Select(account => account.EmailHash).DistinctBy(Convert.ToHexString).ToArray();
        var counts = await db.Orders
            .Where(order => shops.Contains(order.ShopId) && order.Status == OrderStatus.Successful
                && order.EmailHash != null && hashes.Contains(order.EmailHash))
            .GroupBy(order => new { order.ShopId, order.EmailHash })
            .Select(group => new { group.Key.ShopId, group.Key.EmailHash, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var successful = counts
            .SelectMany(count => programmes[count.ShopId].Select(programme => (Key: Key(programme, count.EmailHash!), count.Count)))
            .ToDictionary(count => count.Key, count => count.Count);
        foreach (var account in accounts)
            account.Successful = successful.GetValueOrDefault(Key(account.ProgrammeId, account.EmailHash));
    }

    private static (Guid, string) Key(Guid programme, byte[] emailHash) => (programme, Convert.ToHexString(emailHash));
}
