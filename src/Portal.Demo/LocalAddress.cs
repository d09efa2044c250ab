namespace Portal.Demo;

/// <summary>The first address that the server binds, as a browser on this machine reaches it.</summary>
internal static class LocalAddress
{
    private const string Localhost = "://localhost";

    public static Uri? Of(string? bound)
    {
        var first = (bound ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        var named = first.Replace("://*", Localhost, StringComparison.Ordinal).Replace("://+", Localhost, StringComparison.Ordinal);
        if (!Uri.TryCreate(named, UriKind.Absolute, out var uri))
            return null;

        // "every address of this machine" is nothing that one can call
        var root = uri.Host is "0.0.0.0" or "[::]" ? $"{uri.Scheme}{Localhost}:{uri.Port}" : uri.GetLeftPart(UriPartial.Authority);
        return new Uri(root + "/");
    }
}
