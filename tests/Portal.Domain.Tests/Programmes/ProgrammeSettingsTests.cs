using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.Domain.Tests.Programmes;

public sealed class ProgrammeSettingsTests
{
    public static TheoryData<ProgrammeTemplate> Templates => [.. Enum.GetValues<ProgrammeTemplate>()];

    [Theory]
    [InlineData(ProgrammeTemplate.ShopAffiliate, """{"attribution":"last_click","windowDays":30,"allowCodes":false,"allowSelfReferral":false,"identityGate":true,"rates":{"default":500,"categories":{}},"taxPolicy":"calendar_month","minimumWithdrawal":200000,"unansweredDispute":"escalate"}""")]
    [InlineData(ProgrammeTemplate.ReferAFriend, """{"attribution":"last_click","windowDays":7,"allowCodes":true,"allowSelfReferral":false,"identityGate":true,"rates":{"default":500,"categories":{}},"minSuccessfulOrders":3,"minSuccessfulOrdersOperator":"at_least","taxPolicy":"calendar_month","minimumWithdrawal":200000,"unansweredDispute":"escalate"}""")]
    [InlineData(ProgrammeTemplate.NewCustomer, """{"attribution":"first_binding","allowCodes":true,"allowSelfReferral":false,"identityGate":true,"tiers":[{"minOrderValue":0,"amount":20000}],"tierBasis":"order_value","minOrderValue":0,"requirePickupPoint":true,"deviceInvalidWindow":"day","deviceValidWindow":"week","taxPolicy":"calendar_month","minimumWithdrawal":200000,"unansweredDispute":"escalate"}""")]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"rateBps":900,"freeOrders":5,"effectiveFrom":"2022-05-16","legacyEffectiveFrom":"2023-01-01","unansweredDispute":"escalate"}""")]
    [InlineData(ProgrammeTemplate.Loyalty, """{"pointsPer1000":1,"tierSteps":[],"smsCareOnly":true,"winBackDays":14}""")]
    public void R10_2_Every_template_fills_all_of_its_settings(ProgrammeTemplate template, string json)
    {
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(ProgrammeSettings.Defaults(template)));
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(Parse(template, "{}").Value));
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(Parse(template, "null").Value));
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(ProgrammeSettingsJson.Parse(template, null).Value));
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(Parse(template, json).Value));
        Assert.Equal(template, ProgrammeSettings.Defaults(template).Template);
    }

    [Fact]
    public void R3_1_The_shop_affiliate_programme_counts_the_last_click_for_30_days_without_codes()
    {
        var settings = Assert.IsType<ShopAffiliateSettings>(ProgrammeSettings.Defaults(ProgrammeTemplate.ShopAffiliate));

        Assert.Equal((AttributionModel.LastClick, (int?)30, false), (settings.Attribution, settings.Window, settings.AllowCodes));
    }

    [Theory]
    [InlineData(ProgrammeTemplate.ShopAffiliate, """{"attribution":"first_binding","windowDays":1,"allowCodes":true,"allowSelfReferral":true,"identityGate":false,"rates":{"default":0,"categories":{"data":250,"Điện thoại":10000}},"taxPolicy":"per_payment","minimumWithdrawal":0,"unansweredDispute":"accept"}""")]
    [InlineData(ProgrammeTemplate.ReferAFriend, """{"attribution":"last_click","windowDays":3650,"allowCodes":false,"allowSelfReferral":false,"identityGate":true,"rates":{"default":500,"categories":{}},"minSuccessfulOrders":0,"minSuccessfulOrdersOperator":"more_than","taxPolicy":"calendar_month","minimumWithdrawal":1,"unansweredDispute":"reject"}""")]
    [InlineData(ProgrammeTemplate.NewCustomer, """{"attribution":"last_click","allowCodes":true,"allowSelfReferral":false,"identityGate":true,"tiers":[{"minOrderValue":0,"amount":0},{"minOrderValue":100000,"amount":20000}],"tierBasis":"weekly_value","minOrderValue":50000,"requirePickupPoint":false,"deviceInvalidWindow":"week","deviceValidWindow":"day","taxPolicy":"calendar_month","minimumWithdrawal":200000,"unansweredDispute":"accept"}""")]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"rateBps":10000,"freeOrders":0,"effectiveFrom":"2024-02-29","legacyEffectiveFrom":"2025-01-01","unansweredDispute":"reject"}""")]
    [InlineData(ProgrammeTemplate.Loyalty, """{"pointsPer1000":0,"tierSteps":[{"name":"Bạc","minPaid":1000000},{"name":"Vàng","minPaid":5000000}],"smsCareOnly":false,"winBackDays":1}""")]
    public void R10_2_Every_setting_can_be_set_and_is_written_back(ProgrammeTemplate template, string json) =>
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(Parse(template, json).Value));

    [Theory]
    [InlineData("""{"windowdays":7}""", "settings.windowdays", FieldCodes.UnknownField)]
    [InlineData("""{"rateBps":7}""", "settings.rateBps", FieldCodes.UnknownField)]
    [InlineData("""{"rates":{"Default":7}}""", "settings.rates.Default", FieldCodes.UnknownField)]
    [InlineData("""{"windowDays":7,"windowDays":8}""", "settings.windowDays", FieldCodes.DuplicateField)]
    [InlineData("""{"windowDays":"7"}""", "settings.windowDays", FieldCodes.WrongType)]
    [InlineData("""{"windowDays":null}""", "settings.windowDays", FieldCodes.WrongType)]
    [InlineData("""{"windowDays":0}""", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("""{"windowDays":-1}""", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("""{"windowDays":3651}""", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("""{"windowDays":7.5}""", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("""{"windowDays":4294967303}""", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("""{"windowDays":1e400}""", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("""{"minimumWithdrawal":-1}""", "settings.minimumWithdrawal", FieldCodes.OutOfRange)]
    [InlineData("""{"minimumWithdrawal":1000000000001}""", "settings.minimumWithdrawal", FieldCodes.OutOfRange)]
    [InlineData("""{"minimumWithdrawal":99999999999999999999}""", "settings.minimumWithdrawal", FieldCodes.OutOfRange)]
    [InlineData("""{"allowCodes":"true"}""", "settings.allowCodes", FieldCodes.WrongType)]
    [InlineData("""{"allowCodes":1}""", "settings.allowCodes", FieldCodes.WrongType)]
    [InlineData("""{"attribution":"LastClick"}""", "settings.attribution", FieldCodes.NotAllowed)]
    [InlineData("""{"attribution":0}""", "settings.attribution", FieldCodes.WrongType)]
    [InlineData("""{"attribution":"\ud800"}""", "settings.attribution", FieldCodes.UnprintableCharacter)]
    [InlineData("""{"\ud800":1}""", "settings", FieldCodes.UnprintableCharacter)]
    [InlineData("""{"taxPolicy":"none"}""", "settings.taxPolicy", FieldCodes.NotAllowed)]
    [InlineData("""{"rates":500}""", "settings.rates", FieldCodes.WrongType)]
    [InlineData("""{"rates":null}""", "settings.rates", FieldCodes.WrongType)]
    [InlineData("""{"rates":{"default":10001}}""", "settings.rates.default", FieldCodes.OutOfRange)]
    [InlineData("""{"rates":{"categories":[]}}""", "settings.rates.categories", FieldCodes.WrongType)]
    [InlineData("""{"rates":{"categories":{"data":-1}}}""", "settings.rates.categories.data", FieldCodes.OutOfRange)]
    [InlineData("""{"rates":{"categories":{"data":1,"DATA":2}}}""", "settings.rates.categories.DATA", FieldCodes.DuplicateField)]
    [InlineData("""{"rates":{"categories":{"":1}}}""", "settings.rates.categories.", FieldCodes.Required)]
    [InlineData("""{"rates":{"categories":{"data ":1}}}""", "settings.rates.categories.data ", FieldCodes.SurroundingSpace)]
    [InlineData("[]", "settings", FieldCodes.WrongType)]
    [InlineData("7", "settings", FieldCodes.WrongType)]
    public void R10_2_A_wrong_setting_is_refused_by_name(string json, string field, string code) =>
        AssertOnly(ProgrammeTemplate.ShopAffiliate, json, field, code);

    [Theory]
    [InlineData("""{"tiers":[]}""", "settings.tiers", FieldCodes.WrongCount)]
    [InlineData("""{"tiers":{}}""", "settings.tiers", FieldCodes.WrongType)]
    [InlineData("""{"tiers":[1]}""", "settings.tiers[0]", FieldCodes.WrongType)]
    [InlineData("""{"tiers":[{"minOrderValue":0}]}""", "settings.tiers[0].amount", FieldCodes.Required)]
    [InlineData("""{"tiers":[{"minOrderValue":0,"amount":1,"name":""}]}""", "settings.tiers[0].name", FieldCodes.UnknownField)]
    [InlineData("""{"tiers":[{"minOrderValue":0,"amount":1},{"minOrderValue":0,"amount":2}]}""", "settings.tiers[1].minOrderValue", FieldCodes.NotAscending)]
    [InlineData("""{"tiers":[{"minOrderValue":5,"amount":1},{"minOrderValue":4,"amount":2}]}""", "settings.tiers[1].minOrderValue", FieldCodes.NotAscending)]
    [InlineData("""{"windowDays":7}""", "settings.windowDays", FieldCodes.UnknownField)]
    [InlineData("""{"tierBasis":"monthly_value"}""", "settings.tierBasis", FieldCodes.NotAllowed)]
    [InlineData("""{"deviceInvalidWindow":"month"}""", "settings.deviceInvalidWindow", FieldCodes.NotAllowed)]
    public void R10_2_A_wrong_tier_is_refused_by_its_place(string json, string field, string code) =>
        AssertOnly(ProgrammeTemplate.NewCustomer, json, field, code);

    [Theory]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"effectiveFrom":"16/05/2022"}""", "settings.effectiveFrom", FieldCodes.WrongType)]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"effectiveFrom":"2023-02-29"}""", "settings.effectiveFrom", FieldCodes.WrongType)]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"effectiveFrom":20220516}""", "settings.effectiveFrom", FieldCodes.WrongType)]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"rateBps":10001}""", "settings.rateBps", FieldCodes.OutOfRange)]
    [InlineData(ProgrammeTemplate.RentalSurcharge, """{"attribution":"last_click"}""", "settings.attribution", FieldCodes.UnknownField)]
    [InlineData(ProgrammeTemplate.Loyalty, """{"tierSteps":[{"name":"","minPaid":1}]}""", "settings.tierSteps[0].name", FieldCodes.Required)]
    [InlineData(ProgrammeTemplate.Loyalty, """{"tierSteps":[{"minPaid":1}]}""", "settings.tierSteps[0].name", FieldCodes.Required)]
    [InlineData(ProgrammeTemplate.Loyalty, """{"tierSteps":[{"name":7,"minPaid":1}]}""", "settings.tierSteps[0].name", FieldCodes.WrongType)]
    [InlineData(ProgrammeTemplate.Loyalty, """{"winBackDays":0}""", "settings.winBackDays", FieldCodes.OutOfRange)]
    [InlineData(ProgrammeTemplate.ReferAFriend, """{"minSuccessfulOrders":-1}""", "settings.minSuccessfulOrders", FieldCodes.OutOfRange)]
    public void R10_2_Each_template_refuses_what_is_not_its_own(ProgrammeTemplate template, string json, string field, string code) =>
        AssertOnly(template, json, field, code);

    [Fact]
    public void R10_2_Every_wrong_setting_is_told_at_once()
    {
        var refusal = Parse(ProgrammeTemplate.ShopAffiliate, """{"windowDays":0,"allowCodes":1,"colour":"red"}""").Refusal!;

        Assert.Equal(["settings.allowCodes", "settings.colour", "settings.windowDays"],
            refusal.Fields.Select(field => field.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void R3_2_A_category_is_found_whatever_its_case_space_and_encoding()
    {
        var rates = ((ShopAffiliateSettings)Parse(ProgrammeTemplate.ShopAffiliate, """{"rates":{"categories":{"Điện thoại":250}}}""").Value).Rates;

        Assert.Equal(250, rates.For("điện thoại", out _).Value);
        Assert.Equal(250, rates.For(" ĐIỆN THOẠI ", out _).Value);
        Assert.Equal(250, rates.For("Điện thoại".Normalize(System.Text.NormalizationForm.FormD), out var ofCategory).Value);
        Assert.True(ofCategory);
        Assert.Equal(500, rates.For("dien thoai", out ofCategory).Value);
        Assert.False(ofCategory);
        Assert.Equal(500, rates.For(null, out _).Value);
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_reads_back_from_its_name(ProgrammeTemplate template)
    {
        Assert.Equal(template, TemplateNames.Parse(template.Name()));
        Assert.Matches("^[a-z]+(-[a-z]+)*$", template.Name());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Shop-Affiliate")]
    [InlineData("ShopAffiliate")]
    [InlineData("shop_affiliate")]
    public void Another_name_is_no_template(string? name) => Assert.Null(TemplateNames.Parse(name));

    [Fact]
    public void R10_1_An_order_keeps_the_version_in_force_when_it_was_placed()
    {
        var first = Version(1, 0);
        var second = Version(2, 10);

        Assert.Null(VersionChoice.InForce([first, second], At(0).AddTicks(-1)));
        Assert.Equal(first, VersionChoice.InForce([second, first], At(0)));
        Assert.Equal(first, VersionChoice.InForce([second, first], At(10).AddTicks(-1)));
        Assert.Equal(second, VersionChoice.InForce([second, first], At(10)));
        Assert.Equal(second, VersionChoice.InForce([first, second], At(10).ToOffset(TimeSpan.FromHours(7))));
        Assert.Null(VersionChoice.InForce([], At(0)));
    }

    [Fact]
    public void R10_1_Of_two_versions_from_one_instant_the_later_made_one_is_in_force() =>
        Assert.Equal(2, VersionChoice.InForce([Version(2, 5), Version(1, 5)], At(7))!.Number);

    [Fact]
    public void R10_1_A_version_in_force_never_starts_after_the_order_and_nothing_lies_between() =>
        Properties.Holds(
            from days in Gen.Choose(0, 20).ArrayOf()
            from placed in Gen.Choose(-2, 22)
            select (Versions: days.Select((day, i) => Version(i, day)).ToList(), Placed: At(placed)),
            pair =>
            {
                var chosen = VersionChoice.InForce(pair.Versions, pair.Placed);
                return chosen is null
                    ? pair.Versions.TrueForAll(version => version.EffectiveFrom > pair.Placed)
                    : chosen.EffectiveFrom <= pair.Placed
                        && pair.Versions.TrueForAll(
                            version => version.EffectiveFrom > pair.Placed || version.EffectiveFrom <= chosen.EffectiveFrom);
            });

    private static DateTimeOffset At(int days) => new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days);

    private static ProgrammeVersionFact Version(int number, int fromDay) =>
        new(Guid.Empty, number, At(fromDay), ProgrammeSettings.Defaults(ProgrammeTemplate.ShopAffiliate));

    private static Outcome<ProgrammeSettings> Parse(ProgrammeTemplate template, string json)
    {
        using var document = JsonDocument.Parse(json);
        return ProgrammeSettingsJson.Parse(template, document.RootElement);
    }

    private static void AssertOnly(ProgrammeTemplate template, string json, string field, string code)
    {
        var refusal = Parse(template, json).Refusal;
        Assert.NotNull(refusal);
        Assert.Equal(RefusalKind.Malformed, refusal.Kind);
        var error = Assert.Single(refusal.Fields);
        Assert.Equal((field, code), (error.Field, error.Code));
    }
}
