namespace Portal.Web.Components;

/// <summary>Telephone numbers as people in Vietnam write them: <c>+84901003425</c> is <c>0901 003 425</c>.</summary>
public static class PhoneText
{
    private const string Country = "+84";

    /// <summary>Numbers of other countries, and what is no number, stay as they are.</summary>
    public static string Of(string? phone)
    {
        if (phone is null || !phone.StartsWith(Country, StringComparison.Ordinal) || !phone.AsSpan(Country.Length).ContainsOnlyDigits())
            return phone ?? "";

        var number = "0" + phone[Country.Length..];
        return number.Length switch
        {
            10 => $"{number[..4]} {number[4..7]} {number[7..]}",
            11 => $"{number[..3]} {number[3..7]} {number[7..]}",
            _ => number,
        };
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
