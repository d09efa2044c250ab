namespace Portal.Tests.Shared.History;

/// <summary>How a customer comes to an order: the clicks before (and after) it, and what the order brings back of them.</summary>
internal sealed class HistoryVisits(Random random, HistoryStage stage)
{
    // the windows of the programmes, in days, at whose edges clicks fall
    private static readonly int[] Windows = [7, 14, 15, 30];

    private int visitors;

    public List<HistoryClick> Clicks { get; } = [];

    /// <summary>
    /// Makes some clicks of one browser of the person around this instant, and says which browser it was and which clicks.
    /// </summary>
    public (string Visitor, List<HistoryClick> Clicks) Visit(HistoryPerson person, HistoryShop shop, DateTimeOffset placedAt)
    {
        var visitor = person.Visitor(random, shop.Code, ref visitors);
        var made = new List<HistoryClick>();
        for (var i = random.Next(10) switch { < 3 => 0, < 7 => 1, < 9 => 2, _ => 4 }; i > 0; i--)
        {
            var at = made.Count > 0 && random.Next(8) == 0
                ? made[^1].At
                : HistoryTimes.ToMilliseconds(When(placedAt));
            var click = new HistoryClick(Clicks.Count + 1, Link(person, shop).Code, visitor, at, random.Next(100) < 86);
            Clicks.Add(click);
            made.Add(click);
            person.Clicked(visitor);
        }

        return (visitor, made);
    }

    /// <summary>A typed code; mostly none.</summary>
    public string? Code(HistoryPerson person, HistoryShop shop)
    {
        if (random.Next(100) >= (OwnersShop(shop) ? 18 : 14))
            return null;

        var code = random.Next(10) switch
        {
            < 2 => shop.ReferralCode,
            < 5 when OwnersShop(shop) => shop.ReferralCode,
            < 6 => person.Friend.Code,
            < 9 => stage.Partners[random.Next(stage.Partners.Count)].Code,
            _ => "KHONGCO",
        };
        return random.Next(5) switch { 0 => code.ToLowerInvariant(), 1 => $" {code} ", _ => code };
    }

    private HistoryLink Link(HistoryPerson person, HistoryShop shop)
    {
        var programmes = stage.Programmes.Where(programme => programme.Shop == shop.Code).ToList();
        var links = stage.Links.Where(link => link.Programme == programmes[random.Next(programmes.Count)].Code).ToList();
        var kind = random.Next(100);
        var wanted = kind < (OwnersShop(shop) ? 40 : 8) ? links.Where(link => link.Partner is null).ToList()
            : kind < 65 ? links.Where(link => link.Partner == person.Friend.Code).ToList()
            : links;
        if (wanted.Count == 0)
            wanted = links.Count > 0
                ? links : [.. stage.Links.Where(link => programmes.Exists(programme => programme.Code == link.Programme))];
        return wanted[random.Next(wanted.Count)];
    }

    private DateTimeOffset When(DateTimeOffset placedAt)
    {
        var edge = HistoryTimes.ToMilliseconds(placedAt) - TimeSpan.FromDays(Windows[random.Next(Windows.Length)]);
        return random.Next(24) switch
        {
            0 => placedAt,
            1 => placedAt + HistoryTimes.Millisecond,
            2 => placedAt + TimeSpan.FromMinutes(random.Next(1, 5000)),
            3 => edge,
            4 => edge + HistoryTimes.Millisecond,
            5 => edge - HistoryTimes.Millisecond,
            6 => placedAt - TimeSpan.FromDays(random.Next(20, 80)),
            _ => placedAt - TimeSpan.FromSeconds(Math.Exp(random.NextDouble() * 15)),
        };
    }

    private bool OwnersShop(HistoryShop shop) =>
        stage.Programmes.Exists(
            programme => programme.Shop == shop.Code && programme.Template == Portal.Domain.Programmes.ProgrammeTemplate.RentalSurcharge);
}
