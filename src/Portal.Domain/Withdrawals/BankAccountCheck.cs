using Portal.Domain.Common;

namespace Portal.Domain.Withdrawals;

/// <summary>
/// An account as it was typed, checked: the bank is known, the number is one, and it is in the partner's own name (R6.5).
/// </summary>
public sealed record BankAccountDetails(Bank Bank, string Number, string Holder);

/// <summary>What an account that money goes to must be.</summary>
public static class BankAccountCheck
{
    private const int Shortest = 6;
    private const int Longest = 19;
    private const int LongestName = 100;

    /// <param name="bankCode">As <see cref="Banks"/> has it.</param>
    /// <param name="number">Spaces and dots that people type between the digits are left out.</param>
    /// <param name="holder">As it stands on the account, with or without diacritics.</param>
    /// <param name="partnerName">The name that their identity was verified with, or is to be.</param>
    public static Outcome<BankAccountDetails> Check(string? bankCode, string? number, string? holder, string partnerName)
    {
        var errors = new List<FieldError>();
        var bank = Banks.Find(bankCode);
        if (bank is null)
            errors.Add(new FieldError(
                "bankCode", string.IsNullOrWhiteSpace(bankCode) ? FieldCodes.Required : BankAccountRefusals.UnknownBank));

        var plain = new string([.. (number ?? "").Where(letter => letter is not (' ' or '.' or '-'))]).ToUpperInvariant();
        if (plain.Length == 0)
            errors.Add(new FieldError("accountNumber", FieldCodes.Required));
        else if (plain.Length is < Shortest or > Longest || !plain.All(char.IsAsciiLetterOrDigit))
            errors.Add(new FieldError("accountNumber", BankAccountRefusals.NumberMalformed));

        // folded too, which can make more letters of one
        if ((TextCheck.RequiredText("holderName", holder, LongestName)
            ?? TextCheck.RequiredText("holderName", SearchText.Fold(holder), LongestName)) is { } wrong)
            errors.Add(wrong);
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        // R6.5: banks write names without diacritics, so that is how they are compared
        return SearchText.Fold(holder) == SearchText.Fold(partnerName)
            ? new BankAccountDetails(bank!, plain, SearchText.Fold(holder).ToUpperInvariant())
            : Refusal.Rule(BankAccountRefusals.HolderDiffers) with
            {
                Fields = [new FieldError("holderName", BankAccountRefusals.HolderDiffers)],
            };
    }
}
