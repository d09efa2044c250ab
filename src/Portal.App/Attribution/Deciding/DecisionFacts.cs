using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;
using Portal.Domain.Tax;
using Portal.Domain.Tracking;

namespace Portal.App.Attribution.Deciding;

/// <summary>What was loaded for a number of orders, and how one of them sees it.</summary>
internal sealed class DecisionFacts
{
    private ILookup<VisitorId, ClickRecord>? byVisitor;
    private ILookup<(Guid Shop, string Key), WeekRow>? byDevice;
    private ILookup<(Guid Shop, string Key), WeekRow>? byPair;

    public Dictionary<long, ClickRecord> Clicks { get; } = [];

    public Dictionary<string, Guid> PartnersByCode { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, MemberFacts> Members { get; } = [];

    /// <summary>Bindings and introductions, which the orders that are decided move on.</summary>
    public required FirstTouch Firsts { get; init; }

    /// <summary>By order: whether account and device have an earlier order that stands (R5.2).</summary>
    public Dictionary<Guid, EarlierOrders> Earlier { get; } = [];

    /// <summary>Orders of the devices and persons in the weeks that are looked at (R5.4–R5.6).</summary>
    public List<WeekRow> Week { get; } = [];

    public IReadOnlyList<TaxPolicy> TaxPolicies { get; set; } = [];

    /// <summary>What was ruled about the orders and their customers (R8.6).</summary>
    public RulingFacts Rulings { get; } = new();

    public void Add(ClickRecord click) => Clicks[click.Id] = click;

    /// <summary>Whose clicks count for the order: the visitor's that it named, and those of the visitor who made its click.</summary>
    public IEnumerable<VisitorId> Visitors(Order order)
    {
        if (order.VisitorId is { } bytes)
            yield return VisitorId.FromBytes(bytes);
        if (order.ClickId is { } id && Clicks.TryGetValue(id, out var click))
            yield return click.VisitorId;
    }

    public OrderFacts Of(Order order, CatalogueProgramme programme)
    {
        var clicks = ClicksOf(order);
        var code = order.ReferralCode is null
            ? null
            : new TypedCodeFact(order.ReferralCode, PartnersByCode.TryGetValue(order.ReferralCode, out var owner) ? owner : null);
        var binding = Firsts.Binding(programme.Id, order);
        var rulings = Rulings.Of(order, programme.Id);
        var concerned = clicks.Select(one => one.PartnerId).Append(code?.PartnerId).Append(binding?.PartnerId)
            .Concat(rulings.Select(ruling => ruling.PartnerId)).OfType<Guid>().Distinct();
        return new OrderFacts(
            order.PlacedAt,
            GoodsOf(order).Lines,
            OrderRows.Amounts(order),
            clicks,
            concerned.Where(Members.ContainsKey).ToDictionary(partner => partner, partner => Members[partner].As(programme.Id, order)))
        {
            OrderClickUnknown = order.NamedUnknownClick,
            Code = code,
            Binding = binding,
            Returned = OrderRows.Returned(order.Lines),
            TaxPolicies = TaxPolicies,
            Rulings = rulings,
        };
    }

    public NewCustomerFacts CustomerOf(Order order)
    {
        var earlier = Earlier.GetValueOrDefault(order.Id);
        return new NewCustomerFacts(
            order.Position,
            Text(order.PairKey),
            order.PairKey is not null,
            order.DeviceHash is not null,
            earlier.OfAccount,
            earlier.OfDevice,
            order.PickupPoint?.ToUpperInvariant(),
            [.. WeekOf(order).Select(row => row.As(order))]);
    }

    public RentalFacts RentalOf(Order order, CatalogueProgramme programme, IReadOnlySet<Guid> programmesOfShop) => new(
        order.PlacedAt,
        OrderRows.Amounts(order),
        programme.Shop.Kind,
        programme.Shop.OpenedOn,
        [.. ClicksOf(order).Where(click => click.PartnerId is null && programmesOfShop.Contains(click.ProgrammeId))],
        order.ReferralCode == programme.Shop.ReferralCode,
        Firsts.Introduction(order),
        Firsts.Places.HeldBefore(programme.Id, order))
    {
        NamesCustomer = order.AccountKey is not null,
        ExternalId = order.ExternalId,
        Rulings = Rulings.Of(order, programme.Id),
        Standing = OrderRows.Returned(order.Lines) is { Any: true } returned ? returned.Standing(GoodsOf(order)) : null,
    };

    private List<ClickFact> ClicksOf(Order order)
    {
        byVisitor ??= Clicks.Values.ToLookup(click => click.VisitorId);
        var seen = Visitors(order).Distinct().SelectMany(visitor => byVisitor[visitor]);
        if (order.ClickId is { } named && Clicks.TryGetValue(named, out var click))
            seen = seen.Append(click);
        return [.. seen.DistinctBy(one => one.Id)
            .Select(one => new ClickFact(one.Id, one.LinkId ?? Guid.Empty, one.ProgrammeId, one.PartnerId, one.At, one.EarnsCredit))];
    }

    private IEnumerable<WeekRow> WeekOf(Order order)
    {
        byDevice ??= Week.Where(row => row.DeviceHash is not null).ToLookup(row => (row.ShopId, Text(row.DeviceHash)));
        byPair ??= Week.Where(row => row.DeviceHash is null).ToLookup(row => (row.ShopId, Text(row.PairKey)));
        var week = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt));
        var rows = order.DeviceHash is { } device ? byDevice[(order.ShopId, Text(device))] : byPair[(order.ShopId, Text(order.PairKey))];
        return rows.Where(row => week.Contains(row.PlacedAt));
    }

    private static OrderGoods GoodsOf(Order order) =>
        new([.. order.Lines.OrderBy(line => line.Number).Select(OrderRows.Line)], OrderRows.Amounts(order));

    internal static string Text(byte[]? hash) => hash is null ? "" : Convert.ToHexString(hash);
}

/// <summary>Whether there is an earlier order that stands, of the account and of the device (R5.2).</summary>
internal readonly record struct EarlierOrders(bool OfAccount, bool OfDevice);

/// <summary>An order of the week, with no more of it than the tests of R5 look at.</summary>
internal sealed record WeekRow(
    Guid ShopId, DateTimeOffset PlacedAt, string ExternalId, byte[]? DeviceHash, byte[]? PairKey, string? PickupPoint,
    long Items, long PlatformDiscount, long ShopDiscount, long ReturnedAmount, OrderStatus Status, DateTimeOffset? EarnedAt)
{
    public WeekOrderFact As(Order seenBy) => new(
        new OrderPosition(PlacedAt, ExternalId),
        DecisionFacts.Text(PairKey),
        seenBy.DeviceHash is not null,
        PickupPoint?.ToUpperInvariant(),
        new Dong(Items - PlatformDiscount - ShopDiscount - ReturnedAmount),
        Status == OrderStatus.Successful,
        Status != OrderStatus.Cancelled || EarnedAt is not null);
}

/// <summary>What is known of a partner: their programmes, their pickup point, and what tells that they are the customer (R1.9).</summary>
internal sealed class MemberFacts(byte[] email, byte[] phone, string? pickupPoint)
{
    public HashSet<Guid> Programmes { get; } = [];

    /// <summary>Keyed hashes of the e-mail addresses of their accounts.</summary>
    public List<byte[]> Accounts { get; } = [];

    public PartnerFact As(Guid programme, Order order)
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

        return new PartnerFact(Programmes.Contains(programme), match) { PickupPoint = pickupPoint };
    }
}
