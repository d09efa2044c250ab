using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Tests.Shared.History;

namespace Portal.App.Tests.History;

/// <summary>
/// A small history told by hand: one shop with one programme, the partners An (pickup point DNH-AN) and Bình (DNH-BINH), and
/// Chi, who is not in the programme. Times are hours and minutes after a Monday midnight in Vietnam, or instants.
/// </summary>
internal sealed class HistoryStory(ProgrammeSettings settings)
{
    /// <summary>Monday, 2022-08-01 00:00 in Vietnam.</summary>
    public static readonly DateTimeOffset Monday = LocalCalendar.StartOf(new DateOnly(2022, 8, 1));

    private readonly List<HistoryClick> clicks = [];
    private readonly List<HistoryOrder> orders = [];
    private readonly List<HistoryVersion> versions = [new(1, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), settings)];

    public ShopKind Kind { get; init; } = ShopKind.Professional;

    public DateOnly OpenedOn { get; init; } = new(2022, 6, 1);

    public static DateTimeOffset At(int day, int hour = 0, int minute = 0) => Monday.AddDays(day).AddHours(hour).AddMinutes(minute);

    public HistoryStory From(DateTimeOffset from)
    {
        versions[0] = versions[0] with { From = from };
        return this;
    }

    public HistoryStory Then(DateTimeOffset from, ProgrammeSettings settings)
    {
        versions.Add(new HistoryVersion(versions.Count + 1, from, settings));
        return this;
    }

    /// <param name="link">Of whom: <c>an</c>, <c>binh</c>, <c>chi</c>, or the shop <c>owner</c>'s own.</param>
    /// <param name="at">When.</param>
    /// <param name="visitor">Whose browser.</param>
    /// <param name="human">Not a robot.</param>
    public HistoryStory Click(string link, DateTimeOffset at, string visitor = "v", bool human = true)
    {
        clicks.Add(new HistoryClick(clicks.Count + 1, link, visitor, at, human));
        return this;
    }

    public HistoryStory Order(
        string number,
        DateTimeOffset at,
        string? id = "K1",
        string? email = null,
        string? phone = "0901111111",
        string? device = "D1",
        string? visitor = "v",
        int? click = null,
        string? code = null,
        string? pickup = "DNH-AN",
        long items = 100_000,
        long platform = 0,
        long shop = 0,
        long shipping = 0,
        long voucher = 0,
        long points = 0,
        OrderLine[]? lines = null)
    {
        lines ??= [new OrderLine("S", "Hàng", "data", 1, new Dong(items), Dong.Zero)];
        items = lines.Sum(line => line.Net.Amount);
        orders.Add(new HistoryOrder(
            "shop",
            new OrderInput(
                number,
                at,
                new OrderCustomer(id, email, phone, device),
                new OrderTracking(null, visitor, code),
                pickup,
                "web",
                lines,
                new OrderAmounts(
                    new Dong(items),
                    new Dong(shipping),
                    new Dong(platform),
                    new Dong(shop),
                    new Dong(voucher),
                    new Dong(points),
                    new Dong(items + shipping - platform - shop - voucher - points))),
            click,
            []));
        return this;
    }

    /// <summary>Something that happens to the order told last.</summary>
    public HistoryStory Then(OrderEventType type, DateTimeOffset at, string? id = null)
    {
        var order = orders[^1];
        orders[^1] = order with
        {
            Events = [.. order.Events,
                new OrderEventInput(id ?? $"e{order.Events.Count.ToString(CultureInfo.InvariantCulture)}", type, null, null, at)],
        };
        return this;
    }

    /// <summary>The order told last is paid an hour after it was placed.</summary>
    public HistoryStory Paid() => Then(OrderEventType.Paid, orders[^1].Input.PlacedAt.AddHours(1));

    public HistoryStory Cancelled() => Then(OrderEventType.Cancelled, orders[^1].Input.PlacedAt.AddHours(2));

    /// <summary>What the reference decides, by order number.</summary>
    public IReadOnlyDictionary<string, DecidedOrder> Decide() => Reference.Decide(new HistoryFacts(
        [new HistoryShop("shop", Kind, OpenedOn, "TIEM")],
        [new HistoryProgramme("programme", "shop", settings.Template, versions)],
        [
            new HistoryPartner("AN", "an@example.vn", "+84970000001", "DNH-AN", "an.rieng@example.vn", ["programme"]),
            new HistoryPartner("BINH", "binh@example.vn", "+84970000002", "DNH-BINH", null, ["programme"]),
            new HistoryPartner("CHI", "chi@example.vn", "+84970000003", null, null, []),
        ],
        [new HistoryLink("an", "AN", "programme"), new HistoryLink("binh", "BINH", "programme"), new HistoryLink("chi", "CHI", "programme"),
            new HistoryLink("owner", null, "programme")],
        clicks,
        orders)).ToDictionary(decided => decided.ExternalId);

    /// <summary>What the reference decides about the order told last.</summary>
    public DecidedOrder DecideLast() => Decide()[orders[^1].Input.ExternalId];
}
