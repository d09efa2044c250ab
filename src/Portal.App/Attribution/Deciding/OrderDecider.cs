using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Deciding;

/// <summary>What one programme decides about one order.</summary>
internal sealed record DecidedOrder(Order Order, CatalogueProgramme Programme, ProgrammeDecision Decision)
{
    /// <summary>The click that decided; null where none did.</summary>
    public ClickRecord? Click { get; init; }

    public Guid? LinkId => Click?.LinkId;
}

/// <summary>
/// What came of a number of orders: the decisions, in the orders' order in time, and the customers' firsts as they are now.
/// </summary>
internal sealed record DecidedOrders(IReadOnlyList<DecidedOrder> Decisions, FirstTouch Firsts);

/// <summary>
/// Lets every programme of their shops decide about a number of stored orders, by all facts that are known now. Writes nothing:
/// orders that come in, orders that a late fact concerns and a preview of other settings all go through here.
/// </summary>
public sealed class OrderDecider(DecisionFactLoader loader)
{
    /// <param name="db">Where the orders are stored, in the transaction that stored them.</param>
    /// <param name="orders">With their lines, in any order.</param>
    /// <param name="programmes">All programmes of their shops, with the settings to decide by.</param>
    /// <param name="known">Clicks that are loaded already.</param>
    /// <param name="firsts">What a dry run carried over from the orders before; null reads what is stored.</param>
    /// <param name="only">The one programme that is to decide, where not all are.</param>
    /// <param name="proposed">What would be ruled besides what is; null for nothing.</param>
    internal async Task<DecidedOrders> DecideAsync(
        PortalDb db,
        IReadOnlyList<Order> orders,
        IReadOnlyCollection<CatalogueProgramme> programmes,
        IEnumerable<ClickRecord> known,
        FirstTouch? firsts,
        CancellationToken cancellationToken,
        Guid? only = null,
        Ruling? proposed = null)
    {
        var deciding = programmes.Where(programme => programme.Decides && (only is null || programme.Id == only))
            .DistinctBy(programme => programme.Id).ToList();
        var facts = await loader.LoadAsync(db, orders, deciding, known, firsts ?? new FirstTouch(), proposed, cancellationToken);
        var ofShop = deciding.ToLookup(programme => programme.Shop.Id);
        var programmesOfShop = programmes.GroupBy(programme => programme.Shop.Id).ToDictionary(
            shop => shop.Key, IReadOnlySet<Guid> (shop) => shop.Select(programme => programme.Id).ToHashSet());
        var decided = new List<DecidedOrder>();

        // in time: what an order binds or introduces, the later ones see (R1.7, R7.6)
        foreach (var order in orders.OrderBy(order => order.Position))
        {
            foreach (var programme in ofShop[order.ShopId])
                decided.Add(Decide(order, programme, facts, programmesOfShop[order.ShopId]));
        }

        return new DecidedOrders(decided, facts.Firsts);
    }

    private static DecidedOrder Decide(Order order, CatalogueProgramme programme, DecisionFacts facts, IReadOnlySet<Guid> programmesOfShop)
    {
        ProgrammeDecision decision = programme.Template switch
        {
            ProgrammeTemplate.NewCustomer =>
                NewCustomer.Decide(programme.Id, programme.Versions, facts.Of(order, programme), facts.CustomerOf(order)),
            ProgrammeTemplate.RentalSurcharge =>
                RentalSurcharge.Decide(programme.Versions, facts.RentalOf(order, programme, programmesOfShop)),
            _ => SalesShare.Decide(programme.Id, programme.Versions, facts.Of(order, programme)),
        };
        var click = decision.ClickId is { } id ? facts.Clicks[id] : null;
        if (decision is SurchargeDecision surcharge)
        {
            facts.Firsts.Decided(order, surcharge.IntroducedBy);
            facts.Firsts.Places.Decided(programme.Id, order, surcharge.FreeOrder is not null);
        }
        else if (decision is RewardDecision reward && Binds(programme, reward))
        {
            facts.Firsts.Decided(programme.Id, order, reward.BroughtBy, click?.At ?? order.PlacedAt);
        }

        return new DecidedOrder(order, programme, decision) { Click = click };
    }

    private static bool Binds(CatalogueProgramme programme, RewardDecision decision) =>
        programme.Versions.FirstOrDefault(version => version.Id == decision.VersionId)?.Settings
            is RewardingSettings { Attribution: AttributionModel.FirstBinding };
}
