using System.Buffers.Binary;
using System.Globalization;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Tracking;

namespace Portal.Demo;

/// <summary>A partner of the demonstration. The first one is the one whose account is shown; weights are shares of the clicks.</summary>
internal sealed record PlannedPartner(
    string Name, string Email, string Phone, string? PickupPoint, DateTimeOffset JoinedAt, IdentityState Identity, string? Reason,
    IReadOnlyList<DemoShopData> Shops, int Weight);

/// <param name="Partner">Null for a link of the shop's own, with which its owner introduces customers (R7.6).</param>
/// <param name="IsFirst">The link that the portal makes by itself once the partner is verified.</param>
internal sealed record PlannedLink(
    PlannedPartner? Partner, DemoShopData Shop, LinkKind Kind, string Url, string? SubId, DateTimeOffset CreatedAt,
    DateTimeOffset? PausedAt, int Weight,
    bool IsFirst);

internal sealed record PlannedClick(PlannedLink Link, VisitorId Visitor, DateTimeOffset At, ClickKind Kind);

/// <param name="Order">Without what it brings back of the way it came, which depends on ids that are made later.</param>
/// <param name="Click">The click whose token comes back with the order.</param>
/// <param name="Visitor">The visitor whom the order names instead.</param>
/// <param name="CodeOf">The partner whose code was typed.</param>
internal sealed record PlannedOrder(
    DemoShopData Shop, OrderInput Order, PlannedClick? Click, VisitorId? Visitor, PlannedPartner? CodeOf,
    IReadOnlyList<OrderEventInput> Events);

/// <summary>
/// A year of five shops, made up from one seed: the same seed and the same present give the same year. Every case that the
/// rules know occurs in it: credited, no click, outside the window, another partner's later click, self-referral, bots,
/// cancellations of every reason, returns, payments after a cancellation, and what stands out as a risk. Nothing here touches the database.
/// </summary>
internal sealed partial class DemoPlan
{
    private const int ClicksPerOrder = 6;
    private const int CustomersPer100Orders = 45;

    /// <summary>How much a shop's own link is used, beside partners' weights.</summary>
    private const int OwnLinkWeight = 6;

    /// <summary>Every so many customers of such shops share a device or a phone with the one before.</summary>
    private const int Households = 6;

    /// <summary>How long after a partner came the operator checked their identity.</summary>
    public static readonly TimeSpan UntilVerified = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    private readonly Random random;
    private readonly DateTimeOffset now;
    private readonly DemoPeople people = DemoData.People;
    private readonly Dictionary<DemoShopData, Customer[]> customers = [];
    private readonly List<PlannedPartner> partners = [];
    private readonly List<PlannedLink> links = [];
    private readonly List<PlannedClick> clicks = [];
    private readonly List<PlannedOrder> orders = [];
    private int phones;

    private DemoPlan(int seed, DateTimeOffset now)
    {
        random = new Random(seed);
        this.now = now;
        FirstDay = LocalCalendar.Day(now).AddMonths(-12);
    }

    /// <summary>The first of the year's local days; the last one is today.</summary>
    public DateOnly FirstDay { get; }

    public IReadOnlyList<PlannedPartner> Partners => partners;

    public IReadOnlyList<PlannedLink> Links => links;

    /// <summary>By time.</summary>
    public IReadOnlyList<PlannedClick> Clicks => clicks;

    /// <summary>By the time they were placed.</summary>
    public IReadOnlyList<PlannedOrder> Orders => orders;

    /// <param name="about">How many orders, give or take what chance decides.</param>
    /// <param name="openShop">Where the demo shop answers; null when there is none and its links lead to an address that does not
    /// exist.</param>
    public static DemoPlan Make(int seed, DateTimeOffset now, int about, Uri? openShop)
    {
        var plan = new DemoPlan(seed, now);
        plan.MakePartners();
        plan.MakeLinks(openShop);
        foreach (var shop in DemoData.Shops)
            plan.MakeOrders(shop, about * shop.OrdersShare / 100);
        plan.MakePartnersOwnOrders();
        plan.MakeLastWeeksRentals();
        plan.MakeOtherClicks(about * ClicksPerOrder);
        plan.MakeRisks();
        plan.clicks.Sort((left, right) => left.At.CompareTo(right.At));
        plan.orders.Sort((left, right) => left.Order.PlacedAt.CompareTo(right.Order.PlacedAt));
        return plan;
    }

