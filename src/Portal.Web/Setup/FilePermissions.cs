using System.Runtime.InteropServices;

namespace Portal.Web.Setup;

/// <summary>Everything that the portal writes is readable by its own account only: databases, keys, pictures of cards, mails.</summary>
internal static class FilePermissions
{
    private const uint NobodyElse = 0b000_111_111;

    /// <summary>Must be called before the first file is made; files from before keep what they have. Windows has no such mask.</summary>
    public static void KeepToOwner()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask(NobodyElse);
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
