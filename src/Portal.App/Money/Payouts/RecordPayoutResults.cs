using System.Globalization;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>What the bank did with each request of a batch, told by a program that knows the requests by their ids (R6.6).</summary>
public sealed class RecordPayoutResults(PayoutSettlement settlement)
{
    /// <summary>How many results one call can tell.</summary>
    public const int Most = 5000;

    /// <param name="WithdrawalId">The request.</param>
    /// <param name="Paid">Whether the bank paid it.</param>
    /// <param name="Reason">The bank's words when it did not.</param>
    public sealed record Result(Guid WithdrawalId, bool Paid, string? Reason = null);

    public sealed record Input(IReadOnlyList<Result> Results);

    public async Task<Outcome<PayoutResults>> RunAsync(Actor actor, Guid batchId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();
        if (input.Results.Count is 0 or > Most)
            return Refusal.Invalid(
                new FieldError("results", FieldCodes.OutOfRange).With("min", "1").With("max", Most.ToString(CultureInfo.InvariantCulture)));

        var sent = await settlement.SentAsync(batchId, cancellationToken);
        if (sent.Refusal is { } refusal)
            return refusal;

        var byId = sent.Value.Values.ToDictionary(line => line.WithdrawalId, line => line.Payment);
        var answers = input.Results.Select(result => byId.TryGetValue(result.WithdrawalId, out var payment)
            ? new BankAnswer(payment.Reference, payment.Amount, payment.Account, result.Paid, result.Reason)
            : new BankAnswer(result.WithdrawalId.ToString("D"), null, null, result.Paid, result.Reason));
        return await settlement.TakeAsync(actor, batchId, [.. answers], "api", null, cancellationToken);
    }
}
