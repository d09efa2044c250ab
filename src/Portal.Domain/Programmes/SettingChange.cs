using System.Text.Json;

namespace Portal.Domain.Programmes;

/// <summary>
/// One setting that two versions of a programme differ in (R10.1): its name (<c>windowDays</c>, <c>rates.default</c>,
/// <c>rates.categories.{category}</c>) with the value before and after, as the settings' JSON writes them; none where there
/// is no such category.
/// </summary>
public sealed record SettingChange(string Setting, JsonElement? Before, JsonElement? After);

/// <summary>What is different between two versions of a programme's settings.</summary>
public static class SettingChanges
{
    private const string Rates = "rates";
    private const string Categories = "categories";

    /// <summary>The beginning of a category's setting name; the category follows.</summary>
    public const string CategoryPrefix = "rates.categories.";

    /// <summary>In the order of the settings; empty when both decide alike.</summary>
    public static IReadOnlyList<SettingChange> Between(ProgrammeSettings before, ProgrammeSettings after)
    {
        var old = Flat(before);
        var current = Flat(after);
        // a category is the same one whatever its case (R3.2), so another spelling alone is no change
        var names = current.Select(setting => setting.Name).Concat(old.Select(setting => setting.Name))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. names
            .Select(name => new SettingChange(name, Find(old, name), Find(current, name)))
            .Where(change => change.Before?.GetRawText() != change.After?.GetRawText())];
    }

    private static JsonElement? Find(List<(string Name, JsonElement Value)> settings, string name)
    {
        var at = settings.FindIndex(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : settings[at].Value;
    }

    private static List<(string Name, JsonElement Value)> Flat(ProgrammeSettings settings)
    {
        var flat = new List<(string, JsonElement)>();
        foreach (var property in JsonElement.Parse(ProgrammeSettingsJson.ToJson(settings)).EnumerateObject())
        {
            if (property.Name != Rates)
            {
                flat.Add((property.Name, property.Value));
                continue;
            }

            flat.Add(("rates.default", property.Value.GetProperty("default")));
            flat.AddRange(property.Value.GetProperty(Categories).EnumerateObject()
                .Select(category => (CategoryPrefix + category.Name, category.Value)));
        }

        return flat;
    }
}
