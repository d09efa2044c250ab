using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Portal.App.Platform.Files;
using Portal.Domain.Disputes;
using Portal.Previews;

namespace Portal.App.Disputes.Evidence;

/// <summary>The program that draws previews, and what one picture may cost.</summary>
/// <param name="Patience">After this it is ended.</param>
/// <param name="MostMemory">Beyond this too, in bytes.</param>
public sealed record PreviewProgram(string File, IReadOnlyList<string> Arguments, TimeSpan Patience, long MostMemory)
{
    /// <summary>The one that stands beside the portal, run by the runtime that runs the portal.</summary>
    public static PreviewProgram Own { get; } = new(
        Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet")),
        [Path.Combine(AppContext.BaseDirectory, PreviewCommand.Assembly)], TimeSpan.FromSeconds(20), 1024L * 1024 * 1024);
}

/// <summary>A picture as it can be looked at.</summary>
/// <param name="Jpeg">Encoded anew from the pixels alone.</param>
/// <param name="Hash">What it looks like; null where there is nothing to compare.</param>
public sealed record DrawnPreview(byte[] Jpeg, long? Hash);

/// <summary>What became of an attempt to draw a preview.</summary>
public enum DrawingEnd
{
    Drawn,

    /// <summary>It cannot be drawn, however often it is tried.</summary>
    NotDrawable,

    /// <summary>The program crashed, took too long or too much memory, or could not be started.</summary>
    Broken,
}

/// <summary>
/// Draws previews in a process of its own (decision 0081): strangers' pictures go through decoders in C, and what they do to one costs a
/// preview. The process has neither settings nor secrets nor files of the portal: it gets the bytes on its input, and gives the preview on
/// its output.
/// </summary>
public sealed class PreviewProcess(PreviewProgram program)
{
    private const int MostOutput = 8 * 1024 * 1024;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    /// <param name="type">What the picture is.</param>
    /// <param name="picture">Its bytes.</param>
    /// <param name="cancellationToken">Ends it, and the process.</param>
    public async Task<(DrawingEnd End, DrawnPreview? Preview)> DrawAsync(
        EvidenceType type, Stream picture, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Start(type) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return (DrawingEnd.Broken, null);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(program.Patience);
        BelowOthers(process);
        var (watching, sending) = (WatchAsync(process, limit), SendAsync(picture, process, limit.Token));
        try
        {
            if (await ReadAsync(process.StandardOutput.BaseStream, limit.Token) is not { } output)
                return (DrawingEnd.Broken, null);

            await process.WaitForExitAsync(limit.Token);
            await sending;
            return process.ExitCode switch
            {
                PreviewCommand.Drawn when output.Length > PreviewCommand.HeadLength => (DrawingEnd.Drawn, Preview(output)),
                PreviewCommand.NotDrawable => (DrawingEnd.NotDrawable, null),
                _ => (DrawingEnd.Broken, null),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (DrawingEnd.Broken, null);
        }
        finally
        {
            // nobody reads the picture any more when the caller closes it
            await limit.CancelAsync();
            await EndAsync(process);
            await Task.WhenAll(watching, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static DrawnPreview Preview(byte[] output) => new(
        output[PreviewCommand.HeadLength..], output[0] == 1 ? BinaryPrimitives.ReadInt64BigEndian(output.AsSpan(1)) : null);

    private ProcessStartInfo Start(EvidenceType type)
    {
        var start = new ProcessStartInfo(program.File, [.. program.Arguments, type.ToString().ToLowerInvariant()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };

        // the portal's environment holds its settings, and with them its secrets
        start.Environment.Clear();
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "1";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        return start;
    }

    /// <summary>Orders go before pictures.</summary>
    private static void BelowOthers(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            // it has ended already
        }
    }

    private async Task WatchAsync(Process process, CancellationTokenSource limit)
    {
        using var timer = new PeriodicTimer(Glance);
        try
        {
            while (!process.HasExited)
            {
                process.Refresh();
                if (process.WorkingSet64 > program.MostMemory)
                    await limit.CancelAsync();
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or OperationCanceledException)
        {
            // it has ended, or is about to be
        }
    }

    /// <summary>A process that ends before it has read everything breaks the pipe, which is no failure of ours.</summary>
    private static async Task SendAsync(Stream picture, Process process, CancellationToken stop)
    {
        var drained = process.StandardError.BaseStream.CopyToAsync(Stream.Null, stop);
        try
        {
            await using var input = process.StandardInput.BaseStream;
            await CopyAsync(picture, input, stop);
        }
        catch (BrokenPipeException)
        {
            // its exit code says what became of it
        }

        await drained;
    }

    private static async Task CopyAsync(Stream picture, Stream input, CancellationToken stop)
    {
        var buffer = new byte[SealedPieces.Length];
        int length;
        while ((length = await picture.ReadAsync(buffer, stop)) > 0)
        {
            try
            {
                await input.WriteAsync(buffer.AsMemory(0, length), stop);
            }
            catch (IOException failure)
            {
                throw new BrokenPipeException(failure);
            }
        }
    }

    /// <summary>Null when it says more than a preview has.</summary>
    private static async Task<byte[]?> ReadAsync(Stream output, CancellationToken stop)
    {
        using var all = new MemoryStream();
        var buffer = new byte[SealedPieces.Length];
        int length;
        while ((length = await output.ReadAsync(buffer, stop)) > 0)
        {
            all.Write(buffer, 0, length);
            if (all.Length > MostOutput)
                return null;
        }

        return all.ToArray();
    }

    /// <summary>Until it is gone: the next picture's process starts when this one's memory is free again.</summary>
    private static async Task EndAsync(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(LongestEnd);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or TimeoutException)
        {
            // it ended by itself meanwhile, or the kernel does not let go of it
        }
    }

    private sealed class BrokenPipeException(Exception inner) : Exception(inner.Message, inner);
}
