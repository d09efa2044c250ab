using System.Globalization;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;

namespace Portal.Tests.Shared.History;

/// <summary>
/// The shops, programmes, partners and links among which every generated history plays: each template with settings that
/// differ in what its rules turn on. Versions change on Mondays, so that a week has one (R5.6).
/// </summary>
internal sealed class HistoryStage
{
    /// <summary>Midnight in Vietnam at the start of the first day on which anybody buys.</summary>
    public static readonly DateTimeOffset Start = Day(2022, 4, 1);

    public static readonly DateTimeOffset End = Day(2023, 6, 25);

    private static readonly DateTimeOffset LongAgo = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<HistoryShop> Shops { get; } = [];

    public List<HistoryProgramme> Programmes { get; } = [];

    public List<HistoryPartner> Partners { get; } = [];

    public List<HistoryLink> Links { get; } = [];

    public static HistoryStage Build(Random random)
    {
        var stage = new HistoryStage();
        stage.AddShops();
        stage.AddPartners(random);
        return stage;
    }

    private void AddShops()
    {
        Shop("vnpt", ShopKind.Individual, new(2020, 1, 1));
        Programme("vnpt", "vnpt-affiliate", (LongAgo, new ShopAffiliateSettings()));
        Programme("vnpt", "vnpt-friend", (LongAgo, new ReferAFriendSettings()));

        var rates = new Rates
        {
            Default = new BasisPoints(333),
            Categories = new Dictionary<string, BasisPoints>(StringComparer.OrdinalIgnoreCase)
            {
                ["data"] = new(1250),
                ["Điện thoại"] = new(75),
                ["sim"] = new(0),
            },
        };
        Shop("mobi", ShopKind.Professional, new(2021, 3, 1));
        Programme(
            "mobi",
            "mobi-affiliate",
            (Day(2022, 5, 30), new ShopAffiliateSettings { Rates = rates, AllowCodes = true }),
            (Day(2022, 10, 3), new ShopAffiliateSettings { Rates = rates with { Default = new BasisPoints(800) }, WindowDays = 15 }),
            (Day(2023, 2, 6), new ShopAffiliateSettings { AllowCodes = true, AllowSelfReferral = true }));

        Shop("seso", ShopKind.Individual, new(2022, 1, 1));
        Programme(
            "seso",
            "seso-friend",
            (LongAgo, new ReferAFriendSettings()),
            (Day(2022, 9, 5), new ReferAFriendSettings { WindowDays = 14, AllowSelfReferral = true, Rates = rates }),
            (Day(2023, 3, 6), new ReferAFriendSettings { AllowCodes = false }));

        Shop("sendo", ShopKind.Individual, new(2021, 1, 1));
        Programme("sendo", "sendo-new", (LongAgo, new NewCustomerSettings()));

        Shop("farm", ShopKind.Individual, new(2021, 1, 1));
        Programme("farm", "farm-new", (LongAgo, new NewCustomerSettings
        {
            DeviceInvalidWindow = DeviceWindow.Week,
            DeviceValidWindow = DeviceWindow.Week,
            RequirePickupPoint = false,
            MinOrderValue = new Dong(100_000),
            AllowSelfReferral = true,
            Tiers = [new(Dong.Zero, new Dong(15_005)), new(new Dong(500_000), new Dong(40_000))],
        }));

        Shop("cho", ShopKind.Individual, new(2021, 1, 1));
        Programme("cho", "cho-new", (LongAgo, new NewCustomerSettings
        {
            DeviceValidWindow = DeviceWindow.Day,
            TierBasis = TierBasis.WeeklyValue,
            Tiers = [new(new Dong(100_000), new Dong(10_000)), new(new Dong(300_000), new Dong(25_000)),
                new(new Dong(1_000_000), new Dong(60_000))],
        }));

        Shop("rau", ShopKind.Individual, new(2021, 1, 1));
        Programme(
            "rau",
            "rau-new",
            (Day(2022, 5, 2), new NewCustomerSettings { RequirePickupPoint = false, MinOrderValue = new Dong(50_000) }),
            (Day(2022, 11, 7), new NewCustomerSettings { AllowCodes = false, Tiers = [new(new Dong(80_000), new Dong(30_000))] }),
            (Day(2023, 2, 20), new NewCustomerSettings { AllowCodes = true, DeviceInvalidWindow = DeviceWindow.Week }));
        Programme("rau", "rau-affiliate", (LongAgo, new ShopAffiliateSettings()));

        Shop("thue-moi", ShopKind.Individual, new(2022, 5, 16));
        Programme("thue-moi", "thue-moi-phi", (LongAgo, new RentalSurchargeSettings()));
        Shop("thue-cu", ShopKind.Individual, new(2022, 5, 15));
        Programme("thue-cu", "thue-cu-phi", (LongAgo, new RentalSurchargeSettings()));
        Shop("tiem-moi", ShopKind.Professional, new(2022, 6, 1));
        Programme("tiem-moi", "tiem-moi-phi", (LongAgo, new RentalSurchargeSettings()));
        Shop("tiem-cu", ShopKind.Professional, new(2019, 6, 1));
        Programme("tiem-cu", "tiem-cu-phi", (LongAgo, new RentalSurchargeSettings()));
        Shop("tiem-doi", ShopKind.Professional, new(2022, 5, 20));
        Programme(
            "tiem-doi",
            "tiem-doi-phi",
            (LongAgo, new RentalSurchargeSettings()),
            (Day(2022, 9, 12), new RentalSurchargeSettings { FreeOrders = 3, RateBps = new BasisPoints(1050) }),
            (Day(2023, 3, 13), new RentalSurchargeSettings { FreeOrders = 7 }));
        Programme("tiem-doi", "tiem-doi-affiliate", (LongAgo, new ShopAffiliateSettings { AllowCodes = true }));
    }

