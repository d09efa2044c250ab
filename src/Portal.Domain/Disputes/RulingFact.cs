using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Surcharges;

namespace Portal.Domain.Disputes;

/// <summary>What a dispute was ruled to be right (R8.6), as the decisions about orders look at it.</summary>
/// <param name="Id">Settles which is the later of two of one instant.</param>
/// <param name="Dispute">The number of the dispute, which the trace names.</param>
public sealed record RulingFact(Guid Id, Guid DisputeId, string Dispute, DisputeKind Kind, DateTimeOffset RuledAt)
{
    /// <summary>Who brought the order; of <see cref="DisputeKind.MissingOrder"/> and <see cref="DisputeKind.WrongPartner"/>.</summary>
    public Guid? PartnerId { get; init; }

    /// <summary>True where it names the programme; false where it says the same of each that it can concern.</summary>
    public bool NamesProgramme { get; init; }

    /// <summary>Of <see cref="DisputeKind.WrongSource"/>.</summary>
    public Introducer? IntroducedBy { get; init; }

    /// <summary>From which place among the shop's orders on; null for all of the customer's.</summary>
    public OrderPosition? From { get; init; }

    /// <summary>
    /// Of <see cref="DisputeKind.WrongAmount"/> and <see cref="DisputeKind.WrongSurcharge"/>: before anything came back.
    /// </summary>
    public Dong? Base { get; init; }

    /// <summary>It takes back what its dispute was ruled before.</summary>
    public bool IsWithdrawn { get; init; }
}

/// <summary>Of two rulings on one matter the later stands (R8.6). One that an appeal took back is none.</summary>
public static class StandingRulings
{
    /// <summary>Who brought the order.</summary>
    public static RulingFact? OnPartner(this IReadOnlyCollection<RulingFact> rulings, Func<Guid, bool> isInProgramme) => rulings.Last(
        ruling => ruling is { Kind: DisputeKind.MissingOrder or DisputeKind.WrongPartner, PartnerId: { } partner }
            && (ruling.NamesProgramme || isInProgramme(partner)));

    /// <summary>Of what its reward is a share.</summary>
    public static RulingFact? OnRewardBase(this IReadOnlyCollection<RulingFact> rulings) =>
        rulings.Last(ruling => ruling is { Kind: DisputeKind.WrongAmount, Base: not null });

    /// <summary>Of what its surcharge is a share.</summary>
    public static RulingFact? OnSurchargeBase(this IReadOnlyCollection<RulingFact> rulings) =>
        rulings.Last(ruling => ruling is { Kind: DisputeKind.WrongSurcharge, Base: not null });

    /// <summary>Who introduced the customer, as an order at this place sees it (R7.6).</summary>
    public static RulingFact? OnSource(this IReadOnlyCollection<RulingFact> rulings, OrderPosition order) => rulings.Last(
        ruling => ruling is { Kind: DisputeKind.WrongSource, IntroducedBy: not null }
            && (ruling.From is not { } from || from <= order));

    private static RulingFact? Last(this IReadOnlyCollection<RulingFact> rulings, Func<RulingFact, bool> isAboutIt) => rulings
        .Where(ruling => !ruling.IsWithdrawn && isAboutIt(ruling)
            && !rulings.Any(other => other.IsWithdrawn && other.DisputeId == ruling.DisputeId && IsLater(other, ruling)))
        .Aggregate((RulingFact?)null, (last, ruling) => last is null || IsLater(ruling, last) ? ruling : last);

    private static bool IsLater(RulingFact one, RulingFact other) =>
        (one.RuledAt.UtcTicks, one.Id).CompareTo((other.RuledAt.UtcTicks, other.Id)) > 0;
}
