using System.Globalization;
using Portal.App.Platform.Changes;

namespace Portal.Web.Components;

/// <summary>
/// Keeps an open page right without reloading it: subscribes to what changes, and wakes the page up a moment later, once for
/// however much changed meanwhile. The page then reads again what it shows. Made in <c>OnAfterRender</c>, because a page that
/// is only prerendered has nobody to show a change to.
/// <code>
/// live ??= new LiveChanges(Notifier, change =&gt; change.Topic == ChangeTopics.Order &amp;&amp; change.PartnerId == Actor.PartnerId,
/// ReloadFromOutsideAsync);
/// </code>
/// </summary>
public sealed class LiveChanges : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource gone = new();
    private readonly CancellationToken stop;
    private readonly Func<Change, bool> concerns;
    private readonly Func<Task> wake;
    private readonly IDisposable subscription;
    private readonly CultureInfo format = CultureInfo.CurrentCulture;
    private readonly CultureInfo words = CultureInfo.CurrentUICulture;
    private int waiting;

    public LiveChanges(ChangeNotifier notifier, Func<Change, bool> concerns, Func<Task> wake)
    {
        this.concerns = concerns;
        this.wake = wake;
        stop = gone.Token;
        subscription = notifier.Subscribe(Note);
    }

    public void Dispose()
    {
        subscription.Dispose();
        gone.Cancel();
        gone.Dispose();
    }

    /// <summary>Runs on whatever thread has just committed, so it only notes that there is something to read.</summary>
    private void Note(Change change)
    {
        if (concerns(change) && Interlocked.Exchange(ref waiting, 1) == 0)
            _ = WakeAsync();
    }

    private async Task WakeAsync()
    {
        try
        {
            // who has just committed may have another language than who reads the page
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (format, words);
            await Task.Delay(Gather, stop);
            Volatile.Write(ref waiting, 0);
            await wake();
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            // the page was left meanwhile
        }
    }
}
