using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// Where orders and their events go in. One loop a process takes whatever has gathered and writes it in one transaction, so
/// that requests that arrive together share the cost of a commit; everybody is answered after it. When a group fails, each
/// of its requests gets a transaction of its own, so that a failing one fails alone. Requests for one order follow each
/// other in the order in which they came. Across processes, unique keys and versions decide, and the loser tries again.
/// </summary>
public sealed class OrderIntake : IAsyncDisposable
{
    /// <summary>Orders in one transaction: beyond that the commit's share of the cost is small, and answers would wait longer.</summary>
    private const int GroupSize = 500;

    /// <summary>Orders that may wait; a few seconds of work. Beyond that it is honest to say no.</summary>
    private const int QueueSize = 20_000;

    private static readonly Refusal Busy = new(RefusalKind.TooMany, OrderRefusals.Busy);
    private static readonly Refusal Unavailable = new(RefusalKind.Unavailable, CommonRefusals.StorageUnavailable);

    private readonly Transactions transactions;
    private readonly OrderWriter writer;
    private readonly ChangeNotifier notifier;
    private readonly ILogger<OrderIntake> log;
    private readonly Channel<IntakeRequest> waiting =
        Channel.CreateUnbounded<IntakeRequest>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task loop;
    private int waitingOrders;

    public OrderIntake(
        Transactions transactions, OrderWriter writer, ChangeNotifier notifier, ILogger<OrderIntake> log)
    {
        this.transactions = transactions;
        this.writer = writer;
        this.notifier = notifier;
        this.log = log;
        loop = Task.Run(LoopAsync);
    }

    internal Task<Outcome<T>> RunAsync<T>(IntakeRequest<T> request)
        where T : class
    {
        if (Interlocked.Add(ref waitingOrders, request.Size) > QueueSize || !waiting.Writer.TryWrite(request))
        {
            Interlocked.Add(ref waitingOrders, -request.Size);
            return Task.FromResult<Outcome<T>>(Busy);
        }

        return request.Answered;
    }

    /// <summary>Takes nothing more and returns when what waits is written.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
    }

    private async Task LoopAsync()
    {
        var held = new Queue<IntakeRequest>();
        while (held.Count > 0 || await waiting.Reader.WaitToReadAsync())
        {
            var group = Gather(ref held);
            Interlocked.Add(ref waitingOrders, -group.Sum(request => request.Size));
            if (group.Count > 0)
                await WriteAsync(group);
        }
    }

    /// <summary>
    /// The next group: as many as fit, in the order of their coming, without two that touch one order or carry one
    /// idempotency key; the later of them, and whatever came after it for its orders, waits for the next round.
    /// </summary>
    private List<IntakeRequest> Gather(ref Queue<IntakeRequest> held)
    {
        var group = new List<IntakeRequest>();
        var later = new Queue<IntakeRequest>();
        var orders = new HashSet<OrderKey>();
        var keys = new HashSet<(Guid, string)>();
        var size = 0;
        while (held.TryDequeue(out var next) || waiting.Reader.TryRead(out next))
        {
            if (next.Cancelled.IsCancellationRequested)
            {
                Interlocked.Add(ref waitingOrders, -next.Size);
                next.Cancel();
                continue;
            }

            var free = true;
            foreach (var order in next.Orders.Distinct())
                free &= orders.Add(order);
            if (next.Actor.Call is { } call)
                free &= keys.Add((next.Actor.ClientId, call.Key));

            if (free && (group.Count == 0 || size + next.Size <= GroupSize))
            {
                group.Add(next);
                size += next.Size;
            }
            else
            {
                later.Enqueue(next);
            }

            if (size >= GroupSize || later.Count >= GroupSize)
                break;
        }

        // what was not looked at came after what has to wait
        while (held.TryDequeue(out var rest))
            later.Enqueue(rest);
        held = later;
        return group;
    }

    private async Task WriteAsync(List<IntakeRequest> group)
    {
        if (group.Count > 1)
        {
            try
            {
                await CommitAsync(group);
                return;
            }
            catch (Exception failure) when (failure.IsUnavailable())
            {
                Refuse(group, failure);
                return;
            }
            catch (Exception failure)
            {
                log.LogInformation(failure, "A group of {Requests} requests failed; each is written alone", group.Count);
            }
        }

        for (var i = 0; i < group.Count; i++)
        {
            if (await WriteAloneAsync(group[i]) is { } failure)
            {
                // the next ones would only find out the same, each after a time-out of its own
                Refuse(group[i..], failure);
                return;
            }
        }
    }

    /// <returns>What the database said when it cannot be used now; the request is not answered then.</returns>
    private async Task<Exception?> WriteAloneAsync(IntakeRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitAsync([request]);
                return null;
            }
            catch (Exception failure) when (attempt < Transactions.Attempts && failure.IsLostRace())
            {
                // another process was first; what it wrote is visible to the next attempt
            }
            catch (Exception failure) when (failure.IsUnavailable())
            {
                return failure;
            }
            catch (Exception failure) when (failure.IsPassing())
            {
                Refuse([request], failure); // others were first each time
                return null;
            }
            catch (Exception bug)
            {
                request.Fail(bug);
                return null;
            }
        }
    }

    private async Task CommitAsync(IReadOnlyList<IntakeRequest> group)
    {
        var written = await transactions.OnceAsync((db, stop) => writer.WriteAsync(db, group, stop), _ => true, CancellationToken.None);
        notifier.Publish(written.Changes);
        foreach (var step in written.Steps)
            await step.CommittedAsync();
        foreach (var request in group)
            request.Answer();
    }

    private void Refuse(IReadOnlyList<IntakeRequest> group, Exception failure)
    {
        log.LogError(failure, "The database did not take {Requests} requests", group.Count);
        foreach (var request in group)
        {
            request.Refuse(Unavailable);
            request.Answer();
        }
    }
}
