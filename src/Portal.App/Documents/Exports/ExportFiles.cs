using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Files;
using Portal.App.Platform.Settings;

namespace Portal.App.Documents.Exports;

/// <summary>The files that were made and not fetched away yet, encrypted in the data directory.</summary>
public sealed class ExportFiles(DataDirectory data, IDataProtectionProvider protection)
{
    private const string Ending = ".export";

    private readonly SealedFolder folder = new(data, "exports", protection);

    internal SealedFolder Folder => folder;

    /// <param name="lease">Of the claim that made it.</param>
    internal static string NameOf(Guid lease) => $"{lease:N}{Ending}";

    /// <summary>Whose file it is, also one that is not whole yet; null for one that nobody here made.</summary>
    internal static Guid? LeaseOf(string path)
    {
        var name = Path.GetFileName(path);
        return name.Length > 32 && name[32] == '.' && Guid.TryParseExact(name[..32], "N", out var lease) ? lease : null;
    }
}
