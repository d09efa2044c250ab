using System.Globalization;

namespace Portal.Tests.Shared.History;

/// <summary>The people who buy in one shop: most known by everything, some by little or nothing, some by more than one name.</summary>
internal sealed class HistoryCrowd
{
    private readonly Random random;
    private readonly HistoryShop shop;
    private readonly List<HistoryPartner> partners;
    private int phones;

    public HistoryCrowd(Random random, HistoryStage stage, HistoryShop shop, int size)
    {
        this.random = random;
        this.shop = shop;
        var programmes = stage.Programmes.Where(programme => programme.Shop == shop.Code).Select(programme => programme.Code).ToList();
        partners = [.. stage.Partners.Where(partner => partner.Programmes.Any(programmes.Contains))];
        if (partners.Count == 0)
            partners.Add(stage.Partners[0]);

        People.Add(WalkIn());
        while (People.Count < size)
            People.Add(Person(People.Count));
    }

    /// <summary>The first is the walk-in account.</summary>
    public List<HistoryPerson> People { get; } = [];

    /// <summary>Somebody of the same household or pickup point: who shares a device with this person.</summary>
    public HistoryPerson? Neighbour(HistoryPerson person) =>
        People.Find(other => other != person && other.Devices.Any(device => device is not null && person.Devices.Contains(device)));

    private HistoryPerson WalkIn() => new()
    {
        Friend = partners[0],
        IsWalkIn = true,
        Accounts = { "KHACH-LE" },
        Devices = { null, null, $"quay-{shop.Code}" },
    };

    private HistoryPerson Person(int number)
    {
        var name = $"{shop.Code}-{number.ToString(CultureInfo.InvariantCulture)}";
        var neighbour = People.Count > 1 && random.Next(100) < 35 ? People[random.Next(1, People.Count)] : null;
        var person = new HistoryPerson
        {
            Friend = neighbour is not null && random.Next(5) > 0
            ? neighbour.Friend : partners[random.Next(partners.Count)]
        };
        var kind = random.Next(100);
        if (kind is < 75 or >= 92)
            person.Accounts.Add($"KH-{name}");
        if (kind is < 80 or (>= 85 and < 88) or >= 92)
            person.Emails.Add($"{name}@khach.vn");
        if (kind is < 88 or >= 92)
            person.Phones.Add(Phone());
        if (kind is < 70 or (>= 75 and < 90) or >= 92)
            person.Devices.Add(neighbour?.Devices.Find(device => device is not null) ?? $"may-{name}");

        switch (kind)
        {
            case < 8:
                person.Accounts.Add($"KH-{name}-2");
                person.Emails.Add($"{name}-2@khach.vn");
                break;
            case < 16:
                person.Phones.Add(Phone());
                person.Devices.Add($"may-{name}-2");
                break;
            case < 22:
                person.Accounts.Add(null);
                person.Phones.Add(null);
                break;
            case >= 96:
                person.Emails[0] = person.Friend.AccountEmail ?? person.Friend.Email.ToUpperInvariant();
                break;
            case >= 92:
                person.Phones[0] = person.Friend.Phone;
                break;
        }

        return person;
    }

    private string Phone() =>
        $"+849{(10_000_000 + Math.Abs(shop.Code.Sum(letter => letter * 7919L) % 50) * 100_000 + ++phones).ToString(CultureInfo.InvariantCulture)}";
}
