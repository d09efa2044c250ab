using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Tax;
using Portal.Domain.Tests.Tax;

namespace Portal.Domain.Tests.Programmes;

public sealed class ProgrammeRulesTests
{
    private const string Rewarding = """
        "attribution":["first_binding","last_click"],"allowCodes":[true,false],"allowSelfReferral":[true,false],"identityGate":[true,false],
        "taxPolicy":["per_payment","calendar_month"],"minimumWithdrawal":[0,300000],"unansweredDispute":["accept","reject"]
        """;

    private const string Rates = """ "rates":[{"default":600},{"categories":{"data":250}},{"default":500,"categories":{"sim":0}}] """;

    /// <summary>
    /// For each template, each of its settings with other values than the default's (a default among them changes nothing).
    /// </summary>
    public static TheoryData<ProgrammeTemplate, string> Others => new()
    {
        { ProgrammeTemplate.ShopAffiliate, $$"""{ {{Rewarding}}, {{Rates}}, "windowDays":[31] }""" },
        { ProgrammeTemplate.ReferAFriend,
            $$"""{ {{Rewarding}}, {{Rates}}, "windowDays":[8], "minSuccessfulOrders":[0,4], "minSuccessfulOrdersOperator":["more_than","at_least"] }""" },
        {
            ProgrammeTemplate.NewCustomer, $$"""
            { {{Rewarding}}, "tiers":[[{"minOrderValue":0,"amount":1}],[{"minOrderValue":1,"amount":20000}],[{"minOrderValue":0,"amount":20000},{"minOrderValue":9,"amount":30000}]],
              "tierBasis":["weekly_value"], "minOrderValue":[1], "requirePickupPoint":[false], "deviceInvalidWindow":["week"], "deviceValidWindow":["day"] }
            """
        },
        { ProgrammeTemplate.RentalSurcharge, """{ "rateBps":[901], "freeOrders":[0,4], "effectiveFrom":["2022-05-17"], "legacyEffectiveFrom":["2023-01-02"], "unansweredDispute":["accept","reject"] }""" },
        { ProgrammeTemplate.Loyalty, """{ "pointsPer1000":[0,2], "tierSteps":[[{"name":"Bạc","minPaid":1}],[{"name":"Vàng","minPaid":1}]], "smsCareOnly":[false], "winBackDays":[15] }""" },
    };

    private static readonly DateOnly Day = new(2026, 7, 15);

    [Theory, MemberData(nameof(Others))]
    public void R10_2_Every_setting_stands_in_some_sentence(ProgrammeTemplate template, string others)
    {
        var defaults = ProgrammeSettings.Defaults(template);
        var names = JsonNode.Parse(ProgrammeSettingsJson.ToJson(defaults))!.AsObject().Select(setting => setting.Key);
        var values = JsonNode.Parse(others)!.AsObject();

        Assert.Equal(names.Order(StringComparer.Ordinal), values.Select(setting => setting.Key).Order(StringComparer.Ordinal));
        foreach (var (name, choices) in values)
        {
            var said = new HashSet<string>(StringComparer.Ordinal) { Said(defaults) };
            var meant = new HashSet<string>(StringComparer.Ordinal) { ProgrammeSettingsJson.ToJson(defaults) };
            foreach (var value in choices!.AsArray())
            {
                var settings = Parse(template, new JsonObject { [name] = value!.DeepClone() });
                var isNew = meant.Add(ProgrammeSettingsJson.ToJson(settings));
                Assert.True(said.Add(Said(settings)) == isNew, $"{name} = {value.ToJsonString()} is not told apart");
            }
        }
    }

    [Theory, MemberData(nameof(Others))]
    public void R10_1_Every_setting_that_differs_is_named_as_a_change(ProgrammeTemplate template, string others)
    {
        var defaults = ProgrammeSettings.Defaults(template);
        Assert.Empty(SettingChanges.Between(defaults, defaults));
        foreach (var (name, choices) in JsonNode.Parse(others)!.AsObject())
        {
            foreach (var value in choices!.AsArray())
            {
                var settings = Parse(template, new JsonObject { [name] = value!.DeepClone() });
                var differs = ProgrammeSettingsJson.ToJson(settings) != ProgrammeSettingsJson.ToJson(defaults);
                var changes = SettingChanges.Between(defaults, settings);
                Assert.Equal(differs, changes.Count > 0);
                Assert.All(changes, change => Assert.Equal(name, change.Setting.Split('.')[0]));
            }
        }
    }

