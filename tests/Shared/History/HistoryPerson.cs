using System.Globalization;
using Portal.Domain.Orders;

namespace Portal.Tests.Shared.History;

/// <summary>Somebody who buys in one shop, with all the names by which the shop knows them and the browsers that they use.</summary>
internal sealed class HistoryPerson
{
    private readonly List<(string Id, int Clicks)> visitors = [];

    public List<string?> Accounts { get; } = [];

    public List<string?> Emails { get; } = [];

    public List<string?> Phones { get; } = [];

    public List<string?> Devices { get; } = [];

    /// <summary>The partner through whom they mostly come, and at whose pickup point they mostly collect.</summary>
    public required HistoryPartner Friend { get; init; }

    /// <summary>When they ordered; the last is the newest made, not the latest.</summary>
    public List<DateTimeOffset> Ordered { get; } = [];

    /// <summary>Many people under one name (khách lẻ), each with a browser of their own.</summary>
    public bool IsWalkIn { get; init; }

    public OrderCustomer Customer(Random random) =>
        new(One(random, Accounts), One(random, Emails), Written(random, One(random, Phones)), One(random, Devices));

    /// <summary>A browser of theirs; one that has clicked very often is given up for a new one.</summary>
    public string Visitor(Random random, string shop, ref int made)
    {
        if (IsWalkIn || visitors.Count == 0 || visitors.TrueForAll(visitor => visitor.Clicks > 150) || random.Next(25) == 0)
            visitors.Add(($"v-{shop}-{(++made).ToString(CultureInfo.InvariantCulture)}", 0));
        if (IsWalkIn)
            return visitors[^1].Id;

        var fresh = visitors.Where(visitor => visitor.Clicks <= 150).ToList();
        return fresh[random.Next(fresh.Count)].Id;
    }

    public void Clicked(string visitor)
    {
        var place = visitors.FindIndex(one => one.Id == visitor);
        visitors[place] = (visitor, visitors[place].Clicks + 1);
    }

    private static string? One(Random random, List<string?> all) => all.Count == 0 ? null : all[random.Next(all.Count)];

    private static string? Written(Random random, string? phone) => phone is not null && random.Next(4) == 0 ? "0" + phone[3..] : phone;
}
