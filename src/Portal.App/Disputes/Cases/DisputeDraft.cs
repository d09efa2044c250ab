using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.App.Disputes.Cases;

/// <summary>What a dispute says (R8.1). A draft may say as little as its kind.</summary>
/// <param name="OrderExternalId">The shop's number of the order.</param>
/// <param name="ShopId">Whose order it is; a shop's own when left out, and of a partner the only one that it can be.</param>
/// <param name="CustomerId">The customer, as the shop's list of customers has them.</param>
/// <param name="StatementLineId">A line of the shop's statement: the entry of its ledger.</param>
public sealed record DisputeDraft(
    DisputeKind Kind, string? OrderExternalId = null, Guid? ShopId = null, Guid? CustomerId = null, Guid? StatementLineId = null,
    string? Claim = null, DisputeWanted? Wanted = null)
{
    public const int MaxClaim = 4000;

    /// <summary>What cannot even be kept.</summary>
    internal IReadOnlyList<FieldError> Check()
    {
        FieldError?[] errors =
        [
            OrderExternalId is null ? null : TextCheck.Text("orderExternalId", OrderExternalId, Lengths.ExternalId),
            Lines.Check("claim", Claim, MaxClaim),
            Wanted?.From is { } from ? TextCheck.Text("wanted.from", from, Lengths.ExternalId) : null,
        ];
        return [.. errors.OfType<FieldError>()];
    }

    /// <summary>What it needs to be filed, beside an order that is there.</summary>
    internal IReadOnlyList<FieldError> CheckWhole()
    {
        var errors = Check().ToList();
        if (string.IsNullOrWhiteSpace(Claim))
            errors.Add(new FieldError("claim", FieldCodes.Required));
        if (string.IsNullOrWhiteSpace(OrderExternalId) && CustomerId is null && StatementLineId is null)
            errors.Add(new FieldError("orderExternalId", FieldCodes.Required));
        return errors;
    }
}

/// <summary>Texts of several lines: each line is checked as a text, and lines end alike everywhere.</summary>
internal static class Lines
{
    public static FieldError? Check(string field, string? text, int max)
    {
        if (text is null)
            return null;
        if (text.Length > max)
            return TextCheck.Text(field, text, max);

        return text.ReplaceLineEndings("\n").Replace("\t", " ", StringComparison.Ordinal).Split('\n')
            .Select(line => TextCheck.Text(field, line, max)).FirstOrDefault(error => error is not null);
    }

    public static FieldError? Required(string field, string? text, int max) =>
        string.IsNullOrWhiteSpace(text) ? new FieldError(field, FieldCodes.Required) : Check(field, text, max);

    public static string Clean(string? text) => (text ?? "").ReplaceLineEndings("\n").Replace("\t", " ", StringComparison.Ordinal).Trim();
}
