namespace Portal.Tests.Shared.History;

/// <summary>All facts, grouped only where a scan of everything for each order would take for ever.</summary>
internal sealed class ReferenceFacts
{
    private readonly ILookup<string, HistoryClick> humanClicks;
    private readonly ILookup<(string, string), ReferenceOrder> byAccount;
    private readonly ILookup<(string, string), ReferenceOrder> byDevice;
    private readonly ILookup<(string, string), ReferenceOrder> byPerson;

    public ReferenceFacts(HistoryFacts facts)
    {
        Facts = facts;
        Shops = facts.Shops.ToDictionary(shop => shop.Code);
        Partners = facts.Partners.ToDictionary(partner => partner.Code);
        Links = facts.Links.ToDictionary(link => link.Code);
        var clicks = facts.Clicks.ToDictionary(click => click.Number);
        Orders = [.. facts.Orders.Select(order => new ReferenceOrder(order, clicks))];

        var inTimeOrder = new List<ReferenceOrder>(Orders);
        inTimeOrder.Sort(ReferenceOrder.InTimeOrder);
        humanClicks = facts.Clicks.Where(click => click.Human).ToLookup(click => click.Visitor); // R1.1
        byAccount = inTimeOrder.Where(order => order.Account is not null).ToLookup(order => (order.Shop, order.Account!));
        byDevice = inTimeOrder.Where(order => order.Device is not null).ToLookup(order => (order.Shop, order.Device!));
        byPerson = inTimeOrder.Where(order => order.Person is not null).ToLookup(order => (order.Shop, order.Person!));
    }

    public HistoryFacts Facts { get; }

    public IReadOnlyDictionary<string, HistoryShop> Shops { get; }

    public IReadOnlyDictionary<string, HistoryPartner> Partners { get; }

    public IReadOnlyDictionary<string, HistoryLink> Links { get; }

    public IReadOnlyList<ReferenceOrder> Orders { get; }

    /// <summary>All orders of this order's account in its shop, in time order.</summary>
    public IEnumerable<ReferenceOrder> SameAccount(ReferenceOrder order) => order.Account is null
        ? [] : byAccount[(order.Shop, order.Account)];

    public IEnumerable<ReferenceOrder> SameDevice(ReferenceOrder order) => order.Device is null ? [] : byDevice[(order.Shop, order.Device)];

    public IEnumerable<ReferenceOrder> SamePerson(ReferenceOrder order) => order.Person is null ? [] : byPerson[(order.Shop, order.Person)];

    /// <summary>
    /// The clicks of people on links of the programme that this customer made until they placed the order. What they click
    /// afterwards has no part in it, so that nothing can come later that changes what was decided.
    /// </summary>
    public IEnumerable<(HistoryClick Click, HistoryLink Link)> ClicksBefore(ReferenceOrder order, HistoryProgramme programme)
    {
        foreach (var visitor in order.Visitors)
        {
            foreach (var click in humanClicks[visitor])
            {
                var link = Links[click.Link];
                if (link.Programme == programme.Code && click.At <= order.PlacedAt)
                    yield return (click, link);
            }
        }
    }

    /// <summary>R10.1: the version in force when the order was placed.</summary>
    public static HistoryVersion? VersionOf(ReferenceOrder order, HistoryProgramme programme)
    {
        HistoryVersion? inForce = null;
        foreach (var version in programme.Versions)
        {
            if (version.From <= order.PlacedAt && (inForce is null || version.From >= inForce.From))
                inForce = version;
        }

        return inForce;
    }
}
