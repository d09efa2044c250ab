using Portal.App.Attribution.Deciding;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.Reading;

/// <summary>
/// An order that a programme looked at for the partner and that earns them nothing: they brought it in vain, or it was theirs and a
/// later decision gave it away. Whose it is, and by what, does not stand here (R10.5).
/// </summary>
/// <param name="Reason">One of <see cref="LookupReasons"/>.</param>
/// <param name="Moved">True when it was credited to them before.</param>
/// <param name="Cause">One of <see cref="DecisionCauses"/>, where the decision replaced another; null for the first.</param>
public sealed record UncreditedOrder(
    Guid OrderId, string Code, string Shop, string ProgrammeCode, string Programme, DateTimeOffset PlacedAt, OrderStatus Status,
    string Product, int Lines, string Reason, bool Moved, string? Cause, DateTimeOffset DecidedAt);
