using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Settings;

namespace Portal.App.Partners.IdentityVerification;

/// <summary>
/// The pictures of citizen cards (R10.3): encrypted, outside the web root, under the hash of what is stored. A file is whole and on the
/// disk before a row names it; one that no row names is never read, and goes away with <see cref="Delete"/> when its request was refused.
/// </summary>
public sealed class IdentityPictures(DataDirectory data, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("identity-picture");

    /// <summary>The name to find it by.</summary>
    public async Task<string> SaveAsync(byte[] picture, CancellationToken cancellationToken)
    {
        var sealedBytes = protector.Protect(picture);
        var name = Convert.ToHexStringLower(SHA256.HashData(sealedBytes));
        var partial = PathOf(name) + ".part";
        await using (var file = File.Create(partial))
        {
            await file.WriteAsync(sealedBytes, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, PathOf(name), overwrite: true);
        return name;
    }

    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken) =>
        protector.Unprotect(await File.ReadAllBytesAsync(PathOf(name), cancellationToken));

    public void Delete(string name) => File.Delete(PathOf(name));

    private string PathOf(string name) => Path.Combine(data.Folder("identity"), name);
}
