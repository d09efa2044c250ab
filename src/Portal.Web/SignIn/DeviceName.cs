namespace Portal.Web.SignIn;

/// <summary>
/// What a browser says about itself, as its owner would: <c>Chrome · Windows</c>. Names of products, the same in every language. A guess to
/// recognise one's devices by, and nothing that anything depends on.
/// </summary>
public static class DeviceName
{
    // in this order, because most of them say the names of others too
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc_browser", "Coc Coc"), ("SamsungBrowser", "Samsung Internet"),
            ("Firefox/", "Firefox"), ("FxiOS", "Firefox"),
            ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
            ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Null when it names neither a browser nor a system that people know.</summary>
    public static string? Of(string agent)
    {
        string?[] parts = [Find(Browsers, agent), Find(Systems, agent)];
        return parts.OfType<string>().ToList() is { Count: > 0 } known ? string.Join(" · ", known) : null;
    }

    private static string? Find((string Mark, string Name)[] names, string agent) =>
        Array.Find(names, candidate => agent.Contains(candidate.Mark, StringComparison.Ordinal)).Name;
}
