using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Customers;

/// <summary>Which of its customers a shop wants to see. What is null does not narrow.</summary>
/// <param name="IntroducedBy">Who introduced them (R7.6).</param>
/// <param name="Search">Part of the shop's own id of the customer, or the whole number of one of their orders, or the whole e-mail
/// address or phone of a customer who is known by that.</param>
public sealed record ShopCustomerFilter(Introducer? IntroducedBy = null, string? Search = null);

/// <summary>
/// By what it was decided who introduced a customer, and when that was: the click, the order, or the order from which on a dispute was
/// ruled.
/// </summary>
public sealed record CustomerFact(IntroductionKind Kind, DateTimeOffset At);

/// <summary>A customer of a shop, with who introduced them (R7.6).</summary>
/// <param name="Id">
/// That of the order which decided it. It says nothing of who the customer is. An earlier order that is told late takes its place, and the
/// id from before goes on finding the customer.
/// </param>
/// <param name="CustomerId">The shop's own id of the customer's account; null of one who ordered without.</param>
/// <param name="FirstOrder">The number of the order that decided it.</param>
/// <param name="Since">When that order was placed.</param>
/// <param name="FreeOrdersUsed">How many places among the free orders are held now (R7.5).</param>
/// <param name="FreeOrders">How many there are by the settings in force now; null where all orders are charged (R7.1, R7.2).</param>
/// <param name="Orders">Orders that are not cancelled.</param>
/// <param name="LastOrderAt">When the last order was placed, whatever became of it.</param>
public sealed record ShopCustomer(
    Guid Id, string? CustomerId, string FirstOrder, Introducer IntroducedBy, DateTimeOffset Since, CustomerFact Fact, int FreeOrdersUsed,
    int? FreeOrders, int Orders, DateTimeOffset LastOrderAt);

/// <summary>One of a customer's orders, in their story.</summary>
public sealed record CustomerOrder(Guid Id, string Code, DateTimeOffset PlacedAt, OrderStatus Status);

/// <summary>A customer with their last orders, the newest first.</summary>
public sealed record CustomerStory(ShopCustomer Customer, IReadOnlyList<CustomerOrder> LastOrders);
