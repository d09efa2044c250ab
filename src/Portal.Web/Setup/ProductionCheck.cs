using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// What Production must not start with, each with the way to mend it. All of them are said at once: whoever installs the portal should
/// not have to start it ten times to learn of ten.
/// </summary>
internal static class ProductionCheck
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <param name="settings">The portal's settings.</param>
    /// <param name="allowedHosts">The host's own setting <c>AllowedHosts</c>.</param>
    public static void Refuse(PortalSettings settings, string? allowedHosts)
    {
        var problems = Problems(settings, allowedHosts).ToList();
        if (problems.Count > 0)
            throw new InvalidOperationException(
                $"Production does not start like this:{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}");
    }

    private static IEnumerable<string> Problems(PortalSettings settings, string? allowedHosts)
    {
        if (settings.Clock.Now is not null)
            yield return "Clock:Now must not be set in Production: money depends on the real time. Remove it.";
        if (settings.Portal.Benchmark)
            yield return "Portal:Benchmark must not be set in Production: it answers strangers without recording anything. Remove it.";
        if (settings.Demo.Seed == true)
            yield return "Demo:Seed must not be set in Production: the demonstration's people have passwords that everybody can read. Remove it.";
        if (settings.Mail.Host.Length == 0)
            yield return "Mail:Host is not set, so invitations and password links would lie in a folder. Set it to the SMTP server's name.";

        foreach (var problem in Addresses(settings, allowedHosts).Concat(Secrets(settings)))
            yield return problem;

        if (settings.Database.Provider != DatabaseProvider.Sqlite && settings.Tracking.Node is null)
            yield return "Tracking:Node must be set in Production on a server database: click ids are made from it. Give each node another number, 0 to 1023.";
        if (OpenDataDirectory(settings.Data.Directory) is { } directory)
            yield return $"The data directory {directory} can be read by other accounts of this machine. Close it: chmod 700 '{directory}'";
    }

    private static IEnumerable<string> Addresses(PortalSettings settings, string? allowedHosts)
    {
        if (settings.Portal.PublicUrl.Length == 0)
        {
            yield return "Portal:PublicUrl is not set, so links in mails would lead nowhere. Set it to the address that people type, such as https://portal.example.vn.";
            yield break;
        }

        if (!Uri.TryCreate(settings.Portal.PublicUrl, UriKind.Absolute, out var address) || address.Host.Length == 0)
        {
            yield return "Portal:PublicUrl is no address. It must look like https://portal.example.vn.";
            yield break;
        }

        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            yield return $"Portal:PublicUrl begins with {address.Scheme}: passwords and cookies would travel unencrypted. Use https, by a proxy if need be.";
        if (!string.IsNullOrEmpty(allowedHosts) && !string.Equals(allowedHosts, address.Host, StringComparison.OrdinalIgnoreCase))
            yield return $"AllowedHosts is '{allowedHosts}' and not the public host. Remove it, or set it to {address.Host}.";
    }

    private static IEnumerable<string> Secrets(PortalSettings settings)
    {
        if (settings.Security.MatchingKey.Length == 0)
        {
            yield return "Security:MatchingKey is not set, so the keys would lie unencrypted beside the data that they protect, and nodes would not match alike. "
                + $"Set it, and keep it apart from backups of the data directory; files from before are encrypted at the start. {Secret.HowToMake}";
        }

        foreach (var (name, value) in new[]
        {
            ("Security:MatchingKey", settings.Security.MatchingKey),
            ("Portal:BootstrapAdminKey", settings.Portal.BootstrapAdminKey),
            ("Monitoring:Key", settings.Monitoring.Key),
        })
        {
            if (value.Length is > 0 and < Secret.Shortest)
                yield return $"{name} must have at least {Secret.Shortest} characters in Production. {Secret.HowToMake}";
            else if (value.Length > 0 && Secret.IsGuessable(value))
                yield return $"{name} can be guessed: it repeats itself, runs through the alphabet or is made of words. {Secret.HowToMake}";
        }
    }

    /// <summary>
    /// The path, when somebody besides the portal's own account may enter or list it; null on systems without such modes.
    /// </summary>
    private static string? OpenDataDirectory(string directory)
    {
        var path = Path.GetFullPath(directory);
        return !OperatingSystem.IsWindows() && Directory.Exists(path) && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None
            ? path : null;
    }
}
