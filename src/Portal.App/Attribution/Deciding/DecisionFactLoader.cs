using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Rulings;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Tax;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Deciding;

/// <summary>
/// Loads what the decisions about a number of stored orders depend on, with one query a kind however many orders there are and
/// however long their customers' histories: clicks, the partners behind them and behind typed codes, bindings and introductions,
/// whether there are earlier orders, the week's other uses of a device, the free places that are held.
/// </summary>
public sealed class DecisionFactLoader(IClickStore clicks, PortalKeys keys, TimeProvider clock)
{
    /// <param name="db">Where the orders are.</param>
    /// <param name="orders">The orders, with their lines; those of a shop of which there is no programme are passed over.</param>
    /// <param name="programmes">All programmes of the shops that decide.</param>
    /// <param name="known">Clicks that are loaded already.</param>
    /// <param name="firsts">Bindings and introductions of orders that were decided before in this run.</param>
    /// <param name="proposed">What would be ruled besides what is; null for nothing.</param>
    internal async Task<DecisionFacts> LoadAsync(
        PortalDb db,
        IReadOnlyList<Order> orders,
        IReadOnlyCollection<CatalogueProgramme> programmes,
        IEnumerable<ClickRecord> known,
        FirstTouch firsts,
        Ruling? proposed,
        CancellationToken cancellationToken)
    {
        var facts = new DecisionFacts { Firsts = firsts };
        if (orders.Count == 0 || programmes.Count == 0)
            return facts;

        foreach (var click in known)
            facts.Add(click);
        await LoadClicksAsync(facts, orders, cancellationToken);
        await LoadCodesAsync(db, facts, orders, cancellationToken);
        await facts.Rulings.LoadAsync(db, orders, programmes, proposed, cancellationToken);
        await LoadFirstsAsync(db, firsts, orders, programmes, cancellationToken);
        await LoadMembersAsync(db, facts, orders, programmes, cancellationToken);
        await LoadHistoryAsync(db, facts, orders, programmes, cancellationToken);
        await LoadPlacesAsync(db, firsts, orders, programmes, cancellationToken);
        facts.TaxPolicies = await StoredPolicies.AllAsync(db, cancellationToken);
        return facts;
    }

    private async Task LoadClicksAsync(DecisionFacts facts, IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        var named = orders.Select(order => order.ClickId).OfType<long>().Where(id => !facts.Clicks.ContainsKey(id)).Distinct().ToList();
        if (named.Count > 0)
        {
            foreach (var click in await clicks.ByIdAsync(named, cancellationToken))
                facts.Add(click);
        }

        var visitors = orders.SelectMany(facts.Visitors).Distinct().ToList();
        if (visitors.Count == 0)
            return;

        var end = clock.GetUtcNow() + OrderCheck.ClockTolerance + TimeSpan.FromTicks(1);
        var found = await clicks.ByVisitorsAsync(visitors, DateTimeOffset.UnixEpoch, end, cancellationToken);
        foreach (var click in found)
            facts.Add(click);

        // Only the newest of each visitor came. Of one with more, those before their orders are asked for by themselves, from the
        // last order back until there are none before, and the first on every partner's links, which bind for good (R1.7): a page
        // that calls a link hundreds of times must not push out who was there before. Hundreds of clicks of a browser are rare.
        var cut = found.GroupBy(click => click.VisitorId)
            .Where(all => all.Count() >= IClickStore.NewestPerVisitor).Select(all => all.Key).ToHashSet();
        if (cut.Count == 0)
            return;

        foreach (var click in await clicks.FirstsAsync(cut, cancellationToken))
            facts.Add(click);
        foreach (var order in orders.OrderByDescending(order => order.PlacedAt))
        {
            foreach (var visitor in facts.Visitors(order).Where(cut.Contains).ToList())
            {
                var earlier = await clicks.ByVisitorsAsync(
                    [visitor], DateTimeOffset.UnixEpoch, order.PlacedAt + TimeSpan.FromTicks(1), cancellationToken);
                foreach (var click in earlier)
                    facts.Add(click);
                if (earlier.Count < IClickStore.NewestPerVisitor)
                    cut.Remove(visitor);
            }
        }
    }

