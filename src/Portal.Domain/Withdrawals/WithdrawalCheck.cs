using Portal.Domain.Common;

namespace Portal.Domain.Withdrawals;

/// <summary>What must be there before money can be requested (R6.5), in the order in which a partner sees to it.</summary>
public enum WithdrawalNeed
{
    /// <summary>The identity is verified.</summary>
    Identity,

    /// <summary>The partner agreement is signed.</summary>
    Agreement,

    /// <summary>There is an account of their own name that money may go to now.</summary>
    BankAccount,

    /// <summary>What is available reaches the smallest amount that can be withdrawn.</summary>
    Balance,
}

/// <summary>What the checks of a withdrawal look at.</summary>
/// <param name="IdentityVerified">Whether the partner's identity is approved.</param>
/// <param name="AgreementSigned">Whether they signed the partner agreement.</param>
/// <param name="AccountUsable">Whether money may go to the account now: of their own, not removed, past its cool-off.</param>
/// <param name="Payable">What they can withdraw; negative after a reversal of more than there was (R6.7).</param>
/// <param name="Minimum">The smallest amount that can be withdrawn: of the programmes they are in, the lowest.</param>
public sealed record WithdrawalFacts(bool IdentityVerified, bool AgreementSigned, bool AccountUsable, Dong Payable, Dong Minimum)
{
    public bool Has(WithdrawalNeed need) => need switch
    {
        WithdrawalNeed.Identity => IdentityVerified,
        WithdrawalNeed.Agreement => AgreementSigned,
        WithdrawalNeed.BankAccount => AccountUsable,
        _ => Payable > Dong.Zero && Payable >= Minimum,
    };
}

/// <summary>Whether an amount can be withdrawn, and from which of the partner's pools it comes (R6.5, R6.7).</summary>
public static class WithdrawalCheck
{
    /// <summary>Null when the amount can be withdrawn; otherwise the first reason why not.</summary>
    public static Refusal? Check(WithdrawalFacts facts, Dong amount)
    {
        if (!facts.IdentityVerified)
            return Refusal.Rule(WithdrawalRefusals.IdentityMissing);
        if (!facts.AgreementSigned)
            return Refusal.Rule(WithdrawalRefusals.AgreementMissing);
        if (!facts.AccountUsable)
            return Refusal.Rule(WithdrawalRefusals.AccountUnusable) with
            {
                Fields = [new FieldError("bankAccountId", WithdrawalRefusals.AccountUnusable)],
            };
        if (facts.Payable < Dong.Zero) // R6.7
            return Refusal.Rule(WithdrawalRefusals.NegativeBalance).With("available", Invariant.Text(facts.Payable));
        if (amount > facts.Payable)
            return Wrong(WithdrawalRefusals.AboveAvailable, "available", facts.Payable);

        return amount < facts.Minimum ? Wrong(WithdrawalRefusals.BelowMinimum, "min", facts.Minimum) : null;
    }

    /// <summary>
    /// What of an amount comes from money whose tax is withheld already; the rest's tax is due when it is paid. Taxed money goes first.
    /// </summary>
    public static (Dong Available, Dong AvailablePreTax) Split(Dong amount, Dong available)
    {
        var taxed = available <= Dong.Zero ? Dong.Zero : available < amount ? available : amount;
        return (taxed, amount - taxed);
    }

    private static Refusal Wrong(string code, string fact, Dong amount) => Refusal.Rule(code).With(fact, Invariant.Text(amount)) with
    {
        Fields = [new FieldError("amount", code).With(fact, Invariant.Text(amount))],
    };
}
