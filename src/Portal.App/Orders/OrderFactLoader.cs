using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Programs;
using Portal.App.Security;
using Portal.App.Tracking.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programs;
using Portal.Domain.Tracking;

namespace Portal.App.Orders;

/// <summary>
/// Loads what the decisions about a number of orders depend on, with one query a kind however many orders there are:
/// clicks, the partners behind them and behind typed codes, their programmes and accounts, the customers' bindings.
/// </summary>
public sealed class OrderFactLoader(IClickStore clicks, RestoreClicks restore, PortalKeys keys, TimeProvider clock)
{
    internal async Task<GroupFacts> LoadAsync(
        PortalDb db,
        IReadOnlyList<IncomingOrder> orders,
        IReadOnlyCollection<CatalogueProgramme> programmes,
        CancellationToken cancellationToken)
    {
        var programmeIds = programmes.Select(programme => programme.Id).Distinct().ToArray();
        var facts = new GroupFacts();
        if (orders.Count == 0 || programmeIds.Length == 0)
            return facts;

        await LoadClicksAsync(facts, orders, cancellationToken);
        await LoadCodesAsync(db, facts, orders, cancellationToken);
        await LoadBindingsAsync(db, facts, orders, programmes, cancellationToken);
        await LoadMembersAsync(db, facts, programmeIds, cancellationToken);
        return facts;
    }

    private async Task LoadClicksAsync(GroupFacts facts, IReadOnlyList<IncomingOrder> orders, CancellationToken cancellationToken)
    {
        // R1.1: a click that the disk had refused comes back with its order
        var named = orders.Where(order => order.Click is not null).Select(order => order.Click!.Value).ToList();
        foreach (var click in await restore.RunAsync(named, cancellationToken))
            facts.Add(click);
        facts.NamedClicks.UnionWith(facts.Clicks.Keys);

        var visitors = orders.SelectMany(order => order.Visitors).Distinct().ToList();
        if (visitors.Count == 0)
            return;

        var end = clock.GetUtcNow() + OrderCheck.ClockTolerance + TimeSpan.FromTicks(1);
        var found = await clicks.ByVisitorsAsync(visitors, DateTimeOffset.UnixEpoch, end, cancellationToken);
        foreach (var click in found)
            facts.Add(click);

        // Only the newest of each visitor came. An order that was placed before the oldest of them is asked for by itself;
        // a customer who clicks hundreds of times after buying is rare enough.
        var oldest = found.GroupBy(click => click.VisitorId)
            .Where(all => all.Count() >= IClickStore.NewestPerVisitor)
            .ToDictionary(all => all.Key, all => all.Min(click => click.At));
        foreach (var order in orders)
        {
            foreach (var visitor in order.Visitors.Where(visitor => oldest.TryGetValue(visitor, out var at) && order.Input.PlacedAt <= at))
            {
                var earlier = await clicks.ByVisitorsAsync(
                    [visitor], DateTimeOffset.UnixEpoch, order.Input.PlacedAt + TimeSpan.FromTicks(1), cancellationToken);
                foreach (var click in earlier)
                    facts.Add(click);
            }
        }
    }

    private static async Task LoadCodesAsync(
        PortalDb db, GroupFacts facts, IReadOnlyList<IncomingOrder> orders, CancellationToken cancellationToken)
    {
        var codes = orders.Select(order => order.Code).OfType<string>().Distinct().ToArray();
        if (codes.Length == 0)
            return;

        var partners = await db.Partners.AsNoTracking()
            .Where(partner => codes.Contains(partner.ReferralCode))
            .Select(partner => new { partner.Id, partner.ReferralCode })
            .ToListAsync(cancellationToken);
        foreach (var partner in partners)
            facts.PartnersByCode[partner.ReferralCode] = partner.Id;
    }

    private async Task LoadMembersAsync(PortalDb db, GroupFacts facts, Guid[] programmes, CancellationToken cancellationToken)
    {
        var partners = facts.Partners.ToArray();
        if (partners.Length == 0)
            return;

        var rows = await db.Partners.AsNoTracking()
            .Where(partner => partners.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.EmailHash, partner.PhoneHash })
            .ToListAsync(cancellationToken);
        foreach (var row in rows)
            facts.Members[row.Id] = new MemberFacts(row.EmailHash, row.PhoneHash);

        var memberships = await db.PartnerProgrammes.AsNoTracking()
            .Where(row => partners.Contains(row.PartnerId) && programmes.Contains(row.ProgrammeId))
            .Select(row => new { row.PartnerId, row.ProgrammeId })
            .ToListAsync(cancellationToken);
        foreach (var row in memberships)
            facts.Members[row.PartnerId].Programmes.Add(row.ProgrammeId);

