using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>Something wrong in a row, before it is stored as an <see cref="ImportProblem"/>.</summary>
public sealed record RowProblem(int Row, string? OrderId, ImportColumn? Column, FieldError Error);

/// <summary>
/// One order of a report: either it can be taken in, with what the report says happened to it, or it has problems.
/// </summary>
/// <param name="OrderId">The order's number as the file gives it; null where it gives none.</param>
/// <param name="Rows">The rows of its lines, as a spreadsheet counts them.</param>
/// <param name="Order">What can be taken in; null when there are problems.</param>
/// <param name="Event">What the report says happened to it.</param>
/// <param name="Return">What of it the report says came back (R2.6).</param>
/// <param name="Problems">Why it cannot be taken in.</param>
/// <param name="Again">True for further rows of an order that was told of before: they are not one more.</param>
public sealed record ReportOrder(
    string? OrderId, IReadOnlyList<int> Rows, OrderInput? Order, OrderEventInput? Event, OrderEventInput? Return,
    IReadOnlyList<RowProblem> Problems, bool Again)
{
    public int FirstRow => Rows[0];

    public int LastRow => Rows[^1];
}