    private static async Task LoadCodesAsync(
        PortalDb db, DecisionFacts facts, IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        var codes = orders.Select(order => order.ReferralCode).OfType<string>().Distinct().ToArray();
        if (codes.Length == 0)
            return;

        var partners = await db.Partners.AsNoTracking()
            .Where(partner => codes.Contains(partner.ReferralCode))
            .Select(partner => new { partner.Id, partner.ReferralCode })
            .ToListAsync(cancellationToken);
        foreach (var partner in partners)
            facts.PartnersByCode[partner.ReferralCode] = partner.Id;
    }

    private async Task LoadMembersAsync(
        PortalDb db, DecisionFacts facts, IReadOnlyList<Order> orders, IReadOnlyCollection<CatalogueProgramme> programmes,
        CancellationToken cancellationToken)
    {
        var programmeIds = programmes.Select(programme => programme.Id).ToArray();
        var partners = facts.Clicks.Values.Select(click => click.PartnerId).OfType<Guid>()
            .Concat(facts.PartnersByCode.Values)
            .Concat(facts.Rulings.Partners)
            .Concat(orders.SelectMany(order => programmes.Select(programme => facts.Firsts.Binding(programme.Id, order)?.PartnerId))
                .OfType<Guid>())
            .Distinct()
            .ToArray();
        if (partners.Length == 0)
            return;

        var rows = await db.Partners.AsNoTracking()
            .Where(partner => partners.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.EmailHash, partner.PhoneHash, partner.PickupPoint })
            .ToListAsync(cancellationToken);
        foreach (var row in rows)
            facts.Members[row.Id] = new MemberFacts(row.EmailHash, row.PhoneHash, row.PickupPoint);

        var memberships = await db.PartnerProgrammes.AsNoTracking()
            .Where(row => partners.Contains(row.PartnerId) && programmeIds.Contains(row.ProgrammeId))
            .Select(row => new { row.PartnerId, row.ProgrammeId })
            .ToListAsync(cancellationToken);
        foreach (var row in memberships)
            facts.Members[row.PartnerId].Programmes.Add(row.ProgrammeId);