    private void MakePartners()
    {
        string[] names = [people.MainPartner, people.SelfReferringPartner, .. people.OtherPartners];
        var rewarding = DemoData.Shops.Where(shop => shop.Programme.Template is "shop-affiliate" or "refer-a-friend" or "new-customer")
            .ToList();
        var waiting = names.Length - 3;
        var rejected = waiting - people.RejectionReasons.Count;
        for (var i = 0; i < names.Length; i++)
        {
            // the first third was there from the start, the others came during the year, and the last few wait for their check
            var daysAgo = i >= waiting ? 3 + (names.Length - i) * 2 : Math.Max(30, 365 - Math.Max(0, i - 7) * 21);
            var joined = DayOf(FirstDay, 365 - daysAgo).AddHours(7);
            var name = names[i];
            var email = people.Accounts.Concat(people.MoreAccounts).FirstOrDefault(account => account.Name == name)?.Email
                ?? $"{SearchText.Fold(name).Replace(' ', '.')}@ctv.example";
            partners.Add(new PlannedPartner(
                name, email, NextPhone(), i % 2 == 0 ? $"DNH-{(i + 1).ToString("D2", CultureInfo.InvariantCulture)}" : null, joined,
                i >= waiting ? IdentityState.NotChecked : i >= rejected ? IdentityState.Rejected : IdentityState.Approved,
                i >= rejected && i < waiting ? people.RejectionReasons[i - rejected] : null,
                [.. rewarding.Where((_, shop) => shop == 0 || (i + shop) % 2 == 0)],
                i == 0 ? 26 : 1 + 20 / (i + 1)));
        }
    }

    private void MakeLinks(Uri? openShop)
    {
        foreach (var partner in partners.Where(partner => partner.Identity == IdentityState.Approved))
        {
            foreach (var shop in partner.Shops)
            {
                var count = partner == partners[0] && shop == DemoData.OpenShop ? 9 : 1 + random.Next(4);
                for (var i = 0; i < count; i++)
                    links.Add(MakeLink(partner, shop, i, openShop));
            }
        }

        MakeOwnLinks();
    }

    /// <summary>R7.6: owners who pay surcharges introduce customers by links of their own.</summary>
    private void MakeOwnLinks()
    {
        var created = LocalCalendar.StartOf(FirstDay).AddHours(9);
        foreach (var shop in DemoData.Shops.Where(PaysSurcharges))
        {
            links.Add(new PlannedLink(null, shop, LinkKind.Deep, $"https://{shop.Host}/", "zalo", created, null, 5, IsFirst: false));
            foreach (var category in shop.Categories.Take(2))
                links.Add(new PlannedLink(null, shop, LinkKind.Deep, $"https://{shop.Host}/danh-muc/{Slug(category.Name)}", "facebook",
                    created.AddDays(20), null, 2, IsFirst: false));
        }
    }

    private PlannedLink MakeLink(PlannedPartner partner, DemoShopData shop, int number, Uri? openShop)
    {
        var isOpen = openShop is not null && shop == DemoData.OpenShop;
        if (number == 0)
        {
            return new PlannedLink(
                partner, shop, LinkKind.Landing, isOpen ? openShop!.ToString() : $"https://{shop.Host}/", null,
                partner.JoinedAt + UntilVerified, null, 4, IsFirst: true);
        }

        var created = partner.JoinedAt.AddHours(2)
            + Math.Floor((now - partner.JoinedAt).TotalDays * random.NextDouble() * 0.8) * TimeSpan.FromDays(1);
        var kind = number % 4 == 2 ? LinkKind.Landing : number % 5 == 4 ? LinkKind.Banner : LinkKind.Deep;
        var category = shop.Categories[random.Next(shop.Categories.Count)];
        var product = category.Products[random.Next(category.Products.Count)];
        var url = (isOpen, kind) switch
        {
            (true, LinkKind.Deep) => new Uri(openShop!, $"products/{product.Sku}").AbsoluteUri,
            (true, LinkKind.Landing) => new Uri(openShop!, $"?category={Uri.EscapeDataString(category.Name)}").AbsoluteUri,
            (true, _) => openShop!.AbsoluteUri,
            (false, LinkKind.Deep) => $"https://{shop.Host}/san-pham/{product.Sku.ToLowerInvariant()}",
            (false, LinkKind.Landing) => $"https://{shop.Host}/danh-muc/{Slug(category.Name)}",
            _ => $"https://{shop.Host}/",
        };
        var channel = people.Channels[random.Next(people.Channels.Count)];
        var paused = random.Next(9) == 0 ? created + (now - created) * 0.7 : (DateTimeOffset?)null;
        return new PlannedLink(
            partner, shop, kind, url, random.Next(4) == 0 ? null : channel, created, paused, 1 + random.Next(8), IsFirst: false);
    }

