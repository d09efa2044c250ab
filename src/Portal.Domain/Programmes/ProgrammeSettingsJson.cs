using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.Domain.Programmes;

/// <summary>
/// Settings as JSON: read over the template's defaults, with every wrong, unknown or repeated name told by field, and
/// written complete, in one canonical form that reads back to the same settings.
/// </summary>
public static class ProgrammeSettingsJson
{
    /// <summary>The most days that a window may have.</summary>
    public const int MaxDays = 3650;

    private static readonly JsonSerializerOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The template's defaults with these overrides; none, or JSON null, leaves the defaults.</summary>
    public static Outcome<ProgrammeSettings> Parse(ProgrammeTemplate template, JsonElement? overrides)
    {
        var defaults = ProgrammeSettings.Defaults(template);
        if (overrides is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } json)
            return defaults;

        var reader = SettingsReader.Of(json, "settings");
        ProgrammeSettings settings = defaults switch
        {
            ShopAffiliateSettings d => Rewarding(reader, d) with
            {
                WindowDays = reader.Int("windowDays", d.WindowDays, 1, MaxDays),
                Rates = Rates(reader, d.Rates),
            },
            ReferAFriendSettings d => Rewarding(reader, d) with
            {
                WindowDays = reader.Int("windowDays", d.WindowDays, 1, MaxDays),
                Rates = Rates(reader, d.Rates),
                MinSuccessfulOrders = reader.Int("minSuccessfulOrders", d.MinSuccessfulOrders, 0, 1000),
                MinSuccessfulOrdersOperator = reader.Choice("minSuccessfulOrdersOperator", d.MinSuccessfulOrdersOperator),
            },
            NewCustomerSettings d => Rewarding(reader, d) with
            {
                Tiers = Rising(reader, "tiers", d.Tiers, 1, "minOrderValue", Tier, tier => tier.MinOrderValue),
                TierBasis = reader.Choice("tierBasis", d.TierBasis),
                MinOrderValue = reader.Money("minOrderValue", d.MinOrderValue),
                RequirePickupPoint = reader.Bool("requirePickupPoint", d.RequirePickupPoint),
                DeviceInvalidWindow = reader.Choice("deviceInvalidWindow", d.DeviceInvalidWindow),
                DeviceValidWindow = reader.Choice("deviceValidWindow", d.DeviceValidWindow),
            },
            RentalSurchargeSettings d => d with
            {
                RateBps = reader.Rate("rateBps", d.RateBps),
                FreeOrders = reader.Int("freeOrders", d.FreeOrders, 0, 1000),
                EffectiveFrom = reader.Day("effectiveFrom", d.EffectiveFrom),
                LegacyEffectiveFrom = reader.Day("legacyEffectiveFrom", d.LegacyEffectiveFrom),
                UnansweredDispute = reader.Choice("unansweredDispute", d.UnansweredDispute),
            },
            LoyaltySettings d => d with
            {
                PointsPer1000 = reader.Int("pointsPer1000", d.PointsPer1000, 0, 1000),
                TierSteps = Rising(reader, "tierSteps", d.TierSteps, 0, "minPaid", Step, step => step.MinPaid),
                SmsCareOnly = reader.Bool("smsCareOnly", d.SmsCareOnly),
                WinBackDays = reader.Int("winBackDays", d.WinBackDays, 1, MaxDays),
            },
            _ => throw new ArgumentOutOfRangeException(nameof(template), template, "No such template."),
        };