        // R1.9: the partner's own account at the portal
        var accounts = await db.Memberships.AsNoTracking()
            .Where(membership => membership.PartnerId != null && partners.Contains(membership.PartnerId.Value))
            .Join(db.Users, membership => membership.UserId, user => user.Id,
                (membership, user) => new { membership.PartnerId, user.Email })
            .ToListAsync(cancellationToken);
        foreach (var row in accounts)
        {
            if (Contact.Email(row.Email) is { } email)
                facts.Members[row.PartnerId!.Value].Accounts.Add(keys.Hash("email", email));
        }
    }

    private static async Task LoadFirstsAsync(
        PortalDb db, FirstTouch firsts, IReadOnlyList<Order> orders, IReadOnlyCollection<CatalogueProgramme> programmes,
        CancellationToken cancellationToken)
    {
        var binding = programmes.Where(programme => programme.Binds).Select(programme => programme.Id).ToArray();
        var pairs = orders.Keys(order => order.PairKey);
        if (binding.Length > 0 && pairs.Length > 0)
        {
            var rows = await db.CustomerBindings.AsNoTracking()
                .Where(row => binding.Contains(row.ProgrammeId) && pairs.Contains(row.CustomerKey))
                .ToListAsync(cancellationToken);
            rows.ForEach(firsts.Know);
        }

        var shops = Shops(programmes, ProgrammeTemplate.RentalSurcharge);
        var accounts = orders.Keys(order => order.AccountKey);
        if (shops.Length > 0 && accounts.Length > 0)
        {
            var rows = await db.CustomerIntroductions.AsNoTracking()
                .Where(row => shops.Contains(row.ShopId) && accounts.Contains(row.CustomerKey))
                .ToListAsync(cancellationToken);
            rows.ForEach(firsts.Know);
        }
    }

    /// <summary>What R5 asks of the shop's earlier orders. Each question ends at the first row that answers it.</summary>
    private static async Task LoadHistoryAsync(
        PortalDb db, DecisionFacts facts, IReadOnlyList<Order> orders, IReadOnlyCollection<CatalogueProgramme> programmes,
        CancellationToken cancellationToken)
    {
        var shops = Shops(programmes, ProgrammeTemplate.NewCustomer);
        var looking = orders.Where(order => shops.Contains(order.ShopId)).ToList();
        if (looking.Count == 0)
            return;

        var ids = looking.ConvertAll(order => order.Id);
        var earlier = await db.Orders.AsNoTracking()
            .Where(order => ids.Contains(order.Id))
            .Select(order => new
            {
                order.Id,
                OfAccount = order.AccountKey != null
                && db.Orders.Any(other => other.ShopId == order.ShopId && other.AccountKey == order.AccountKey
                    && other.PlacedAt <= order.PlacedAt
                    && (other.PlacedAt < order.PlacedAt || string.Compare(other.ExternalId, order.ExternalId) < 0)
                    && (other.Status != OrderStatus.Cancelled || other.EarnedAt != null)),
                OfDevice = order.DeviceHash != null
                    && db.Orders.Any(other => other.ShopId == order.ShopId && other.DeviceHash == order.DeviceHash
                    && other.PlacedAt <= order.PlacedAt
                    && (other.PlacedAt < order.PlacedAt || string.Compare(other.ExternalId, order.ExternalId) < 0)
                    && (other.Status != OrderStatus.Cancelled || other.EarnedAt != null)),
            })
            .ToListAsync(cancellationToken);
        foreach (var row in earlier)
            facts.Earlier[row.Id] = new EarlierOrders(row.OfAccount, row.OfDevice);

        var first = LocalCalendar.WeekPeriod(LocalCalendar.Day(looking.Min(order => order.PlacedAt))).Start;
        var end = LocalCalendar.WeekPeriod(LocalCalendar.Day(looking.Max(order => order.PlacedAt))).End;
        var devices = looking.Keys(order => order.DeviceHash);
        if (devices.Length > 0)
        {
            facts.Week.AddRange(await Week(
                db.Orders.Where(order => shops.Contains(order.ShopId) && order.DeviceHash != null && devices.Contains(order.DeviceHash)
                && order.PlacedAt >= first && order.PlacedAt < end)).ToListAsync(cancellationToken));
        }

        // without a device nothing can clash, and the person's other orders only matter where the week is summed up
        var persons = looking.Where(order => order.DeviceHash is null).Keys(order => order.PairKey);
        if (persons.Length > 0 && programmes.Any(programme => programme.SumsWeeks))
        {
            facts.Week.AddRange(
                await Week(db.Orders.Where(order => shops.Contains(order.ShopId) && order.PairKey != null && persons.Contains(order.PairKey)
                && order.DeviceHash == null && order.PlacedAt >= first && order.PlacedAt < end)).ToListAsync(cancellationToken));
        }
    }

    private static IQueryable<WeekRow> Week(IQueryable<Order> orders) => orders.AsNoTracking().Select(order => new WeekRow(
        order.ShopId, order.PlacedAt, order.ExternalId, order.DeviceHash, order.PairKey, order.PickupPoint,
        order.Items, order.PlatformDiscount, order.ShopDiscount, order.ReturnedAmount, order.Status, order.EarnedAt));

    /// <summary>R7.5: the customers' free orders that have been successful; a few each, however many orders they have.</summary>
    private static async Task LoadPlacesAsync(
        PortalDb db, FirstTouch firsts, IReadOnlyList<Order> orders, IReadOnlyCollection<CatalogueProgramme> programmes,
        CancellationToken cancellationToken)
    {
        var counting = programmes.Where(programme => programme.CountsOrders).ToList();
        var ids = counting.ConvertAll(programme => programme.Id);
        var customers = orders.Where(order => counting.Exists(programme => programme.Shop.Id == order.ShopId))
            .Keys(order => order.AccountKey);
        if (customers.Length == 0)
            return;

        var free = await (
            from surcharge in db.Surcharges.AsNoTracking()
            where ids.Contains(surcharge.ProgrammeId) && surcharge.CustomerKey != null && customers.Contains(surcharge.CustomerKey)
                && surcharge.FreeOrder != null && !surcharge.IsReplaced
            join order in db.Orders on surcharge.OrderId equals order.Id
            where order.EarnedAt != null
            select new FreeOrderRow(
                surcharge.ProgrammeId, surcharge.CustomerKey!, order.Id, order.PlacedAt, order.ExternalId, order.Status, order.EarnedAt,
                order.StatusAt))
            .ToListAsync(cancellationToken);
        free.ForEach(firsts.Places.Know);
    }

    private static Guid[] Shops(IEnumerable<CatalogueProgramme> programmes, ProgrammeTemplate template) =>
        [.. programmes.Where(programme => programme.Template == template).Select(programme => programme.Shop.Id).Distinct()];
}
