using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>An order by the number that its shop gave it.</summary>
internal readonly record struct OrderKey(Guid ShopId, string ExternalId)
{
    public static OrderKey Of(Order order) => new(order.ShopId, order.ExternalId);
}

/// <summary>Something that waits for its place in a transaction of the intake, and for whose answer somebody waits.</summary>
internal abstract class IntakeRequest(Actor actor, CancellationToken cancelled)
{
    public Actor Actor => actor;

    /// <summary>The caller went away before the request's turn came, so nothing needs to be done.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>Whose orders it touches.</summary>
    public abstract Guid ShopId { get; }

    /// <summary>How many orders it touches: what fills a group and the queue.</summary>
    public abstract int Size { get; }

    /// <summary>The orders that it touches: no two requests of one group share one.</summary>
    public abstract IEnumerable<OrderKey> Orders { get; }

    /// <summary>What the use case produced, when its effect is to be stored under the request's idempotency key.</summary>
    public abstract object? Effect { get; }

    public abstract void Refuse(Refusal refusal);

    /// <summary>Answers what was decided last. Only after the commit.</summary>
    public abstract void Answer();

    public abstract void Fail(Exception bug);

    public abstract void Cancel();
}

internal abstract class IntakeRequest<T>(Actor actor, CancellationToken cancelled) : IntakeRequest(actor, cancelled)
    where T : class
{
    private readonly TaskCompletionSource<Outcome<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> outcome;

    public Task<Outcome<T>> Answered => answer.Task;

    public override object? Effect => outcome.Succeeded && IsEffect(outcome.Value) ? outcome.Value : null;

    /// <summary>What was decided, where that is not a refusal.</summary>
    public T Decided => outcome.Value;

    public void Decide(Outcome<T> decided) => outcome = decided;

    public override void Refuse(Refusal refusal) => outcome = refusal;

    public override void Answer() => answer.TrySetResult(outcome);

    public override void Fail(Exception bug) => answer.TrySetException(bug);

    public override void Cancel() => answer.TrySetCanceled(Cancelled);

    protected abstract bool IsEffect(T value);
}

internal sealed class OrdersRequest(
    Actor actor, Guid shopId, IReadOnlyList<IncomingOrder> incoming, CancellationToken cancelled)
    : IntakeRequest<RecordedOrders>(actor, cancelled)
{
    public override Guid ShopId => shopId;

    public IReadOnlyList<IncomingOrder> Incoming => incoming;

    public override int Size => incoming.Count;

    public override IEnumerable<OrderKey> Orders =>
        incoming.Where(order => order.Refusal is null).Select(order => new OrderKey(shopId, order.Input.ExternalId));

    // a batch of which nothing was taken in may be corrected and sent again under its key
    protected override bool IsEffect(RecordedOrders value) => value.Results.Any(result => result.Order is not null);
}

internal sealed class EventRequest(
    Actor actor, Guid shopId, string externalId, OrderEventInput input, IncomingOrder? amendment, CancellationToken cancelled)
    : IntakeRequest<RecordedEvent>(actor, cancelled)
{
    public override Guid ShopId => shopId;

    public OrderKey Order { get; } = new(shopId, externalId);

    public OrderEventInput Input => input;

    /// <summary>Of an amendment, what it says (R2.7).</summary>
    public IncomingOrder? Amendment => amendment;

    public override int Size => 1;

    public override IEnumerable<OrderKey> Orders => [Order];

    protected override bool IsEffect(RecordedEvent value) => true;
}
