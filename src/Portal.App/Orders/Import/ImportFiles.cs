using System.Security.Cryptography;
using System.Text;
using Portal.App.Platform.Files;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.App.Orders.Import;

/// <summary>A stored report: where it is and what it is.</summary>
public sealed record StoredReport(Guid Id, byte[] Hash, long Bytes);

/// <summary>
/// The uploaded reports, in the data directory under names of our own. Files are written beside their place and moved there
/// when they are whole.
/// </summary>
public sealed class ImportFiles(DataDirectory data, PortalSettings settings)
{
    private const int Chunk = 81920;

    public Stream Open(Guid id) => File.OpenRead(PathOf(id));

    /// <summary>Copies while it counts and hashes. Refuses <c>file_too_large</c> and <c>file_empty</c>.</summary>
    public async Task<Outcome<StoredReport>> SaveAsync(Guid id, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(id);
        var partial = path + ".part";
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var total = 0L;
            await using (var file = File.Create(partial))
            {
                var buffer = new byte[Chunk];
                int read;
                while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    total += read;
                    if (total > settings.Limits.ImportBytes)
                        return new Refusal(RefusalKind.TooLarge, FileRefusals.TooLarge)
                            .With("max", (settings.Limits.ImportBytes / 1024 / 1024)
                                .ToString(System.Globalization.CultureInfo.InvariantCulture));
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }

            if (total == 0)
                return Refusal.Rule(FileRefusals.Empty);
            File.Move(partial, path, overwrite: true);
            return new StoredReport(id, hash.GetHashAndReset(), total);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public void Delete(Guid id) => File.Delete(PathOf(id));

    /// <summary>
    /// Reads as UTF-8 with or without a byte order mark (or UTF-16 with one, which spreadsheets write as "Unicode text").
    /// What is neither reads as the replacement character, so that one bad row does not hide the others; rows that have it are
    /// refused.
    /// </summary>
    public static StreamReader Reader(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: true);

    private string PathOf(Guid id) => Path.Combine(data.Folder("imports"), id.ToString("N") + ".csv");
}
