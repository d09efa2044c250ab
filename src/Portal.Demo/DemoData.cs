using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.App.Platform.Security;
using Portal.Domain.Shops;

namespace Portal.Demo;

/// <summary>
/// The texts of the demonstration: shops with their goods and programmes, people and their names. Kept as data beside the
/// code, because none of it is the portal's own word.
/// </summary>
public static class DemoData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Lazy<IReadOnlyList<DemoShopData>> AllShops = new(() => Read<IReadOnlyList<DemoShopData>>("shops"));
    private static readonly Lazy<DemoPeople> AllPeople = new(() => Read<DemoPeople>("people"));

    public static IReadOnlyList<DemoShopData> Shops => AllShops.Value;

    public static DemoPeople People => AllPeople.Value;

    /// <summary>The shop whose pages the portal can serve itself, in Development.</summary>
    public static DemoShopData OpenShop => Shops[0];

    private static T Read<T>(string name)
    {
        using var json = typeof(DemoData).Assembly.GetManifestResourceStream($"demo/{name}.json")!;
        return JsonSerializer.Deserialize<T>(json, Options)!;
    }
}

/// <param name="OpenedOn">Decides from when it pays surcharges (R7.4).</param>
/// <param name="OrdersShare">Its share of the demonstration's orders in percent.</param>
public sealed record DemoShopData(
    string Code,
    string Name,
    ShopKind Kind,
    DateOnly OpenedOn,
    string Host,
    string OrderPrefix,
    int OrdersShare,
    DemoProgramme Programme,
    IReadOnlyList<DemoCategory> Categories);

public sealed record DemoProgramme(string Code, string Name, string Template, JsonElement Settings);

/// <param name="Picture">Name of the drawing that the demo shop shows for its goods.</param>
public sealed record DemoCategory(string Name, string Picture, IReadOnlyList<DemoProduct> Products);

/// <param name="Price">Đồng.</param>
/// <param name="Weight">How often it is bought, relative to the shop's other goods.</param>
public sealed record DemoProduct(string Sku, string Name, long Price, int Weight, string Text);

public sealed record DemoPeople(
    IReadOnlyList<DemoFamilyName> FamilyNames,
    IReadOnlyList<string> GivenNames,
    string MainPartner,
    string SelfReferringPartner,
    IReadOnlyList<string> OtherPartners,
    IReadOnlyList<string> RejectionReasons,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> OtherCancellations,
    string Reinstatement,
    string HoldReason,
    string RejectReason,
    IReadOnlyList<DemoAccount> Accounts,
    IReadOnlyList<DemoAccount> MoreAccounts);

public sealed record DemoFamilyName(string Name, int Weight);

/// <param name="Shop">The shop's code, for its owner and staff.</param>
/// <param name="Rights">Of staff.</param>
public sealed record DemoAccount(
    Role Role, string Name, string Email, string? Shop = null, StaffRights Rights = StaffRights.None);
