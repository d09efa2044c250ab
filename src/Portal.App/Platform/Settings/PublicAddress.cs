namespace Portal.App.Platform.Settings;

/// <summary>
/// Where people reach the portal, for the links in mails: the setting, or else the address that the server listens on. Never
/// the host that a request names, which whoever sends the request can choose.
/// </summary>
public sealed class PublicAddress(PortalSettings settings)
{
    private volatile string listening = "http://localhost:5080/";

    /// <summary>Ends in a slash.</summary>
    public string Root => settings.Portal.PublicUrl is { Length: > 0 } given ? given.TrimEnd('/') + "/" : listening;

    /// <summary>The server tells where it listens, once it does. "All addresses" is reached as localhost.</summary>
    public void ListensOn(IEnumerable<string> addresses)
    {
        var first = addresses.OrderByDescending(address => address.StartsWith("https:", StringComparison.Ordinal)).FirstOrDefault();
        if (first is null)
            return;

        foreach (var all in (string[])["://[::]", "://0.0.0.0", "://+", "://*"])
            first = first.Replace(all, "://localhost", StringComparison.Ordinal);
        listening = first.TrimEnd('/') + "/";
    }
}
