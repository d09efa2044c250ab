using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Attribution.Deciding;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;

namespace Portal.App.Attribution.Reevaluation;

/// <summary>By what the orders are found that a late fact concerns.</summary>
public enum ReevaluateBy
{
    /// <summary>Orders of one account (<see cref="Order.AccountKey"/>).</summary>
    Account,

    /// <summary>Orders from one device (<see cref="Order.DeviceHash"/>).</summary>
    Device,

    /// <summary>Orders of one person who names no device (<see cref="Order.PairKey"/>).</summary>
    Pair,

    /// <summary>Orders of one visitor, in whichever shop (<see cref="Order.VisitorId"/>).</summary>
    Visitor,

    /// <summary>Orders with a partner's code (<see cref="Order.ReferralCode"/>; the key is its text in UTF-8).</summary>
    Code,

    /// <summary>Orders under one e-mail address (<see cref="Order.EmailHash"/>).</summary>
    Email,

    /// <summary>All orders of the shop; the key is empty.</summary>
    Shop,

    /// <summary>One order that was put aside because it could not be decided again; the reevaluation has the order's id.</summary>
    Order,
}

/// <summary>
/// Orders that have to be decided again: those of one customer, device or visitor that were placed after a point in time.
/// Written in the transaction of the fact that makes it necessary, worked off right after it page by page, and taken up by a
/// worker where that did not come to its end. Doing it twice changes nothing. It ends: deciding an order again can only ask
/// for orders placed after it.
/// </summary>
public sealed class ReevaluationRequest
{
    public required Guid Id { get; init; }

    public required ReevaluateBy By { get; init; }

    public required byte[] Key { get; init; }

    /// <summary>Null for visitors, who go from shop to shop.</summary>
    public Guid? ShopId { get; init; }

    /// <summary>The last order that is done; the orders after it (<see cref="Domain.Programmes.OrderPosition"/>) are next.</summary>
    public required DateTimeOffset AfterPlacedAt { get; set; }

    public required string AfterExternalId { get; set; }

    /// <summary>
    /// True: all orders after it. False: up to the first that stands and lies past <see cref="UntilAt"/>, since none behind it can change
    /// (R5.2, R5.4).
    /// </summary>
    public required bool All { get; init; }

    /// <summary>The end of the local week of the fact, up to which a device may clash (R5.4).</summary>
    public DateTimeOffset? UntilAt { get; init; }

    /// <summary>One of <see cref="DecisionCauses"/>.</summary>
    public required string Cause { get; init; }

    public Guid? CauseOrderId { get; init; }

    /// <summary>The dispute of whose ruling it follows (R8.4): decisions and entries that come of it name it.</summary>
    public Guid? DisputeId { get; private set; }

    /// <summary>When a worker does it, if nobody has.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What a transaction asks for, to be stored: what follows from a ruling says so.</summary>
    internal static IReadOnlyCollection<ReevaluationRequest> For(PortalDb db, IReadOnlyCollection<ReevaluationRequest> asked)
    {
        foreach (var request in asked)
            request.DisputeId = db.Dispute;
        return asked;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReevaluationRequest>
    {
        public void Configure(EntityTypeBuilder<ReevaluationRequest> row)
        {
            row.ToTable("ReevaluationRequests");
            row.LiesInTheOrderOf(r => r.CreatedAt);
            row.Property(r => r.Key).HasMaxLength(Lengths.Hash);
            row.Property(r => r.AfterExternalId).HasMaxLength(Lengths.ExternalId).UseExactComparison();
            row.Property(r => r.Cause).HasMaxLength(Lengths.Reason);
            row.HasIndex(r => r.DueAt);
            row.HasIndex(r => r.DisputeId).HasFilter("\"DisputeId\" IS NOT NULL");
        }
    }
}
