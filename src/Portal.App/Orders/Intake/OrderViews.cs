using Portal.App.Orders.Reading;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// The views of orders that requests are answered with: their history, and what the steps of the transaction know of them.
/// </summary>
internal sealed class OrderViews(IntakeTransaction intake, OrderHistory history)
{
    public OrderHistory History => history;

    public static async Task<OrderViews> LoadAsync(
        IntakeTransaction intake, IReadOnlyCollection<Guid> orders, bool change, CancellationToken cancellationToken,
        IReadOnlyCollection<Guid>? returning = null)
    {
        var history = await OrderHistory.LoadAsync(intake.Db, orders, withContents: true, cancellationToken, returning);
        foreach (var step in intake.Steps)
            await step.LoadAsync(orders, change, cancellationToken);
        return new OrderViews(intake, history);
    }

    public OrderView Of(Order order) => Of(order, history.State(order));

    public OrderView Of(Order order, OrderState state) => history.View(order, state, ProgrammesOf(intake, order));

    /// <summary>What programmes decided about an order that has just been stored, or is loaded.</summary>
    public static IReadOnlyList<OrderProgrammeView> ProgrammesOf(IntakeTransaction intake, Order order) =>
        [.. intake.Steps.SelectMany(step => step.ProgrammesOf(order))];
}
