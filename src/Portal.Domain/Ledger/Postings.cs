using Portal.Domain.Common;

namespace Portal.Domain.Ledger;

/// <summary>Where the tax of a reward is when the reward is taken back.</summary>
public enum TaxDisposition
{
    /// <summary>Still kept back: its month is not closed.</summary>
    Withheld,

    /// <summary>With the partner: its month was closed under the threshold.</summary>
    Refunded,

    /// <summary>With the state: the next remittance is that much lower.</summary>
    Remitted,
}

/// <summary>What an earned reward is in the ledger: <see cref="Gross"/> less <see cref="Tax"/> is the partner's.</summary>
/// <param name="Gross">Đồng before tax.</param>
/// <param name="Tax">What was withheld when it was earned; zero where tax is due at the payment, or not at all.</param>
/// <param name="TaxAtPayment">True when its tax is due when it is paid (R6.3, <c>per_payment</c>).</param>
/// <param name="IsHeld">True while it must not be paid.</param>
public readonly record struct EarnedReward(Dong Gross, Dong Tax, bool TaxAtPayment, bool IsHeld)
{
    public Dong Net => Gross - Tax;

    /// <summary>What of the net must not be paid where that is not all of it: what a dispute is about (R8.7).</summary>
    public Dong HeldPart { get; init; }

    /// <summary>What of the net must not be paid.</summary>
    public Dong Held => IsHeld || HeldPart > Net ? Net : HeldPart;

    /// <summary>The net amount where it stands: with what can be withdrawn, and with what is held.</summary>
    public LedgerAmounts Place => new LedgerAmounts { Held = Held }
        + (TaxAtPayment ? new() { AvailablePreTax = Net - Held } : new() { Available = Net - Held });

    /// <summary>The other place: held becomes payable, payable becomes held.</summary>
    public EarnedReward Moved => this with { IsHeld = !IsHeld };
}

/// <summary>
/// The postings of each fact: what it moves between a partner's accounts. All that the ledger can do stands here, and each sums
/// to zero.
/// </summary>
public static class Postings
{
    /// <summary>R6.2: gross to the partner's earnings, tax to withheld, net to available.</summary>
    public static LedgerAmounts Reward(EarnedReward reward) =>
        new LedgerAmounts { Earned = -reward.Gross, TaxWithheld = reward.Tax } + reward.Place;

    /// <summary>R2.6: what stands of a reward that is taken back with it; its tax is where that of the whole was.</summary>
    public static LedgerAmounts Standing(EarnedReward reward, TaxDisposition tax) => tax switch
    {
        TaxDisposition.Withheld => Reward(reward),
        TaxDisposition.Refunded => Reward(reward with { Tax = Dong.Zero }),
        _ => new LedgerAmounts { Earned = -reward.Gross, TaxRemitted = reward.Tax } + reward.Place,
    };

    /// <summary>R3.3: takes back all of it, its tax from where the tax is.</summary>
    public static LedgerAmounts Reversal(EarnedReward reward, TaxDisposition tax) =>
        new LedgerAmounts { Earned = reward.Gross } + -reward.Place + tax switch
        {
            TaxDisposition.Withheld => new LedgerAmounts { TaxWithheld = -reward.Tax },
            TaxDisposition.Refunded => new LedgerAmounts { Available = -reward.Tax },
            _ => new LedgerAmounts { TaxRemitted = -reward.Tax },
        };

    /// <summary>A reward that stands goes to the other place.</summary>
    public static LedgerAmounts Move(EarnedReward reward) => Move(reward, reward.Moved);

    /// <summary>More or less of a reward that stands is held than before.</summary>
    public static LedgerAmounts Move(EarnedReward reward, EarnedReward now) => now.Place + -reward.Place;

    /// <summary>R8.7: what of a shop's order is in dispute, out of what is to be settled; negative where the shop would owe it.</summary>
    public static LedgerAmounts Hold(Dong amount) => new() { Available = -amount, Held = amount };

    /// <summary>R6.5: what was requested is set aside, taxed money first.</summary>
    public static LedgerAmounts Reserve(Dong available, Dong preTax) =>
        new() { Available = -available, AvailablePreTax = -preTax, Reserved = available + preTax };

    /// <summary>R6.6: what was set aside is available again, as it was.</summary>
    public static LedgerAmounts GiveBack(Dong available, Dong preTax) => -Reserve(available, preTax);

    /// <summary>The bank paid what was set aside, less the tax of this payment (R6.3).</summary>
    public static LedgerAmounts PayOut(Dong reserved, Dong tax) =>
        new() { Reserved = -reserved, PaidOut = reserved - tax, TaxWithheld = tax };

    /// <summary>
    /// The bank said that it had paid, and sent the money back: the payment and its tax are undone, and the request gives back what it set
    /// aside.
    /// </summary>
    public static LedgerAmounts ReturnedAfterAll(Dong available, Dong preTax, Dong tax, bool remitted) =>
        -PayOut(available + preTax, tax) + GiveBack(available, preTax) + (remitted ? Remit(-tax) : default);

    /// <summary>
    /// The bank said that it had not paid, and had: what came back is taken again (R6.7: what they have may become negative), and paid.
    /// </summary>
    public static LedgerAmounts PaidAfterAll(Dong available, Dong preTax, Dong tax) => Reserve(available, preTax)
        + PayOut(available + preTax, tax);

    /// <summary>R6.4: the month's withheld tax goes to the state.</summary>
    public static LedgerAmounts Remit(Dong tax) => new() { TaxWithheld = -tax, TaxRemitted = tax };

    /// <summary>R6.4: the month's withheld tax comes back.</summary>
    public static LedgerAmounts Refund(Dong tax) => new() { TaxWithheld = -tax, Available = tax };

    /// <summary>
    /// R7.9: for an order of a shop, the surcharge to the platform's earnings and the promotion that the platform owes; the shop has what
    /// is left, and owes it where that is negative.
    /// </summary>
    public static LedgerAmounts Surcharge(Dong surcharge, Dong promotion) =>
        new() { Surcharged = surcharge, Promoted = -promotion, Available = promotion - surcharge };

    /// <summary>R7.9: what a shop owes stands on an invoice.</summary>
    public static LedgerAmounts Invoice(Dong amount) => new() { Available = amount, Invoiced = -amount };

    /// <summary>R7.9: a shop paid; what is more than the invoice's open amount is the shop's.</summary>
    public static LedgerAmounts InvoicePayment(Dong paid, Dong open)
    {
        var settled = paid < open ? paid : open;
        return new() { Received = -paid, Invoiced = settled, Available = paid - settled };
    }

    /// <summary>R7.9: what is in a shop's favour goes against what an invoice asks for.</summary>
    public static LedgerAmounts SetOff(Dong amount) => new() { Available = -amount, Invoiced = amount };

    /// <summary>A correction by a person, before tax; negative takes away.</summary>
    public static LedgerAmounts Adjust(Dong gross, Dong tax) =>
        new() { Earned = -gross, Available = gross - tax, TaxWithheld = tax };
}
