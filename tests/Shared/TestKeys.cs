using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;

namespace Portal.Tests.Shared;

/// <summary>Keys of an installation that nothing else has, for tests that need no portal.</summary>
public static class TestKeys
{
    public static PortalKeys New()
    {
        var directory = Directory.CreateTempSubdirectory("portal-keys-");
        try
        {
            return PortalKeys.Open(directory.FullName, new SecuritySettings(), TimeProvider.System);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
