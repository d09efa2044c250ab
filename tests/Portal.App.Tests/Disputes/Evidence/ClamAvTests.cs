using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Disputes.Evidence;

/// <summary>Where the operator runs a scanner, nothing harmful is taken, and nothing at all while it is silent.</summary>
public sealed class ClamAvTests
{
    /// <summary>What every scanner finds, in two parts, so that none finds it here.</summary>
    private const string Eicar = @"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

    [Fact]
    public async Task Without_an_address_nobody_is_asked() => Assert.Null(await RefusedAsync("", "x"u8.ToArray()));

    [Theory]
    [InlineData("stream: OK\0", null)]
    [InlineData("stream: Eicar-Signature FOUND\0", EvidenceRefusals.Harmful)]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", EvidenceRefusals.NotScanned)]
    [InlineData("", EvidenceRefusals.NotScanned)]
    public async Task What_it_answers_decides(string answer, string? code)
    {
        var file = new byte[150_000];
        new Random(1).NextBytes(file);
        using var daemon = new Daemon(answer);

        Assert.Equal(code, (await RefusedAsync($"127.0.0.1:{daemon.Port}", file))?.Code);
        Assert.Equal(file, await daemon.ReceivedAsync());
    }

    [Fact]
    public async Task One_that_is_not_there_or_does_not_answer_lets_nothing_in()
    {
        using var silent = new Daemon(answer: null);

        var refusals = new[]
        {
            await RefusedAsync($"127.0.0.1:{silent.Port}", "x"u8.ToArray(), TimeSpan.FromSeconds(1)),
            await RefusedAsync("unix:/nowhere/clamd.ctl", "x"u8.ToArray()),
            await RefusedAsync("127.0.0.1:1", "x"u8.ToArray()),
        };

        Assert.All(refusals, refusal => Assert.Equal(
            (RefusalKind.Unavailable, EvidenceRefusals.NotScanned), (refusal!.Kind, refusal.Code)));
    }

    [Fact]
    public async Task A_harmful_file_leaves_nothing()
    {
        await using var world = await World.CreateAsync();
        using var daemon = new Daemon("stream: Eicar-Signature FOUND\0");
        var scanner = new ClamAv(Settings($"127.0.0.1:{daemon.Port}"), NullLogger<ClamAv>.Instance);
        using var store = ActivatorUtilities.CreateInstance<EvidenceStore>(world.Services, scanner);

        var refused = await store.ReceiveAsync("x.txt", new MemoryStream(Encoding.ASCII.GetBytes(Eicar)), default);

        Assert.Equal(EvidenceRefusals.Harmful, refused.Refusal!.Code);
        Assert.Empty(world.EvidenceOnDisk);
    }

    /// <summary>Where the machine has the real one (<c>apt install clamav-daemon</c>, or <c>PORTAL_TEST_CLAMD</c> names it).</summary>
    [Fact]
    public async Task The_real_daemon_finds_what_its_signatures_name()
    {
        var clamd = Environment.GetEnvironmentVariable("PORTAL_TEST_CLAMD") ?? "/usr/sbin/clamd";
        Assert.SkipUnless(File.Exists(clamd), "There is no clamd here.");
        var folder = Directory.CreateTempSubdirectory("portal-clamd-").FullName;
        var (socket, configuration) = (Path.Combine(folder, "clamd.ctl"), Path.Combine(folder, "clamd.conf"));
        await File.WriteAllTextAsync(Path.Combine(folder, "test.ndb"),
            $"Portal.Test.Eicar:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Eicar))}\n");
        await File.WriteAllTextAsync(configuration,
            $"DatabaseDirectory {folder}\nLocalSocket {socket}\nForeground yes\nLogFile {folder}/log\nTemporaryDirectory {folder}\n");
        using var process = Process.Start(new ProcessStartInfo(clamd, ["-c", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["LD_LIBRARY_PATH"] = Environment.GetEnvironmentVariable("PORTAL_TEST_CLAMD_LIBRARIES") ?? "" },
        })!;
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!File.Exists(socket) && !process.HasExited)
                await tick.WaitForNextTickAsync(patience.Token);
            Assert.False(process.HasExited, "clamd did not start");

            Assert.Null(await RefusedAsync($"unix:{socket}", EvidenceSamples.Jpeg(width: 2_000, height: 1_500, quality: 100)));
            Assert.Null(await RefusedAsync($"unix:{socket}", "tin nhắn"u8.ToArray()));
            Assert.Equal(EvidenceRefusals.Harmful, (await RefusedAsync($"unix:{socket}", Encoding.ASCII.GetBytes(Eicar)))?.Code);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<Refusal?> RefusedAsync(string address, byte[] file, TimeSpan? patience = null) =>
        new ClamAv(Settings(address), NullLogger<ClamAv>.Instance, patience)
            .RefuseAsync(_ => Task.FromResult<Stream>(new MemoryStream(file)), default);

    private static PortalSettings Settings(string address) => new() { Evidence = new EvidenceSettings { ClamAv = address } };

    /// <summary>Speaks the daemon's protocol, once.</summary>
    private sealed class Daemon : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task<byte[]> received;

        /// <param name="answer">Null: it is silent.</param>
        public Daemon(string? answer)
        {
            listener.Start();
            received = ServeAsync(answer);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public Task<byte[]> ReceivedAsync() => received;

        public void Dispose() => listener.Dispose();

        private async Task<byte[]> ServeAsync(string? answer)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            var command = new byte[10];
            await stream.ReadExactlyAsync(command);
            Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
            using var file = new MemoryStream();
            var head = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                var piece = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
                if (piece.Length == 0)
                    break;
                await stream.ReadExactlyAsync(piece);
                file.Write(piece);
            }

            if (answer is null)
                Assert.Equal(0, await stream.ReadAsync(head)); // until the other hangs up
            else
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            return file.ToArray();
        }
    }
}
