namespace Portal.Web.Components.Shared;

/// <summary>Telephone numbers as people in Vietnam write them: <c>0901 003 425</c>. They are stored as <c>+84901003425</c>.</summary>
public static class PhoneText
{
    private const string Vietnam = "+84";

    /// <summary>A number of another country, and what is no number, is shown as it stands.</summary>
    public static string Of(string? phone) => phone switch
    {
        null => "",
        { Length: 12 } mobile when mobile.StartsWith(Vietnam, StringComparison.Ordinal) => $"0{mobile[3..6]} {mobile[6..9]} {mobile[9..]}",
        { Length: 13 } landline when landline.StartsWith(Vietnam, StringComparison.Ordinal) => $"0{landline[3..5]} {landline[5..9]} {landline[9..]}",
        _ => phone,
    };
}
