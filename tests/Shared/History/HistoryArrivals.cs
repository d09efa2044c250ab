namespace Portal.Tests.Shared.History;

/// <summary>In which order the facts of a history reach a portal.</summary>
internal static class HistoryArrivals
{
    /// <summary>As they happened.</summary>
    public static IReadOnlyList<HistoryArrival> InTime(HistoryFacts facts) => Sorted(All(facts).Select(fact => (fact, At(facts, fact))));

    /// <summary>
    /// A quarter of everything comes late, by minutes or by weeks. An order's events come after the order but in any order
    /// among themselves. A click whose id an order brings back has its id before, so it comes in time; so do clicks at the
    /// same instant, whose order is that of their recording.
    /// </summary>
    public static IReadOnlyList<HistoryArrival> Shuffled(Random random, HistoryFacts facts)
    {
        var named = facts.Orders.Select(order => order.Click).ToHashSet();
        var tied = facts.Clicks.GroupBy(click => (click.Visitor, click.At)).Where(clicks => clicks.Count() > 1).SelectMany(clicks => clicks)
            .Select(click => click.Number).ToHashSet();
        var orderArrives = new Dictionary<int, DateTimeOffset>();
        var arrivals = new List<(HistoryArrival, DateTimeOffset)>();
        foreach (var fact in All(facts))
        {
            var late = random.Next(4) == 0 ? TimeSpan.FromSeconds(Math.Exp(random.NextDouble() * 15.5)) : TimeSpan.Zero;
            var at = At(facts, fact);
            if (fact.Click is { } number)
            {
                var click = facts.Clicks[number - 1];
                var canBeLate = late > TimeSpan.Zero && click.Human && !named.Contains(number) && !tied.Contains(number)
                    && IsReportable(facts, click);
                arrivals.Add((fact with { Late = canBeLate }, canBeLate ? at + late : at));
            }
            else if (fact.Event is null)
            {
                orderArrives[fact.Order!.Value] = at + late;
                arrivals.Add((fact, at + late));
            }
            else
            {
                var order = orderArrives[fact.Order!.Value];
                arrivals.Add((fact, (at > order ? at : order) + late));
            }
        }

        return Sorted(arrivals);
    }

    /// <summary>
    /// Only a click on a link of somebody in the programme, at a time when the programme was in force, can be told afterwards.
    /// </summary>
    private static bool IsReportable(HistoryFacts facts, HistoryClick click)
    {
        var link = facts.Links.First(one => one.Code == click.Link);
        return facts.Programmes.First(programme => programme.Code == link.Programme).Versions[0].From <= click.At
            && (link.Partner is null || facts.Partners.First(partner => partner.Code == link.Partner).Programmes.Contains(link.Programme));
    }

    private static IEnumerable<HistoryArrival> All(HistoryFacts facts)
    {
        foreach (var click in facts.Clicks)
            yield return new HistoryArrival(click.Number, null, null);
        for (var i = 0; i < facts.Orders.Count; i++)
        {
            yield return new HistoryArrival(null, i, null);
            for (var j = 0; j < facts.Orders[i].Events.Count; j++)
                yield return new HistoryArrival(null, i, j);
        }
    }

    private static DateTimeOffset At(HistoryFacts facts, HistoryArrival fact) =>
        fact.Click is { } click ? facts.Clicks[click - 1].At
        : fact.Event is { } number ? facts.Orders[fact.Order!.Value].Events[number].OccurredAt
        : facts.Orders[fact.Order!.Value].Input.PlacedAt;

    // the sort is stable: of facts at one instant clicks come first, and an order comes before its events
    private static List<HistoryArrival> Sorted(IEnumerable<(HistoryArrival Fact, DateTimeOffset At)> arrivals) =>
        [.. arrivals.OrderBy(arrival => arrival.At).Select(arrival => arrival.Fact)];
}
