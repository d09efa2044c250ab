using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;

namespace Portal.Tests.Shared.History;

/// <summary>
/// Everything that happened in a world of shops, as plain facts in no particular order: what the reference decides from, and
/// what is played into a portal. Things are named by their codes; partners by the code that customers type.
/// </summary>
public sealed record HistoryFacts(
    IReadOnlyList<HistoryShop> Shops,
    IReadOnlyList<HistoryProgramme> Programmes,
    IReadOnlyList<HistoryPartner> Partners,
    IReadOnlyList<HistoryLink> Links,
    IReadOnlyList<HistoryClick> Clicks,
    IReadOnlyList<HistoryOrder> Orders);

public sealed record HistoryShop(string Code, ShopKind Kind, DateOnly OpenedOn, string ReferralCode);

public sealed record HistoryProgramme(string Code, string Shop, ProgrammeTemplate Template, IReadOnlyList<HistoryVersion> Versions);

/// <summary>Settings in force from an instant on.</summary>
public sealed record HistoryVersion(int Number, DateTimeOffset From, ProgrammeSettings Settings);

/// <summary>
/// A partner. <paramref name="AccountEmail"/> is that of their portal account, <paramref name="Programmes"/> are those that they are in.
/// </summary>
public sealed record HistoryPartner(
    string Code, string Email, string Phone, string? PickupPoint, string? AccountEmail, IReadOnlyList<string> Programmes);

/// <summary>A tracking link; without a partner it is the shop owner's own.</summary>
public sealed record HistoryLink(string Code, string? Partner, string Programme);

/// <summary>A use of a link at a whole millisecond. Of two clicks the one with the higher number was recorded later.</summary>
public sealed record HistoryClick(int Number, string Link, string Visitor, DateTimeOffset At, bool Human);

/// <summary>
/// An order with all its events. <paramref name="Click"/> is the click whose id the order brings back; the id itself is made by
/// the portal that the history is played into, so the input carries one only where it is worthless.
/// </summary>
public sealed record HistoryOrder(string Shop, OrderInput Input, int? Click, IReadOnlyList<OrderEventInput> Events);

/// <summary>The facts, and two orders in which they can come in: as they happened, and with a part of them late.</summary>
public sealed record GeneratedHistory(HistoryFacts Facts, IReadOnlyList<HistoryArrival> InTime, IReadOnlyList<HistoryArrival> AsArrived)
{
    /// <summary>Another order in which the same facts can come in.</summary>
    public IReadOnlyList<HistoryArrival> ArrivingAs(int seed) => HistoryArrivals.Shuffled(new Random(seed), Facts);
}

/// <summary>One fact coming in: the click of this number, or the order at this index, or that order's event at this index.</summary>
public sealed record HistoryArrival(int? Click, int? Order, int? Event)
{
    /// <summary>For a click: that it is told after it happened, and perhaps after orders that it concerns.</summary>
    public bool Late { get; init; }
}
