using Portal.App.Orders.Reading;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// What a later group has to do in the transaction that takes in orders and events: the programmes decide, accounts are counted. Steps are
/// called in the order in which they are registered.
/// </summary>
public interface IOrderStep
{
    internal OrderStepRun Begin(IntakeTransaction intake);
}

/// <summary>A step in one transaction. It does what it does with one query or statement a kind, however many orders there are.</summary>
internal abstract class OrderStepRun
{
    /// <summary>Reads what the step knows of stored orders, for their views and before they are changed.</summary>
    public virtual Task LoadAsync(IReadOnlyCollection<Guid> orders, bool change, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What programmes decided about an order that was loaded or has just been stored, as it stands with the order now.</summary>
    public virtual IEnumerable<OrderProgrammeView> ProgrammesOf(Order order) => [];

    /// <summary>The partners who are told of a change of such an order.</summary>
    public virtual IEnumerable<Guid> PartnersOf(Order order) => [];

    /// <summary>Orders were stored that are not there yet.</summary>
    public virtual Task StoredAsync(NewOrders stored, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>An event has moved a loaded order, which is saved with what the step changes.</summary>
    public virtual void Move(Order order, OrderState state)
    {
    }

    /// <summary>Orders that events moved are saved, in versions that nobody else has.</summary>
    public virtual Task MovedAsync(IReadOnlyList<OrderBefore> before, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>R2.7: orders have another content, and are saved with it.</summary>
    public virtual Task AmendedAsync(IReadOnlyList<AmendedOrder> amended, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>R2.6: other parts of orders stand than before, and are saved so.</summary>
    public virtual Task ReturnedAsync(IReadOnlyList<Order> returned, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>All requests of the transaction are written.</summary>
    public virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// After the commit, and before anybody is answered. What fails is logged and left to a worker, since what was written is written.
    /// </summary>
    public virtual Task CommittedAsync() => Task.CompletedTask;
}