    private void MakeOrders(DemoShopData shop, int about)
    {
        var days = Enumerable.Range(0, LocalCalendar.Day(now).DayNumber - FirstDay.DayNumber + 1).Select(FirstDay.AddDays).ToList();

        // each shop grows by half in the year
        double Busy(DateOnly day) => DemoSeason.Factor(day) * (0.8 + 0.4 * (day.DayNumber - FirstDay.DayNumber) / 365);
        var perBusyness = about / days.Sum(Busy);
        customers[shop] = [.. Enumerable.Range(1, Math.Max(20, about * CustomersPer100Orders / 100))
            .Select(number => MakeCustomer(shop, number))];

        var number = 0;
        foreach (var day in days)
        {
            var times = Enumerable.Range(0, Poisson(Busy(day) * perBusyness)).Select(_ => DemoSeason.TimeOn(day, random)).Order();
            foreach (var placedAt in times.Where(time => time < now))
                orders.Add(MakeOrder(shop, ++number, placedAt));
        }
    }

    /// <summary>
    /// Partners buy for themselves too, in a refer-a-friend shop where they are no partners: the first has bought often enough to
    /// be invited, another is on their way (R4.2).
    /// </summary>
    private void MakePartnersOwnOrders()
    {
        foreach (var shop in DemoData.Shops.Where(shop => shop.Programme.Template == "refer-a-friend"))
        {
            foreach (var (partner, count) in partners.Where(
                partner => partner.Identity == IdentityState.Approved && !partner.Shops.Contains(shop)).Take(2).Zip([3, 2]))
            {
                for (var i = count; i > 0; i--)
                {
                    var placedAt = now.AddDays(-2 * i).AddHours(-3);
                    var (lines, amounts) = MakeContent(shop, LocalCalendar.Day(placedAt));
                    var externalId = $"{shop.OrderPrefix}CTV-{partner.Phone[^4..]}-{i.ToString(CultureInfo.InvariantCulture)}";
                    orders.Add(new PlannedOrder(
                        shop, new OrderInput(externalId, placedAt, new OrderCustomer($"KH-{partner.Phone[^4..]}", partner.Email,
                            partner.Phone, null), OrderTracking.None, null, "web", lines, amounts),
                        null, null, null, [new OrderEventInput(
                            $"{externalId}-1", OrderEventType.Paid, null, null, placedAt.AddMinutes(5))]));
                }
            }
        }
    }

    private PlannedOrder MakeOrder(DemoShopData shop, int number, DateTimeOffset placedAt)
    {
        var (click, visitor, customer, code) = MakeWay(shop, placedAt);
        var (lines, amounts) = MakeContent(shop, LocalCalendar.Day(placedAt));
        var externalId = NumberOf(shop, placedAt, number);
        var order = new OrderInput(
            externalId, placedAt, new OrderCustomer(customer.Id, customer.Email, customer.Phone, customer.Device), OrderTracking.None,
            shop.Programme.Template == "new-customer" ? PickupPoint(code ?? click?.Link.Partner) : null,
            random.Next(4) == 0 ? "app" : "web", lines, amounts);
        return new PlannedOrder(shop, order, click, visitor, code, MakeEvents(externalId, placedAt, lines));
    }

    /// <summary>Mostly the one of the partner who brought the customer, as the programme asks for (R5.4).</summary>
    private string? PickupPoint(PlannedPartner? of) => of?.PickupPoint is { } point && random.Next(10) < 8
        ? point
        : Any(partners.Where(partner => partner.PickupPoint is not null).ToList()).PickupPoint;

    /// <summary>How the customer came: most by a click, and now and then in each of the ways that earn nobody anything.</summary>
    private (PlannedClick? Click, VisitorId? Visitor, Customer Customer, PlannedPartner? Code) MakeWay(
        DemoShopData shop, DateTimeOffset placedAt)
    {
        // some customers buy again and again
        var pool = customers[shop];
        var customer = pool[(int)(pool.Length * Math.Pow(random.NextDouble(), 1.8))];
        var chance = random.Next(1000);
        if (chance < 10 && partners[1].Shops.Contains(shop))
        {
            var self = partners[1];
            customer = customer with { Email = self.Email, Phone = self.Phone };
            return (AddClick(shop, placedAt, Delay(), self), null, customer, null);
        }

        if (shop.Programme.Template == "new-customer" && chance < 250)
            return (null, null, customer,
                Any(partners.Where(partner => partner.Identity == IdentityState.Approved && partner.Shops.Contains(shop)).ToList()));
        if (chance >= 720 || !links.Exists(link => link.Shop == shop))
        {
            // R1.1: a program looked at the link for them, which earns nothing
            var seen = chance < 730 ? AddClick(shop, placedAt, Delay(), kind: ClickKind.Bot) : null;
            return (null, seen?.Visitor, customer, null);
        }

        // R1.5: some come back too late
        var click = AddClick(shop, placedAt, chance < 60 ? Window + TimeSpan.FromHours(1 + random.Next(400)) : Delay());
        if (click is null)
            return (null, null, customer, null);

        // R1.4: a later click of another partner takes the order over
        if (chance is >= 60 and < 130 && AddClick(
            shop, placedAt, (placedAt - click.At) * random.NextDouble(), not: click.Link.Partner, visitor: click.Visitor) is { } later)
            click = later;
        return random.Next(2) == 0 ? (click, null, customer, null) : (null, click.Visitor, customer, null);
    }

