using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.App.Platform.Changes;

/// <summary>
/// Tells this process's open pages and caches, after the commit, what changed. Other nodes learn of it from the change table
/// (<see cref="ChangeReader"/>). Handlers must be quick: they only wake somebody up. One that throws keeps the others from nothing.
/// </summary>
public sealed class ChangeNotifier(ILogger<ChangeNotifier>? log = null)
{
    private readonly ConcurrentDictionary<Subscription, Action<Change>> handlers = new();

    public IDisposable Subscribe(Action<Change> handler)
    {
        var subscription = new Subscription(this);
        handlers[subscription] = handler;
        return subscription;
    }

    public void Publish(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
        {
            foreach (var handler in handlers.Values)
                Tell(handler, change);
        }
    }

    private void Tell(Action<Change> handler, Change change)
    {
        try
        {
            handler(change);
        }
        catch (Exception failure)
        {
            log?.LogError(failure, "Somebody could not be told of a change of {Topic} {Subject}", change.Topic, change.SubjectId);
        }
    }

    private sealed class Subscription(ChangeNotifier notifier) : IDisposable
    {
        public void Dispose() => notifier.handlers.TryRemove(this, out _);
    }
}
