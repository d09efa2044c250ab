namespace Portal.Web.Components.Shared.Fields;

/// <summary>What an input says to screen readers besides its label, and whatever else the page wants on it.</summary>
internal static class FieldAttributes
{
    public static Dictionary<string, object> Of(FormField.Input field, IReadOnlyDictionary<string, object>? others = null)
    {
        var all = others is null
            ? new Dictionary<string, object>(StringComparer.Ordinal) : new Dictionary<string, object>(others, StringComparer.Ordinal);
        if (field.DescribedBy is { } describedBy)
            all["aria-describedby"] = all.TryGetValue("aria-describedby", out var more) ? $"{describedBy} {more}" : describedBy;
        return all;
    }
}