    /// <summary>Half of the customers buy within a day of their click, and few after two weeks.</summary>
    private TimeSpan Delay() => TimeSpan.FromHours(Math.Min(700, -Math.Log(1 - random.NextDouble()) * 60))
        + TimeSpan.FromSeconds(90 + random.Next(900));

    private PlannedClick? AddClick(
        DemoShopData shop, DateTimeOffset placedAt, TimeSpan before, PlannedPartner? of = null, PlannedPartner? not = null,
        VisitorId? visitor = null,
        ClickKind kind = ClickKind.Human)
    {
        var at = ClickRecord.ToMilliseconds(placedAt - before);
        var open = links.Where(link => link.Shop == shop && IsOpen(link, at)
            && (of is null || link.Partner == of) && (not is null || link.Partner != not)).ToList();
        if (open.Count == 0)
            return null;

        var click = new PlannedClick(Weighted(open, Pull), visitor ?? NewVisitor(at), at, kind);
        clicks.Add(click);
        return click;
    }

    /// <summary>Clicks that led to nothing: most of them, and all of the programs'.</summary>
    private void MakeOtherClicks(int about)
    {
        var weights = links.Select(Pull).ToList();
        for (var i = clicks.Count; i < about; i++)
        {
            var link = links[DemoSeason.Pick(weights, random)];
            var life = (link.PausedAt ?? now) - link.CreatedAt;
            if (life.TotalDays < 1)
                continue;

            var day = LocalCalendar.Day(link.CreatedAt + life * Math.Sqrt(random.NextDouble()));
            if (DemoSeason.Factor(day) < random.NextDouble() * 2.2)
                continue;

            var at = ClickRecord.ToMilliseconds(DemoSeason.TimeOn(day, random));
            var kind = random.Next(
                100) switch
            { < 6 => ClickKind.Bot, < 9 => ClickKind.Prefetch, < 10 => ClickKind.Head, _ => ClickKind.Human };
            if (at < now && IsOpen(link, at))
                clicks.Add(new PlannedClick(link, NewVisitor(at), at, kind));
        }
    }

    private Customer MakeCustomer(DemoShopData shop, int number)
    {
        var family = people.FamilyNames[DemoSeason.Pick([.. people.FamilyNames.Select(name => name.Weight)], random)].Name;
        var name = SearchText.Fold($"{Any(people.GivenNames)} {family}").Replace(' ', '.');
        var digits = number.ToString("D4", CultureInfo.InvariantCulture);
        var customer = new Customer(
            $"KH-{shop.OrderPrefix}-{digits}", $"{name}{digits}@khach.example", NextPhone(), $"{shop.OrderPrefix}-thiet-bi-{digits}");
        if (number % Households != 2)
            return customer;

        // R5.4 and R4.4: two people at one device, or one person with two accounts
        var before = (number - 1).ToString("D4", CultureInfo.InvariantCulture);
        return shop.Programme.Template is "new-customer" or "refer-a-friend"
            ? customer with { Device = $"{shop.OrderPrefix}-thiet-bi-{before}" } : customer;
    }

    /// <summary>Ids as the portal makes them: the time, then chance, but the seed's.</summary>
    private VisitorId NewVisitor(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[VisitorId.Length];
        random.NextBytes(bytes);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds() << 16);
        time[..6].CopyTo(bytes);
        return VisitorId.FromBytes(bytes);
    }

    private string NextPhone() => $"+8490{(1_000_000 + ++phones * 137 % 8_999_999).ToString(CultureInfo.InvariantCulture)}";

    private int Poisson(double mean)
    {
        // by the gaps between arrivals, which needs no large numbers
        var count = -1;
        for (var time = 0.0; time < mean; count++)
            time -= Math.Log(1 - random.NextDouble());
        return Math.Max(count, 0);
    }

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private T Weighted<T>(IReadOnlyList<T> of, Func<T, int> weight) => of[DemoSeason.Pick([.. of.Select(weight)], random)];

    private static int Pull(PlannedLink link) => (link.Partner?.Weight ?? OwnLinkWeight) * link.Weight;

    private static bool IsOpen(PlannedLink link, DateTimeOffset at) =>
        link.CreatedAt.AddHours(1) < at && (link.PausedAt is not { } paused || at < paused);

    private static string Slug(string name) =>
        string.Join('-', SearchText.Fold(name).Split([' ', '&'], StringSplitOptions.RemoveEmptyEntries));

    private static DateTimeOffset DayOf(DateOnly first, int days) => LocalCalendar.StartOf(first.AddDays(days));

    private sealed record Customer(string Id, string Email, string Phone, string Device);
}
