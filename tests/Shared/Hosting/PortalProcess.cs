using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Tests.Shared.Hosting;

/// <summary>
/// The real portal as a process of its own, on a port that is free: for what can only be shown from outside, such as being
/// killed in the middle of work.
/// </summary>
public sealed partial class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);

    private readonly Process process;
    private readonly StringBuilder output;

    private PortalProcess(Process process, StringBuilder output, Uri address)
    {
        this.process = process;
        this.output = output;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => process.Id;

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>
    /// Starts the portal on this world's database and data directory; settings as in the environment (<c>Tracking__Node</c>).
    /// </summary>
    public static Task<PortalProcess> StartAsync(World world, params IEnumerable<(string Name, string Value)> settings) => StartAsync(
    [
        ("Database__Provider", world.Provider.ToString()),
        ("ConnectionStrings__Portal", world.Settings.ConnectionStrings.Portal),
        ("Data__Directory", world.Settings.Data.Directory),
        .. settings,
    ]);

    public static Task<PortalProcess> StartAsync(params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(AppContext.BaseDirectory, settings);

    /// <summary>Starts the portal that stands in a folder: one that was published, or of another version.</summary>
    public static async Task<PortalProcess> StartAsync(string folder, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Portal.Web.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Demo__Seed"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information",
            ["Logging__LogLevel__Microsoft.EntityFrameworkCore"] = "Warning",
        };
        foreach (var (name, value) in settings) environment[name] = value;
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var lines = new StringBuilder();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new Process { StartInfo = start, EnableRaisingEvents = true };
        started.OutputDataReceived += (_, line) => Take(line.Data);
        started.ErrorDataReceived += (_, line) => Take(line.Data);
        started.Exited += async (_, _) =>
        {
            await started.WaitForExitAsync(); // until its last words are read too
            lock (lines) listening.TrySetException(new InvalidOperationException($"The portal did not start:\n{lines}"));
        };
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new PortalProcess(started, lines, await listening.Task.WaitAsync(Patience));

        void Take(string? line)
        {
            if (line is null) return;
            lock (lines) lines.AppendLine(line);
            if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(new Uri(match.Groups["address"].Value));
        }
    }

    /// <summary>As <c>kill -9</c>: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>As a redeploy does it: asks it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Listening();
}
