using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.Domain.Disputes;

/// <summary>What should have been recorded (R8.1). Which parts are needed follows from the kind.</summary>
/// <param name="PartnerId">Whose order it is; of a partner's dispute their own when left out.</param>
/// <param name="IntroducedBy">Who introduced the customer.</param>
/// <param name="Base">Đồng that the order's rewards and surcharges are a share of.</param>
/// <param name="Status">What the order stands as.</param>
/// <param name="From">The number of the order from which on a customer's source is another one; the disputed one when left out.</param>
public sealed record DisputeWanted(
    Guid? PartnerId = null, Introducer? IntroducedBy = null, long? Base = null, OrderStatus? Status = null, string? From = null)
{
    public static readonly DisputeWanted Nothing = new();
}

/// <summary>Which kinds each side files, and what each kind has to say (R8.1).</summary>
public static class DisputeWants
{
    private static readonly IReadOnlyList<DisputeKind> OfPartners =
        [DisputeKind.MissingOrder, DisputeKind.WrongPartner, DisputeKind.WrongAmount, DisputeKind.WrongStatus];

    private static readonly IReadOnlyList<DisputeKind> OfShops =
        [DisputeKind.WrongSource, DisputeKind.WrongSurcharge, DisputeKind.WrongAmount, DisputeKind.WrongStatus];

    public static IReadOnlyList<DisputeKind> Of(LedgerHolder side) => side == LedgerHolder.Partner ? OfPartners : OfShops;

    /// <summary>What a side leaves out because it follows: their own order, their own customer.</summary>
    public static DisputeWanted Completed(DisputeKind kind, LedgerHolder side, Guid holderId, DisputeWanted wanted) => kind switch
    {
        DisputeKind.MissingOrder or DisputeKind.WrongPartner when side == LedgerHolder.Partner =>
            wanted with { PartnerId = wanted.PartnerId ?? holderId },
        DisputeKind.WrongSource => wanted with { IntroducedBy = wanted.IntroducedBy ?? Introducer.Owner },
        _ => wanted,
    };

    /// <summary>What is missing or does not belong, as a filed dispute must say it.</summary>
    public static IReadOnlyList<FieldError> Check(DisputeKind kind, LedgerHolder side, Guid holderId, DisputeWanted wanted)
    {
        var errors = new List<FieldError>();
        if (!Of(side).Contains(kind))
            errors.Add(new FieldError("kind", FieldCodes.NotAllowed)
                .With("allowed", string.Join(", ", Of(side).Select(DisputeKinds.CodeOf))));

        // nobody claims an order for somebody else, and nobody learns by it whose id is whose
        if (wanted.PartnerId is { } partner && (side != LedgerHolder.Partner || partner != holderId))
            errors.Add(new FieldError("wanted.partnerId", FieldCodes.NotFound));
        if (wanted.Base is < 0)
            errors.Add(new FieldError("wanted.base", FieldCodes.Negative));
        if (wanted.Base > Dong.Largest)
            errors.Add(new FieldError("wanted.base", FieldCodes.TooLarge).With("max", Invariant.Text(Dong.Largest)));
        switch (kind)
        {
            case DisputeKind.WrongAmount or DisputeKind.WrongSurcharge when wanted.Base is null:
                errors.Add(new FieldError("wanted.base", FieldCodes.Required));
                break;
            case DisputeKind.WrongStatus when wanted.Status is null:
                errors.Add(new FieldError("wanted.status", FieldCodes.Required));
                break;
        }

        return errors;
    }
}
