namespace Portal.Domain.Common;

/// <summary>An e-mail address for those who need to recognise it but not to write to it: <c>a***@example.vn</c>.</summary>
public static class MaskedEmail
{
    public static string Of(string email)
    {
        var at = email.LastIndexOf('@');
        if (at < 1)
            return "***";

        // a letter that is made of two halves is one letter
        var first = char.IsHighSurrogate(email[0]) && at > 1 ? 2 : 1;
        return $"{email[..first]}***{email[at..]}";
    }
}