        reader.RefuseTheRest();
        return reader.Errors.Count == 0 ? settings : Refusal.Invalid(reader.Errors);
    }

    /// <summary>All settings, filled, in the order of the contract's table; text that <see cref="Parse"/> takes back.</summary>
    public static string ToJson(ProgrammeSettings settings)
    {
        var json = new JsonObject();
        if (settings is RewardingSettings rewarding)
        {
            json["attribution"] = SettingsReader.Name(rewarding.Attribution);
            if (rewarding.Window is { } days)
                json["windowDays"] = days;
            json["allowCodes"] = rewarding.AllowCodes;
            json["allowSelfReferral"] = rewarding.AllowSelfReferral;
            json["identityGate"] = rewarding.IdentityGate;
        }

        switch (settings)
        {
            case ShopAffiliateSettings s:
                json["rates"] = Json(s.Rates);
                break;
            case ReferAFriendSettings s:
                json["rates"] = Json(s.Rates);
                json["minSuccessfulOrders"] = s.MinSuccessfulOrders;
                json["minSuccessfulOrdersOperator"] = SettingsReader.Name(s.MinSuccessfulOrdersOperator);
                break;
            case NewCustomerSettings s:
                json["tiers"] = new JsonArray([.. s.Tiers.Select(tier =>
                    new JsonObject { ["minOrderValue"] = tier.MinOrderValue.Amount, ["amount"] = tier.Amount.Amount })]);
                json["tierBasis"] = SettingsReader.Name(s.TierBasis);
                json["minOrderValue"] = s.MinOrderValue.Amount;
                json["requirePickupPoint"] = s.RequirePickupPoint;
                json["deviceInvalidWindow"] = SettingsReader.Name(s.DeviceInvalidWindow);
                json["deviceValidWindow"] = SettingsReader.Name(s.DeviceValidWindow);
                break;
            case RentalSurchargeSettings s:
                json["rateBps"] = s.RateBps.Value;
                json["freeOrders"] = s.FreeOrders;
                json["effectiveFrom"] = Invariant.Text(s.EffectiveFrom);
                json["legacyEffectiveFrom"] = Invariant.Text(s.LegacyEffectiveFrom);
                break;
            case LoyaltySettings s:
                json["pointsPer1000"] = s.PointsPer1000;
                json["tierSteps"] = new JsonArray([.. s.TierSteps.Select(step =>
                    new JsonObject { ["name"] = step.Name, ["minPaid"] = step.MinPaid.Amount })]);
                json["smsCareOnly"] = s.SmsCareOnly;
                json["winBackDays"] = s.WinBackDays;
                break;
        }

        if (settings is RewardingSettings taxed)
        {
            json["taxPolicy"] = SettingsReader.Name(taxed.TaxPolicy);
            json["minimumWithdrawal"] = taxed.MinimumWithdrawal.Amount;
        }

        if (settings is DisputableSettings disputed)
            json["unansweredDispute"] = SettingsReader.Name(disputed.UnansweredDispute);

        return json.ToJsonString(Canonical);
    }

    private static T Rewarding<T>(SettingsReader reader, T defaults)
        where T : RewardingSettings => defaults with
        {
            Attribution = reader.Choice("attribution", defaults.Attribution),
            AllowCodes = reader.Bool("allowCodes", defaults.AllowCodes),
            AllowSelfReferral = reader.Bool("allowSelfReferral", defaults.AllowSelfReferral),
            IdentityGate = reader.Bool("identityGate", defaults.IdentityGate),
            TaxPolicy = reader.Choice("taxPolicy", defaults.TaxPolicy),
            MinimumWithdrawal = reader.Money("minimumWithdrawal", defaults.MinimumWithdrawal),
            UnansweredDispute = reader.Choice("unansweredDispute", defaults.UnansweredDispute),
        };

    private static Rates Rates(SettingsReader reader, Rates defaults)
    {
        if (reader.Object("rates") is not { } rates)
            return defaults;

        var result = defaults with { Default = rates.Rate("default", defaults.Default) };
        if (rates.Object("categories") is { } categories)
            result = result with { Categories = categories.AllRates(OrderCheck.MaxCategory) };
        rates.RefuseTheRest();
        return result;
    }

    private static RewardTier Tier(SettingsReader item) => new(item.RequiredMoney("minOrderValue"), item.RequiredMoney("amount"));

    private static TierStep Step(SettingsReader item) => new(item.RequiredText("name", 100), item.RequiredMoney("minPaid"));

    private static IReadOnlyList<T> Rising<T>(
        SettingsReader reader, string name, IReadOnlyList<T> defaults, int least, string key, Func<SettingsReader, T> read,
        Func<T, Dong> threshold)
    {
        if (reader.List(name, least, 100) is not { } items)
            return defaults;

        var result = new List<T>();
        foreach (var item in items)
        {
            var next = read(item);
            item.RefuseTheRest();
            if (result.Count > 0 && threshold(next) <= threshold(result[^1]))
                item.Refuse(key, FieldCodes.NotAscending);
            result.Add(next);
        }

        return result;
    }

    private static JsonObject Json(Rates rates) => new()
    {
        ["default"] = rates.Default.Value,
        ["categories"] = new JsonObject(rates.Categories
            .OrderBy(category => category.Key, StringComparer.Ordinal)
            .Select(category => KeyValuePair.Create(category.Key, (JsonNode?)category.Value.Value))),
    };
}
