using Portal.Domain.Common;

namespace Portal.Domain.Eligibility;

/// <summary>
/// The mailbox behind an e-mail address: lower case, without a <c>+tag</c>, and at Gmail, which ignores them, without dots.
/// Only finds likely duplicates (R4.4); accounts are counted by the address as it is written.
/// </summary>
public static class NormalisedEmail
{
    private const string Gmail = "gmail.com";

    /// <summary>Null for what is no address.</summary>
    public static string? Of(string? text)
    {
        if (Contact.Email(text) is not { } email)
            return null;

        var at = email.IndexOf('@', StringComparison.Ordinal);
        var (mailbox, domain) = (email[..at], email[(at + 1)..]);
        var tag = mailbox.IndexOf('+', StringComparison.Ordinal);
        if (tag > 0)
            mailbox = mailbox[..tag];
        if (domain is not (Gmail or "googlemail.com"))
            return $"{mailbox}@{domain}";

        return $"{mailbox.Replace(".", "", StringComparison.Ordinal)}@{Gmail}";
    }
}
