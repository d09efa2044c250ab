using System.Globalization;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// <c>dotnet Portal.Web.dll keys rotate</c> and <c>keys revoke</c>, run by the operator with the portal's own settings and account:
/// new keys, and what is left to do. Prints no key.
/// </summary>
internal static class KeysCommand
{
    private const int Failed = 1;
    private const int NotUnderstood = 2;

    public static bool IsMeant(string[] args) => args is ["keys", ..];

    /// <summary>The exit code: 0 when it is done.</summary>
    public static int Run(string[] args, PortalSettings settings, TextWriter output, TextWriter errors)
    {
        if (args is not ["keys", "rotate" or "revoke", ..])
        {
            errors.WriteLine("keys rotate   a new key signs clicks, older ones stay accepted; a new secret where the portal keeps its own");
            errors.WriteLine("keys revoke   the same, but clicks that older keys signed are refused: when a signing key became known");
            return NotUnderstood;
        }

        try
        {
            var revoke = args[1] == "revoke";
            var done = RotateKeys.Run(settings.Data.Directory, settings.Security, new PortalClock(settings.Clock.Now), revoke);
            output.Write(Report(done, revoke));
            return 0;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(failure.Message);
            return Failed;
        }
    }

    private static string Report(KeyRotation done, bool revoke)
    {
        var lines = new List<string>
        {
            revoke
                ? "Clicks: a new key signs. Whatever older keys signed is refused; such an order is still matched by its visitor or code."
                : string.Create(CultureInfo.InvariantCulture,
                    $"Clicks: a new key signs from {done.SignsFrom:u}; older keys still accepted: {done.Accepted}."),
            "Running nodes follow within half a minute; none needs a restart.",
        };
        if (done.SecretIsSetting)
        {
            lines.Add("Secret: unchanged, because it is the setting Security:MatchingKey. To replace it:");
            lines.Add("  1. on every node, put the new one into Security:MatchingKey and the old one first into Security:PreviousMatchingKeys;");
            lines.Add("  2. start the nodes anew, one after the other: the first one seals the ring with the new secret;");
            lines.Add("  3. when all have started, take the old one out of Security:PreviousMatchingKeys.");
        }
        else
        {
            lines.Add($"Secret: replaced, in {done.SecretFile}.");
        }

        lines.Add($"Now back up the keys folder ({Path.GetDirectoryName(done.RingFile)}): backups from before hold the keys from before.");
        lines.Add("No hash has changed: known customers stay known.");
        return string.Concat(lines.Select(line => line + Environment.NewLine));
    }
}
