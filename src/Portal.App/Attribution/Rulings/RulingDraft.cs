using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;

namespace Portal.App.Attribution.Rulings;

/// <summary>
/// What a dispute wants to be right, and what accepting it would rule. Kept by the case from its beginning: the same draft says what is at
/// stake, what is held, what accepting would do, and what it does.
/// </summary>
/// <param name="DisputeId">The case.</param>
/// <param name="DisputeNumber">Its number, as people read it.</param>
/// <param name="ShopId">Whose order or customer it is about.</param>
public sealed record RulingDraft(Guid DisputeId, string DisputeNumber, DisputeKind Kind, Guid ShopId)
{
    /// <summary>1 for the decision of the dispute, 2 for that of its appeal.</summary>
    public int Instance { get; init; } = 1;

    /// <summary>
    /// The order that it is about. Of a customer's source, any order of the customer, as <c>ShopCustomer.Id</c> is one.
    /// </summary>
    public Guid? OrderId { get; init; }

    /// <summary>
    /// Of a missing order or a wrong partner: who brought it. Required.
    /// </summary>
    public Guid? PartnerId { get; init; }

    /// <summary>In which programme; null for all of the shop's in which the partner takes part, or which pay rewards.</summary>
    public Guid? ProgrammeId { get; init; }

    /// <summary>Of a wrong source. Required.</summary>
    public Introducer? IntroducedBy { get; init; }

    /// <summary>Of a wrong amount or surcharge: of what the reward or surcharge is a share, before anything came back. Required.</summary>
    public Dong? Base { get; init; }

    /// <summary>Of a wrong status. Required.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>
    /// Of a wrong source: from which place on, that one included. Null: from the customer's first order on. A day alone is
    /// <c>new OrderPosition(LocalCalendar.StartOf(day), "")</c>.
    /// </summary>
    public OrderPosition? From { get; init; }

    /// <summary>
    /// True of an appeal that takes back what its dispute's first decision ruled: then nothing of the above is required but the order.
    /// </summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Who rules; not asked of a draft that is only looked at.</summary>
    public string RuledBy { get; init; } = "";

    /// <summary>Why, in their words.</summary>
    public string Reason { get; init; } = "";
}

/// <summary>What a ruling did in its transaction.</summary>
/// <param name="RulingId">The one there is now.</param>
/// <param name="Created">False when it was there before, and nothing was done.</param>
/// <param name="Orders">How many orders were decided again.</param>
/// <param name="HasMore">True when more orders are left to the worker than one transaction decides.</param>
public sealed record RulingResult(Guid RulingId, bool Created, int Orders, bool HasMore);