        // R1.9: the partner's own account at the portal
        var accounts = await db.Memberships.AsNoTracking()
            .Where(membership => membership.PartnerId != null && partners.Contains(membership.PartnerId.Value))
            .Join(db.Users, membership => membership.UserId, user => user.Id, (membership, user) => new { membership.PartnerId, user.Email })
            .ToListAsync(cancellationToken);
        foreach (var row in accounts)
        {
            if (Contact.Email(row.Email) is { } email)
                facts.Members[row.PartnerId!.Value].Accounts.Add(keys.Hash("email", email));
        }
    }

    private static async Task LoadBindingsAsync(
        PortalDb db,
        GroupFacts facts,
        IReadOnlyList<IncomingOrder> orders,
        IReadOnlyCollection<CatalogueProgramme> programmes,
        CancellationToken cancellationToken)
    {
        var binding = programmes
            .Where(programme => programme.Versions.Any(version => version.Settings is RewardingSettings { Attribution: AttributionModel.FirstBinding }))
            .Select(programme => programme.Id)
            .Distinct()
            .ToArray();
        var customers = orders.Select(order => order.CustomerKey).OfType<byte[]>().ToArray();
        if (binding.Length == 0 || customers.Length == 0)
            return;

        var rows = await db.CustomerBindings.AsNoTracking()
            .Where(row => binding.Contains(row.ProgrammeId) && customers.Contains(row.CustomerKey))
            .ToListAsync(cancellationToken);
        foreach (var row in rows)
            facts.Bind(row);
    }
}

/// <summary>The loaded facts, and how one order sees them.</summary>
internal sealed class GroupFacts
{
    private readonly Dictionary<(Guid Programme, string Customer), BindingFact> bindings = [];
    private ILookup<VisitorId, ClickRecord>? byVisitor;

    public Dictionary<long, ClickRecord> Clicks { get; } = [];

    /// <summary>Ids of the clicks that orders named and that exist, restored ones among them.</summary>
    public HashSet<long> NamedClicks { get; } = [];

    public Dictionary<string, Guid> PartnersByCode { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, MemberFacts> Members { get; } = [];

    /// <summary>Everybody who made a click, has a typed code or holds a binding.</summary>
    public IEnumerable<Guid> Partners => Clicks.Values.Select(click => click.PartnerId).OfType<Guid>()
        .Concat(PartnersByCode.Values)
        .Concat(bindings.Values.Select(binding => binding.PartnerId))
        .Distinct();

    public void Add(ClickRecord click) => Clicks[click.Id] = click;

    public void Bind(CustomerBinding row) =>
        bindings[(row.ProgrammeId, Convert.ToHexString(row.CustomerKey))] = new BindingFact(row.PartnerId, row.BoundAt);

    public BindingFact? Binding(Guid programme, byte[]? customer) =>
        customer is null ? null : bindings.GetValueOrDefault((programme, Convert.ToHexString(customer)));

    public OrderFacts Of(IncomingOrder order, Guid programme)
    {
        byVisitor ??= Clicks.Values.ToLookup(click => click.VisitorId);
        var seen = order.Visitors.SelectMany(visitor => byVisitor[visitor]);
        if (order.Click is { } named && Clicks.TryGetValue(named.Id, out var click))
            seen = seen.Append(click);
        var clicks = seen.DistinctBy(one => one.Id)
            .Select(one => new ClickFact(one.Id, one.LinkId ?? Guid.Empty, one.ProgrammeId, one.PartnerId, one.At, one.EarnsCredit))
            .ToList();

        var code = order.Code is null
            ? null
            : new TypedCodeFact(order.Code, PartnersByCode.TryGetValue(order.Code, out var owner) ? owner : null);
        var binding = Binding(programme, order.CustomerKey);
        var concerned = clicks.Select(one => one.PartnerId).Append(code?.PartnerId).Append(binding?.PartnerId).OfType<Guid>().Distinct();
        return new OrderFacts(
            order.Input.PlacedAt, order.Input.Lines, order.Input.Amounts, clicks,
            concerned.Where(Members.ContainsKey).ToDictionary(partner => partner, partner => Members[partner].As(programme, order)))
        {
            OrderClickUnknown = !string.IsNullOrWhiteSpace(order.Input.Attribution.ClickId)
                && !(order.Click is { } known && NamedClicks.Contains(known.Id)),
            Code = code,
            Binding = binding,
        };
    }
}

/// <summary>What is known of a partner: his programmes, and what tells that he is the customer (R1.9).</summary>
internal sealed class MemberFacts(byte[] email, byte[] phone)
{
    public HashSet<Guid> Programmes { get; } = [];

    /// <summary>Keyed hashes of the e-mail addresses of his accounts.</summary>
    public List<byte[]> Accounts { get; } = [];

    public PartnerFact As(Guid programme, IncomingOrder order)
    {
        var match = SelfMatch.None;
        if (order.PhoneHash is { } ordered && ordered.AsSpan().SequenceEqual(phone))
            match |= SelfMatch.Phone;
        if (order.EmailHash is { } address)
        {
            if (address.AsSpan().SequenceEqual(email))
                match |= SelfMatch.Email;
            if (Accounts.Exists(account => address.AsSpan().SequenceEqual(account)))
                match |= SelfMatch.Account;
        }

        return new PartnerFact(Programmes.Contains(programme), match);
    }
}
