using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// Asks ClamAV's daemon about a file, where the operator runs one (<c>Evidence:ClamAv</c>): the bytes go to it piece by piece. While it
/// does not answer, nothing is taken; a file that it does not know is.
/// </summary>
/// <param name="settings">Says where it listens.</param>
/// <param name="log">Learns of what it found and of its silence.</param>
/// <param name="patience">For the whole file, which takes a second for 10 MiB; 30 seconds unless given.</param>
public sealed class ClamAv(PortalSettings settings, ILogger<ClamAv> log, TimeSpan? patience = null)
{
    private const string Unix = "unix:";
    private const int DefaultPort = 3310;
    private const int Piece = 64 * 1024;
    private const int LongestAnswer = 1024;

    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(30);

    /// <summary>Null when it may be taken.</summary>
    public async Task<Refusal?> RefuseAsync(Func<CancellationToken, Task<Stream>> open, CancellationToken cancellationToken)
    {
        if (settings.Evidence.ClamAv.Length == 0)
            return null;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        string answer;
        try
        {
            answer = await AskAsync(open, limit.Token);
        }
        catch (Exception failure) when (
            failure is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            log.LogError(failure, "ClamAV at {Address} does not answer; no evidence is taken", settings.Evidence.ClamAv);
            return new Refusal(RefusalKind.Unavailable, EvidenceRefusals.NotScanned);
        }

        if (answer.EndsWith(": OK", StringComparison.Ordinal))
            return null;
        if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
        {
            log.LogWarning("ClamAV found harmful software in evidence that was sent: {Answer}", answer);
            return Refusal.Rule(EvidenceRefusals.Harmful);
        }

        log.LogError("ClamAV at {Address} could not look at evidence: {Answer}; it was not taken", settings.Evidence.ClamAv, answer);
        return new Refusal(RefusalKind.Unavailable, EvidenceRefusals.NotScanned);
    }

    private async Task<string> AskAsync(Func<CancellationToken, Task<Stream>> open, CancellationToken stop)
    {
        using var socket = await ConnectAsync(stop);
        await using var daemon = new NetworkStream(socket);
        await using var content = await open(stop);
        await daemon.WriteAsync("zINSTREAM\0"u8.ToArray(), stop);
        var piece = new byte[4 + Piece];
        int length;
        while ((length = await content.ReadAsync(piece.AsMemory(4), stop)) > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, length);
            await daemon.WriteAsync(piece.AsMemory(0, 4 + length), stop);
        }

        await daemon.WriteAsync(new byte[4], stop); // no more
        var answer = new byte[LongestAnswer];
        length = await daemon.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, stop);
        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    private async Task<Socket> ConnectAsync(CancellationToken stop)
    {
        var address = settings.Evidence.ClamAv;
        var isFile = address.StartsWith(Unix, StringComparison.Ordinal);
        var socket = isFile
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (isFile)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address[Unix.Length..]), stop);
            }
            else
            {
                var (host, port) = address.LastIndexOf(':') is > 0 and var at
                    && int.TryParse(address[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                    ? (address[..at], given) : (address, DefaultPort);
                await socket.ConnectAsync(host, port, stop);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
