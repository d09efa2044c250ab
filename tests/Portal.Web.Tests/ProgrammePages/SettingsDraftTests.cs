using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Web.Components.Programmes;
using Portal.Web.Pages.Admin.Programmes;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.ProgrammePages;

/// <summary>The form of settings: none is left out, none changes by being shown, and what is no number is told at its field.</summary>
public sealed class SettingsDraftTests : ComponentTest
{
    public static TheoryData<ProgrammeTemplate> Templates => [.. Enum.GetValues<ProgrammeTemplate>()];

    [Theory, MemberData(nameof(Templates))]
    public void R10_1_Every_setting_of_a_template_has_its_field(ProgrammeTemplate template) => Assert.Equal(
        JsonElement.Parse(ProgrammeSettingsJson.ToJson(ProgrammeSettings.Defaults(template))).EnumerateObject()
        .Select(setting => setting.Name).Order(),
        SettingLayout.Of(template).SelectMany(group => group.Fields).Select(field => field.Name).Order());

    [Theory, MemberData(nameof(Templates))]
    public void R10_1_What_is_shown_and_not_touched_comes_back_unchanged(ProgrammeTemplate template)
    {
        var settings = ProgrammeSettings.Defaults(template);

        var back = ProgrammeSettingsJson.Parse(
            template, SettingsDraft.Of(template, JsonElement.Parse(ProgrammeSettingsJson.ToJson(settings))).ToJson());

        Assert.Equal(ProgrammeSettingsJson.ToJson(settings), ProgrammeSettingsJson.ToJson(back.Value));
    }

    [Fact]
    public void R10_1_Lists_come_back_unchanged()
    {
        const string Settings = """{"rates":{"default":525,"categories":{"Điện thoại":250,"Trà":1200}}}""";
        var affiliate = ProgrammeSettingsJson.Parse(ProgrammeTemplate.ShopAffiliate, JsonElement.Parse(Settings)).Value;
        var json = ProgrammeSettingsJson.ToJson(affiliate);

        var draft = SettingsDraft.Of(ProgrammeTemplate.ShopAffiliate, JsonElement.Parse(json));

        Assert.Equal("5,25", draft["rates.default"]);
        Assert.Equal(json, ProgrammeSettingsJson.ToJson(
            ProgrammeSettingsJson.Parse(ProgrammeTemplate.ShopAffiliate, draft.ToJson()).Value));
    }

    [Theory]
    [InlineData("windowDays", "bảy", "settings.windowDays", FieldCodes.WrongType)]
    [InlineData("windowDays", "0", "settings.windowDays", FieldCodes.OutOfRange)]
    [InlineData("windowDays", "7,5", "settings.windowDays", FieldCodes.WrongType)]
    [InlineData("rates.default", "5,255", "settings.rates.default", FieldCodes.OutOfRange)]
    [InlineData("rates.default", "101", "settings.rates.default", FieldCodes.OutOfRange)]
    [InlineData("rates.default", "", "settings.rates.default", FieldCodes.WrongType)]
    [InlineData("minimumWithdrawal", "hai trăm", "settings.minimumWithdrawal", FieldCodes.WrongType)]
    public void What_is_no_good_value_is_told_at_its_field(string setting, string typed, string field, string code)
    {
        var draft = SettingsDraft.Of(
            ProgrammeTemplate.ShopAffiliate, JsonElement.Parse(ProgrammeSettingsJson.ToJson(new ShopAffiliateSettings())));
        draft[setting] = typed;

        var error = Assert.Single(ProgrammeSettingsJson.Parse(ProgrammeTemplate.ShopAffiliate, draft.ToJson()).Refusal!.Fields);

        Assert.Equal((field, code), (error.Field, error.Code));
    }

    [Fact]
    public void A_category_twice_and_one_without_a_name_are_told_at_their_rows()
    {
        var draft = SettingsDraft.Of(
            ProgrammeTemplate.ShopAffiliate, JsonElement.Parse(ProgrammeSettingsJson.ToJson(new ShopAffiliateSettings())));
        draft.Rows.AddRange([new DraftRow("Trà", "5"), new DraftRow("Trà ", "6"), new DraftRow("", "7")]);

        var errors = ProgrammeSettingsJson.Parse(ProgrammeTemplate.ShopAffiliate, draft.ToJson()).Refusal!.Fields;

        Assert.Equal(["settings.rates.categories.", "settings.rates.categories.Trà"],
            errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Templates))]
    public void No_setting_is_shown_by_its_technical_name(ProgrammeTemplate template)
    {
        var texts = Services.GetRequiredService<IStringLocalizer<ProgrammeTexts>>();
        foreach (var setting in JsonElement.Parse(ProgrammeSettingsJson.ToJson(ProgrammeSettings.Defaults(template))).EnumerateObject())
        {
            if (setting.Name == "rates")
                continue;
            Assert.Matches(@"^\p{Lu}", SettingWords.Name(texts, setting.Name));
            Assert.DoesNotMatch(@"_|^[a-z]+[A-Z]|^(day|week|true|false)$|[\[\]{}]", SettingWords.Value(texts, setting.Name, setting.Value));
        }

        Assert.All(SettingLayout.Of(template), group => Assert.False(texts["Group_" + group.Title].ResourceNotFound));
    }
}
