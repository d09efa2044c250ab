using Portal.Domain.Common;

namespace Portal.Domain.Tracking;

/// <summary>
/// The page that a link leads to (R1.2). Only an address on a host that the programme allows is one; anything else would
/// make the portal an open redirect. What is kept is the address as it was understood, written anew, so that no browser can
/// read it differently.
/// </summary>
public sealed record Destination
{
    public const int MaxLength = 2000;

    private const string ClickParameter = "pclk";

    private Destination(string url, string host)
    {
        Url = url;
        Host = host;
    }

    /// <summary>The whole address in ASCII, ready for a <c>Location</c> header.</summary>
    public string Url { get; }

    /// <summary>Lower case, in punycode; with its port where that is not the scheme's own.</summary>
    public string Host { get; }

    /// <param name="text">What the partner typed or pasted.</param>
    /// <param name="allowedHosts">
    /// As <see cref="AllowedHost"/> writes them. <c>shop.example</c> is that host alone; <c>*.shop.example</c> is every host
    /// below it and not itself, because not every shop owns all that stands under its name; a port other than the scheme's
    /// own is only allowed where the entry names it.
    /// </param>
    /// <param name="field">The name of the input, for the refusal.</param>
    public static Outcome<Destination> Parse(string? text, IReadOnlyCollection<string> allowedHosts, string field = "destinationUrl")
    {
        var url = text?.Trim() ?? "";
        if (url.Length == 0)
            return Refused(FieldCodes.Required);
        if (url.Length > MaxLength)
            return Refusal.Invalid(new FieldError(field, FieldCodes.TooLong).With("max", Invariant.Text(MaxLength)));
        // browsers drop tabs and line ends and read a backslash as a slash: what they would mend, nobody has checked
        if (url.Any(char.IsControl) || url.Contains('\\', StringComparison.Ordinal))
            return Refused(FieldCodes.UrlMalformed);
        if (!IsWeb(url))
            return Refused(FieldCodes.UrlSchemeNotAllowed);
        if (Authority(url).Contains('@'))
            return Refused(FieldCodes.UrlUserInfo);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || Name(uri) is not { } name)
            return Refused(FieldCodes.UrlMalformed);

        var host = uri.IsDefaultPort ? name : $"{name}:{Invariant.Text(uri.Port)}";
        if (!allowedHosts.Any(allowed => Matches(host, allowed)))
            return Refusal.Invalid(new FieldError(field, FieldCodes.UrlHostNotAllowed).With("host", host));

        var canonical = $"{uri.Scheme}://{host}{uri.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped)}";
        if (canonical.Length > MaxLength)
            return Refusal.Invalid(new FieldError(field, FieldCodes.TooLong).With("max", Invariant.Text(MaxLength)));
        return new Destination(canonical, host);

        Refusal Refused(string code) => Refusal.Invalid(new FieldError(field, code));
    }

    /// <summary>
    /// A host as a shop's list keeps it: lower case, punycode, optionally <c>*.</c> before it and a port behind it; none
    /// when the text is no host (a whole address, a lone <c>*</c>, <c>*.vn</c>).
    /// </summary>
    public static string? AllowedHost(string? text)
    {
        var entry = text?.Trim() ?? "";
        var wildcard = entry.StartsWith("*.", StringComparison.Ordinal);
        var name = wildcard ? entry[2..] : entry;
        if (name.Length is 0 or > 253 || name.AsSpan().ContainsAny("/\\?#@*% \t\r\n") || name.Any(char.IsControl))
            return null;
        if (!Uri.TryCreate("https://" + name, UriKind.Absolute, out var uri) || Name(uri) is not { } host)
            return null;

        // a whole top-level domain is nobody's shop
        if (wildcard && (uri.HostNameType != UriHostNameType.Dns || !host.Contains('.', StringComparison.Ordinal)))
            return null;

        // the ports that https and http have anyway say nothing
        return $"{(wildcard ? "*." : "")}{host}{(uri.Port is 443 or 80 ? "" : ":" + Invariant.Text(uri.Port))}";
    }

    /// <summary>
    /// A host in the one form in which hosts are compared: lower case, punycode, and without the dot at the end that marks a
    /// complete name and leads to the same server. None when nothing is left of it.
    /// </summary>
    private static string? Name(Uri uri) =>
        uri.IdnHost.ToLowerInvariant() is var host && (host.EndsWith('.') ? host[..^1] : host) is { Length: > 0 } name && name[^1] != '.'
            ? name : null;

    /// <summary>
    /// The address with the click id in its query (R1.3): what the query holds is kept as it is, an older click id is
    /// replaced, and the fragment stays at the end.
    /// </summary>
    public static string AppendClick(string url, string clickId)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? "" : url[hash..];
        var page = hash < 0 ? url.AsSpan() : url.AsSpan(0, hash);
        var parameter = $"{ClickParameter}={Uri.EscapeDataString(clickId)}";

        var mark = page.IndexOf('?');
        if (mark < 0)
            return string.Concat(page, "?", parameter, fragment);

        var query = page[(mark + 1)..];
        var kept = IsOlderClick(query, out var without) ? without : query.ToString();
        var separator = kept.Length == 0 || kept.EndsWith('&') ? "" : "&";
        return string.Concat(page[..(mark + 1)], kept, separator + parameter, fragment);
    }

    private static bool IsOlderClick(ReadOnlySpan<char> query, out string without)
    {
        var kept = new List<string>();
        var found = false;
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            // a name may be written with escapes (%70clk), and the shop's page would read it all the same
            if (name.SequenceEqual(ClickParameter) || (name.Contains('%') && Uri.UnescapeDataString(name.ToString()) == ClickParameter))
                found = true;
            else
                kept.Add(pair.ToString());
        }

        without = found ? string.Join('&', kept) : "";
        return found;
    }

    private static bool IsWeb(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Authority(string url)
    {
        var rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny("/?#");
        return end < 0 ? rest : rest[..end];
    }

    private static bool Matches(string host, string allowed) => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > allowed.Length - 1 && host.EndsWith(allowed[1..], StringComparison.Ordinal)
        : host == allowed;
}
