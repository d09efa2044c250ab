using FsCheck;
using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.Domain.Tests.Ledger;

/// <summary>All that the ledger can do balances, and undoes what it says it undoes (R6.1, R6.2).</summary>
public sealed class PostingsTests
{
    private static readonly Gen<Dong> Amount = Gen.Choose(0, 2_000_000_000).Select(amount => new Dong(amount));

    private static readonly Gen<EarnedReward> Reward =
        from gross in Amount
        from atPayment in Gen.Elements(true, false)
        from held in Gen.Elements(true, false)
        select new EarnedReward(gross, atPayment ? Dong.Zero : new BasisPoints(1000).Of(gross), atPayment, held);

    [Fact]
    public void R6_1_Every_posting_balances() => Properties.Holds(
        from reward in Reward
        from tax in Gen.Elements(Enum.GetValues<TaxDisposition>())
        from first in Amount
        from second in Amount
        select (reward, tax, first, second),
        at => new[]
        {
            Postings.Reward(at.reward), Postings.Reversal(at.reward, at.tax), Postings.Move(at.reward),
                Postings.Reserve(at.first, at.second), Postings.GiveBack(at.first, at.second),
            Postings.PayOut(at.first, at.second), Postings.Remit(at.first), Postings.Refund(at.first), Postings.Adjust(at.first, at.second),
                Postings.Adjust(-at.first, at.second),
            Postings.PaidAfterAll(at.first, at.second, at.first),
                Postings.ReturnedAfterAll(at.first, at.second, at.second, remitted: at.reward.IsHeld),
        }.All(posting => posting.Sum == Dong.Zero));

    [Fact]
    public void R3_3_A_reversal_before_the_close_takes_back_all_of_it() =>
        Properties.Holds(Reward, reward => Postings.Reward(reward) + Postings.Reversal(reward, TaxDisposition.Withheld) == default);

    [Fact]
    public void R6_4_A_reversal_after_a_refund_takes_the_tax_back_from_what_is_available() => Properties.Holds(
        Reward.Where(reward => !reward.TaxAtPayment),
        reward => Postings.Reward(reward) + Postings.Refund(reward.Tax) + Postings.Reversal(reward, TaxDisposition.Refunded) == default);

    [Fact]
    public void R6_4_A_reversal_after_a_remittance_is_owed_by_the_state() => Properties.Holds(
        Reward.Where(reward => !reward.TaxAtPayment),
        reward => Postings.Reward(reward) + Postings.Remit(reward.Tax) + Postings.Reversal(reward, TaxDisposition.Remitted) == default);

    [Fact]
    public void R6_5_What_is_set_aside_and_given_back_is_as_it_was() => Properties.Holds(
        from available in Amount from preTax in Amount select (available, preTax),
        at => Postings.Reserve(at.available, at.preTax) + Postings.GiveBack(at.available, at.preTax) == default);

    [Fact]
    public void R6_6_A_payment_that_came_back_is_as_if_nothing_had_been_asked_for() => Properties.Holds(
        from available in Amount from preTax in Amount from remitted in Gen.Elements(true, false) select (available, preTax, remitted),
        at =>
        {
            var tax = new BasisPoints(1000).Of(at.preTax);
            return Postings.Reserve(at.available, at.preTax) + Postings.PayOut(at.available + at.preTax, tax)
                + (at.remitted ? Postings.Remit(tax) : default)
                + Postings.ReturnedAfterAll(at.available, at.preTax, tax, at.remitted) == default;
        });

    [Fact]
    public void R6_6_A_payment_that_went_through_after_all_is_as_if_it_had_never_come_back() => Properties.Holds(
        from available in Amount from preTax in Amount select (available, preTax, Tax: new BasisPoints(1000).Of(preTax)),
        at => Postings.GiveBack(at.available, at.preTax)
        + Postings.PaidAfterAll(at.available, at.preTax, at.Tax) == Postings.PayOut(at.available + at.preTax, at.Tax));

    [Fact]
    public void A_reward_that_is_held_and_released_is_as_it_was() =>
        Properties.Holds(Reward, reward => Postings.Move(reward) + Postings.Move(reward.Moved) == default);

    [Theory]
    [InlineData(100_005, 10_001, 90_004)]
    [InlineData(9, 1, 8)]
    [InlineData(4, 0, 4)]
    public void R6_2_Gross_to_earnings_tax_to_withheld_net_to_available(long gross, long tax, long net)
    {
        var posting = Postings.Reward(
            new EarnedReward(new Dong(gross), new BasisPoints(1000).Of(new Dong(gross)), TaxAtPayment: false, IsHeld: false));

        Assert.Equal(new LedgerAmounts { Earned = new Dong(-gross), TaxWithheld = new Dong(tax), Available = new Dong(net) }, posting);
    }

    [Fact]
    public void R6_7_A_reversal_of_what_was_paid_leaves_a_debt()
    {
        var reward = new EarnedReward(new Dong(100_000), new Dong(10_000), TaxAtPayment: false, IsHeld: false);

        var balance = Postings.Reward(reward) + Postings.Reserve(reward.Net, Dong.Zero) + Postings.PayOut(reward.Net, Dong.Zero)
            + Postings.Reversal(reward, TaxDisposition.Withheld);

        Assert.Equal((new Dong(-90_000), new Dong(90_000)), (balance.Payable, balance.PaidOut));
    }
}
