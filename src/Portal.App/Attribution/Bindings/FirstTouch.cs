using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;
using Portal.Domain.Tracking;

namespace Portal.App.Attribution.Bindings;

/// <summary>
/// The orders that came first: who bound each customer (R1.7), and who introduced them (R7.6). An order only ever sees a first
/// that was placed before it; the orders are decided in their order in time, and each may turn out to be the first itself.
/// What is stored and what came of it are kept apart, so that a dry run changes nothing.
/// </summary>
internal sealed class FirstTouch
{
    private readonly Dictionary<(Guid Programme, string Customer), First<CustomerBinding>> bindings = [];
    private readonly Dictionary<(Guid Shop, string Customer), First<CustomerIntroduction>> introductions = [];

    /// <summary>The free orders, which are in force in the same way: an order sees those before it.</summary>
    public FreeOrderQuota Places { get; } = new();

    public void Know(CustomerBinding row) =>
        bindings.TryAdd((row.ProgrammeId, DecisionFacts.Text(row.CustomerKey)), new First<CustomerBinding>(row));

    public void Know(CustomerIntroduction row) =>
        introductions.TryAdd((row.ShopId, DecisionFacts.Text(row.CustomerKey)), new First<CustomerIntroduction>(row));

    public BindingFact? Binding(Guid programme, Order order) =>
        order.PairKey is { } pair && Now(bindings, (programme, DecisionFacts.Text(pair))) is { } row && Position(row) < order.Position
            ? new BindingFact(row.PartnerId, row.BoundAt)
            : null;

    public IntroductionFact? Introduction(Order order) =>
        order.AccountKey is { } account && Now(introductions, (order.ShopId, DecisionFacts.Text(account))) is { } row
            && Position(row) < order.Position
            ? new IntroductionFact(row.By, row.PlacedAt)
            : null;

    /// <summary>The order was decided: it may bind its customer, or not bind them any more.</summary>
    /// <param name="broughtAt">When the click was made, or the code typed.</param>
    public void Decided(Guid programme, Order order, Guid? broughtBy, DateTimeOffset broughtAt)
    {
        if (order.PairKey is not { } pair)
            return;

        var key = (programme, DecisionFacts.Text(pair));
        var now = Now(bindings, key);
        if (now is not null && Position(now) < order.Position)
            return;

        if (broughtBy is { } partner)
        {
            Set(bindings, key, new CustomerBinding
            {
                ProgrammeId = programme,
                CustomerKey = pair,
                PartnerId = partner,
                BoundAt = broughtAt,
                OrderId = order.Id,
                PlacedAt = order.PlacedAt,
                ExternalId = order.ExternalId,
            });
        }
        else if (now?.OrderId == order.Id)
        {
            Set(bindings, key, null); // one of the later orders is the first now, and will say so
        }
    }

    /// <summary>The order was decided: where it is the customer's earliest, it says who introduced them.</summary>
    public void Decided(Order order, Introducer by)
    {
        if (order.AccountKey is not { } account)
            return;

        var key = (order.ShopId, DecisionFacts.Text(account));
        if (Now(introductions, key) is { } now && Position(now) < order.Position)
            return;

        Set(introductions, key, new CustomerIntroduction
        {
            ShopId = order.ShopId,
            CustomerKey = account,
            By = by,
            OrderId = order.Id,
            PlacedAt = order.PlacedAt,
            ExternalId = order.ExternalId,
        });
    }

    /// <summary>What came of the bindings that are not as they were stored.</summary>
    public IEnumerable<(CustomerBinding? Stored, CustomerBinding? Now)> ChangedBindings =>
        bindings.Values.Where(first => first.HasChanged && !Same(first.Stored, first.Now)).Select(first => (first.Stored, first.Now));

    public IEnumerable<(CustomerIntroduction? Stored, CustomerIntroduction? Now)> ChangedIntroductions =>
        introductions.Values.Where(first => first.HasChanged && !Same(first.Stored, first.Now)).Select(first => (first.Stored, first.Now));

    private static bool Same(CustomerBinding? one, CustomerBinding? other) =>
        (one?.PartnerId, one?.BoundAt, one?.OrderId) == (other?.PartnerId, other?.BoundAt, other?.OrderId);

    private static bool Same(CustomerIntroduction? one, CustomerIntroduction? other) =>
        (one?.By, one?.OrderId) == (other?.By, other?.OrderId);

    private static T? Now<TKey, T>(Dictionary<TKey, First<T>> firsts, TKey key)
        where TKey : notnull
        where T : class => firsts.TryGetValue(key, out var first) ? first.Now : null;

    private static void Set<TKey, T>(Dictionary<TKey, First<T>> firsts, TKey key, T? now)
        where TKey : notnull
        where T : class
    {
        if (!firsts.TryGetValue(key, out var first))
            firsts[key] = first = new First<T>(null);
        first.Now = now;
        first.HasChanged = true;
    }

    private static OrderPosition Position(CustomerBinding row) => new(row.PlacedAt, row.ExternalId);

    private static OrderPosition Position(CustomerIntroduction row) => new(row.PlacedAt, row.ExternalId);

    private sealed class First<T>(T? stored)
        where T : class
    {
        public T? Stored { get; } = stored;

        public T? Now { get; set; } = stored;

        public bool HasChanged { get; set; }
    }
}
