using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.Web.Components.Programmes;

/// <summary>Settings as people read them: their names and their values in words.</summary>
public static class SettingWords
{
    /// <summary>The setting's name; of a category's rate, with the category in it.</summary>
    public static string Name(IStringLocalizer<ProgrammeTexts> texts, string setting) =>
        setting.StartsWith(SettingChanges.CategoryPrefix, StringComparison.Ordinal)
            ? texts["RateOf", setting[SettingChanges.CategoryPrefix.Length..]]
            : texts["Setting_" + setting];

    public static string Value(IStringLocalizer<ProgrammeTexts> texts, string setting, JsonElement? value) => (setting, value) switch
    {
        (_, null) => texts["NotSet"],
        ("windowDays" or "winBackDays", { } days) => texts["Days", Number(days.GetInt32())],
        ("minOrderValue" or "minimumWithdrawal", { } amount) => Money(amount),
        ("tiers" or "tierSteps", { ValueKind: JsonValueKind.Array } none) when none.GetArrayLength() == 0 => texts["NotSet"],
        ("tiers", { } tiers) =>
        Joined(tiers, tier => texts["TierText", Money(tier.GetProperty("minOrderValue")), Money(tier.GetProperty("amount"))]),
        ("tierSteps", { } steps) =>
        Joined(steps, step => texts["StepText", step.GetProperty("name").GetString()!, Money(step.GetProperty("minPaid"))]),
        ("effectiveFrom" or "legacyEffectiveFrom", { } day) =>
        TextTemplate.Day(DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        (_, { ValueKind: JsonValueKind.True }) => texts["Yes"],
        (_, { ValueKind: JsonValueKind.False }) => texts["No"],
        (_, { ValueKind: JsonValueKind.String } choice) => texts["Value_" + choice.GetString()],
        (_, { } number) when IsRate(setting) => Percent(number.GetInt32()) + "%",
        (_, { } number) => Number(number.GetInt32()),
    };

    /// <summary>When settings start, to the minute; to the second where they do not start with one.</summary>
    public static string Start(DateTimeOffset instant) =>
        instant.Second == 0 ? TextTemplate.Minute(instant) : TextTemplate.Instant(instant);

    /// <summary>Basis points as percent with at most two decimals: <c>7,5</c>.</summary>
    public static string Percent(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture);

    private static bool IsRate(string setting) => setting == "rateBps" || setting.StartsWith("rates.", StringComparison.Ordinal);

    private static string Money(JsonElement value) => new Dong(value.GetInt64()).ToString();

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Joined(JsonElement list, Func<JsonElement, LocalizedString> text) =>
        string.Join("; ", list.EnumerateArray().Select(item => text(item).Value));
}
