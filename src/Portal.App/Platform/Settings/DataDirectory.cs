namespace Portal.App.Platform.Settings;

/// <summary>
/// Where the portal keeps what is not in the database. Folders are made when first asked for, readable by their owner only.
/// </summary>
public sealed class DataDirectory(string root)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Root { get; } = Make(Path.GetFullPath(root));

    public string File(string name) => Path.Combine(Root, name);

    public string Folder(string name) => Make(Path.Combine(Root, name));

    private static string Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
        return path;
    }
}
