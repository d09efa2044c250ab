namespace Portal.Tests.Shared.Hosting;

/// <summary>The least with which the portal starts in Production, as settings by name.</summary>
public static class Production
{
    public const string Name = "Production";
    public const string Host = "portal.example";
    public const string PublicUrl = $"https://{Host}";

    public static readonly IReadOnlyList<(string Name, string Value)> Settings =
    [
        ("Portal:PublicUrl", PublicUrl),
        ("Mail:Host", "mail.portal.example"),
        ("Security:MatchingKey", "9sTq0vZkW3eYb7Xo1LrGdHn5cUaJ8mPf2iQx"),
    ];

    /// <summary>As the environment of a process has them.</summary>
    public static IEnumerable<(string Name, string Value)> Environment =>
        Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value))
            .Prepend(("ASPNETCORE_ENVIRONMENT", Name));
}