    [Fact]
    public void R10_1_A_category_that_comes_goes_or_changes_is_one_change_each()
    {
        var before = Parse(ProgrammeTemplate.ShopAffiliate, JsonNode.Parse("""{"rates":{"categories":{"data":250,"sim":300,"Máy":100}}}""")!.AsObject());
        var after = Parse(ProgrammeTemplate.ShopAffiliate, JsonNode.Parse("""{"rates":{"default":600,"categories":{"DATA":250,"sim":350,"thẻ":1}}}""")!.AsObject());

        Assert.Equal(
            ["rates.categories.Máy 100→", "rates.categories.sim 300→350", "rates.categories.thẻ →1", "rates.default 500→600"],
            SettingChanges.Between(before, after)
                .Select(change => $"{change.Setting} {change.Before?.GetRawText()}→{change.After?.GetRawText()}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void R7_2_The_first_charged_order_is_the_one_after_the_free_ones()
    {
        var sentence = ProgrammeRules.Of(new RentalSurchargeSettings { FreeOrders = 7 }, ShippedPolicies.All, Day)
            .Single(rule => rule.Code == RuleCodes.FreeOrders);

        Assert.Equal(("7", "8"), (sentence.Facts["free"], sentence.Facts["next"]));
    }

    [Theory]
    [InlineData(TaxBasis.CalendarMonth, RuleCodes.TaxCalendarMonth, "R6.4")]
    [InlineData(TaxBasis.PerPayment, RuleCodes.TaxPerPayment, "R6.3")]
    public void R6_3_Rate_and_threshold_are_those_of_the_policy_in_force(TaxBasis basis, string code, string rule)
    {
        var settings = new ShopAffiliateSettings { TaxPolicy = basis };
        var next = ShippedPolicies.All.Select(
            policy => policy with { Rate = new BasisPoints(750), Threshold = new Dong(8_000_000), From = Day });

        var (before, after) =
            (Tax(settings, [.. ShippedPolicies.All, .. next], Day.AddDays(-1)), Tax(settings, [.. ShippedPolicies.All, .. next], Day));

        Assert.Equal((rule, code, "1000"), (before.Rule, before.Code, before.Facts["rateBps"]));
        Assert.Equal((code, "750", "8000000"), (after.Code, after.Facts["rateBps"], after.Facts["threshold"]));
        Assert.NotEqual(Tax(new ShopAffiliateSettings(), [], Day).Code,
            Tax(new ShopAffiliateSettings { TaxPolicy = TaxBasis.PerPayment }, [], Day).Code);
    }

    [Theory]
    [InlineData(3, ThresholdOperator.AtLeast, 3, RuleCodes.JoinAfterOrders)]
    [InlineData(3, ThresholdOperator.MoreThan, 4, RuleCodes.JoinAfterMoreOrders)]
    [InlineData(0, ThresholdOperator.AtLeast, 0, RuleCodes.JoinOpen)]
    [InlineData(0, ThresholdOperator.MoreThan, 1, RuleCodes.JoinAfterMoreOrders)]
    public void R4_2_The_operator_says_whether_the_threshold_itself_is_enough(
        int orders, ThresholdOperator operation, int needed, string code)
    {
        var settings = new ReferAFriendSettings { MinSuccessfulOrders = orders, MinSuccessfulOrdersOperator = operation };

        Assert.Equal(needed, settings.OrdersNeeded);
        Assert.Equal(code, ProgrammeRules.Of(settings, ShippedPolicies.All, Day)[0].Code);
    }

    [Fact]
    public void R4_2_Settings_that_name_no_operator_mean_at_least() =>
        Assert.Equal(3, ((ReferAFriendSettings)Parse(ProgrammeTemplate.ReferAFriend, [])).OrdersNeeded);

    private static RuleSentence Tax(ProgrammeSettings settings, IReadOnlyList<TaxPolicy> policies, DateOnly day) =>
        ProgrammeRules.Of(settings, policies, day).Single(rule => rule.Code.Contains("tax", StringComparison.Ordinal));

    private static ProgrammeSettings Parse(ProgrammeTemplate template, JsonObject overrides) =>
        ProgrammeSettingsJson.Parse(template, JsonSerializer.SerializeToElement(overrides)).Value;

    private static string Said(ProgrammeSettings settings) => string.Join('\n', ProgrammeRules.Of(settings, ShippedPolicies.All, Day)
        .Select(rule => $"{rule.Rule} {rule.Code} {string.Join(' ', rule.Facts.Select(fact => $"{fact.Key}={fact.Value}"))}"));
}
