using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// Puts into each order of a group what came back of it by all of its events (R2.6): into its lines, which decisions are made of, and
/// in sum into the order itself.
/// </summary>
internal sealed class OrderReturns(PortalDb db, OrderHistory history)
{
    /// <summary>Orders of which more or less came back than before, and whose content is the same.</summary>
    public List<Order> Changed { get; } = [];

    /// <param name="hasNewLines">Whether the event gave it another content, so that its lines are not stored yet.</param>
    public void PutInForce(Order order, Returns returned, bool hasNewLines)
    {
        var lines = hasNewLines ? [.. order.Lines.OrderBy(line => line.Number)] : history.Lines(order.Id);
        var differs = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, back) = (lines[i], returned.Of(i));
            if ((line.ReturnedQuantity, line.ReturnedAmount) == (back.Quantity, back.Amount.Amount))
                continue;

            differs = true;
            if (!hasNewLines)
                db.Attach(line);
            (line.ReturnedQuantity, line.ReturnedAmount) = (back.Quantity, back.Amount.Amount);
        }

        if (lines.Count > 0)
            order.ReturnedAmount = returned.Amount.Amount;
        if (!differs || hasNewLines)
            return;

        // they are decided with all of their lines
        foreach (var line in lines)
            db.Attach(line);
        Changed.Add(order);
    }
}