    private void AddPartners(Random random)
    {
        var rewarding = Programmes.Where(programme => programme.Template != ProgrammeTemplate.RentalSurcharge).ToList();
        for (var i = 1; i <= 40; i++)
        {
            var number = i.ToString("00", CultureInfo.InvariantCulture);
            // everybody is in about a third of the programmes, so that each has partners and outsiders
            var joined = rewarding.Where((_, place) => (i + place) % 3 == 0 || random.Next(10) == 0).Select(programme => programme.Code)
                .ToList();
            Partners.Add(new HistoryPartner(
                $"LSCTV{number}",
                $"partner{number}@example.vn",
                $"+8497000{i:0000}",
                i % 8 == 0 ? null : $"DNH-{number}",
                i % 2 == 0 ? $"rieng{number}@example.vn" : null,
                joined));
            foreach (var code in joined)
                Links.Add(new HistoryLink($"h-{code}-{number}", $"LSCTV{number}", code));
            if (i % 3 == 0)
                Links.Add(new HistoryLink($"h-{joined[0]}-{number}-b", $"LSCTV{number}", joined[0]));
        }

        foreach (var programme in rewarding)
        {
            var outsider = Partners.First(partner => !partner.Programmes.Contains(programme.Code));
            Links.Add(new HistoryLink($"h-{programme.Code}-ngoai", outsider.Code, programme.Code));
        }

        foreach (var programme in Programmes)
            Links.Add(new HistoryLink($"h-{programme.Code}-chu", null, programme.Code));

        // R7.6 names the owner's own links without saying of which programme; a shop with a surcharge has them there
        Links.RemoveAll(link => link.Code == "h-tiem-doi-affiliate-chu");
    }

    private void Shop(string code, ShopKind kind, DateOnly openedOn) =>
        Shops.Add(new HistoryShop(code, kind, openedOn, $"TIEM-{code.ToUpperInvariant()}"));

    private void Programme(string shop, string code, params (DateTimeOffset From, ProgrammeSettings Settings)[] versions) =>
        Programmes.Add(new HistoryProgramme(
            code,
            shop,
            versions[0].Settings.Template,
            [.. versions.Select((version, i) => new HistoryVersion(i + 1, version.From, version.Settings))]));

    private static DateTimeOffset Day(int year, int month, int day) => LocalCalendar.StartOf(new DateOnly(year, month, day));
}
