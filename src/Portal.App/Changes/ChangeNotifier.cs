using System.Collections.Concurrent;

namespace Portal.App.Changes;

/// <summary>
/// Tells this process's open pages and caches, after the commit, what changed. Other nodes learn of it from the change table
/// (<see cref="ChangeReader"/>). Handlers must be quick and must not throw: they only wake somebody up.
/// </summary>
public sealed class ChangeNotifier
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
                handler(change);
        }
    }

    private sealed class Subscription(ChangeNotifier notifier) : IDisposable
    {
        public void Dispose() => notifier.handlers.TryRemove(this, out _);
    }
}
