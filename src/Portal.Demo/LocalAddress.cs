namespace Portal.Demo;

/// <summary>The first address that the server binds, as a browser on this machine reaches it.</summary>
internal static class LocalAddress
{
    public static Uri? Of(string? bound)
    {
        var first = (bound ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        var named = first.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
        if (!Uri.TryCreate(named, UriKind.Absolute, out var uri))
            return null;

        // "every address of this machine" is nothing that one can call
        return uri.Host is "0.0.0.0" or "[::]" ? new Uri($"{uri.Scheme}://localhost:{uri.Port}/") : new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }
}
