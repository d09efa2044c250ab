using System.Globalization;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.Tests.Shared.History;

/// <summary>
/// Makes up a history of some fourteen months: the same seed and number give the same history, fact by fact. It is dense
/// where rules turn: customers come back on the same day and in the same week, share devices with their neighbours, click at
/// the edges of windows, type codes, cancel and return.
/// </summary>
public static class HistoryGenerator
{
    public static GeneratedHistory Make(int seed, int orders)
    {
        var random = new Random(seed);
        var stage = HistoryStage.Build(random);
        var visits = new HistoryVisits(random, stage);
        var made = new List<HistoryOrder>(orders);
        for (var i = 0; i < stage.Shops.Count; i++)
        {
            var share = orders / stage.Shops.Count + (i < orders % stage.Shops.Count ? 1 : 0);
            AddOrders(random, stage, visits, stage.Shops[i], share, made);
        }

        var facts = new HistoryFacts(stage.Shops, stage.Programmes, stage.Partners, stage.Links, visits.Clicks, made);
        return new GeneratedHistory(facts, HistoryArrivals.InTime(facts), HistoryArrivals.Shuffled(random, facts));
    }

    private static void AddOrders(
        Random random, HistoryStage stage, HistoryVisits visits, HistoryShop shop, int count, List<HistoryOrder> made)
    {
        var rents = stage.Programmes.Exists(
            programme => programme.Shop == shop.Code && programme.Template == ProgrammeTemplate.RentalSurcharge);
        // a customer of a rental shop orders so often that their free orders run out
        var crowd = new HistoryCrowd(random, stage, shop, 2 + count / (rents ? 7 : 3));
        var numbers = Enumerable.Range(0, count).ToArray();
        random.Shuffle(numbers);
        foreach (var number in numbers)
        {
            var person = crowd.People[random.Next(30) == 0 ? 0 : random.Next(1, crowd.People.Count)];
            var placedAt = WhenPlaced(random, crowd, person);
            person.Ordered.Add(placedAt);
            var (visitor, clicks) = visits.Visit(person, shop, placedAt);
            var named = clicks.Count > 0 && random.Next(4) == 0 ? clicks[random.Next(clicks.Count)] : null;
            var (lines, amounts) = HistoryBasket.Fill(random);
            var input = new OrderInput(
                $"DH-{number.ToString("000000", CultureInfo.InvariantCulture)}",
                placedAt,
                person.Customer(random),
                new OrderTracking(
                    random.Next(40) == 0 && named is null ? "khong-phai-ma" : null,
                    random.Next(100) < (named is null ? 82 : 40) ? visitor : null,
                    visits.Code(person, shop)),
                PickupPoint(random, stage, person),
                "web",
                lines,
                amounts);
            made.Add(new HistoryOrder(shop.Code, input, named?.Number, HistoryFate.Of(random, placedAt)));
        }
    }

    private static DateTimeOffset WhenPlaced(Random random, HistoryCrowd crowd, HistoryPerson person)
    {
        var near = random.Next(3) switch
        {
            0 => person,
            1 => crowd.Neighbour(person),
            _ => null,
        };
        if (near is null or { Ordered.Count: 0 })
            return HistoryTimes.Between(random, HistoryStage.Start, HistoryStage.End);

        var at = near.Ordered[random.Next(near.Ordered.Count)];
        return random.Next(8) switch
        {
            0 => at,
            1 or 2 or 3 => HistoryTimes.SameDay(random, at),
            4 or 5 or 6 => HistoryTimes.SameWeek(random, at),
            _ => HistoryTimes.SameWeek(random, at.AddDays(7)),
        };
    }

    private static string? PickupPoint(Random random, HistoryStage stage, HistoryPerson person) => random.Next(20) switch
    {
        0 => null,
        1 => stage.Partners[random.Next(stage.Partners.Count)].PickupPoint,
        2 => "DNH-LA",
        _ => person.Friend.PickupPoint,
    };
}
