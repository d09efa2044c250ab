using FsCheck.Fluent;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.Domain.Tests.Withdrawals;

/// <summary>When money can be withdrawn (R6.5, R6.7), when it is paid (R6.6), and how a payment and its answer are recognised.</summary>
public sealed class WithdrawalCheckTests
{
    private static readonly WithdrawalFacts Ready = new(true, true, true, new Dong(500_000), new Dong(200_000));

    [Theory]
    [InlineData(199_999, WithdrawalRefusals.BelowMinimum)]
    [InlineData(200_000, null)]
    [InlineData(500_000, null)]
    [InlineData(500_001, WithdrawalRefusals.AboveAvailable)]
    public void R6_5_From_the_minimum_up_to_what_is_available(long amount, string? refused) =>
        Assert.Equal(refused, WithdrawalCheck.Check(Ready, new Dong(amount))?.Code);

    [Fact]
    public void R6_5_The_first_thing_that_is_missing_is_said()
    {
        var missing = new WithdrawalFacts(false, false, false, new Dong(-1), new Dong(200_000));

        Assert.Equal(WithdrawalRefusals.IdentityMissing, WithdrawalCheck.Check(missing, new Dong(1))?.Code);
        Assert.Equal(WithdrawalRefusals.AgreementMissing,
            WithdrawalCheck.Check(missing with { IdentityVerified = true }, new Dong(1))?.Code);
        Assert.Equal(WithdrawalRefusals.AccountUnusable, WithdrawalCheck.Check(Ready with { AccountUsable = false }, new Dong(1))?.Code);
        Assert.All(Enum.GetValues<WithdrawalNeed>(), need => Assert.False(missing.Has(need)));
        Assert.All(Enum.GetValues<WithdrawalNeed>(), need => Assert.True(Ready.Has(need)));
    }

    [Theory]
    [InlineData(-1, WithdrawalRefusals.NegativeBalance)]
    [InlineData(0, WithdrawalRefusals.AboveAvailable)]
    public void R6_7_No_withdrawal_from_a_negative_balance(long payable, string refused) =>
        Assert.Equal(refused, WithdrawalCheck.Check(Ready with { Payable = new Dong(payable), Minimum = Dong.Zero }, new Dong(1))?.Code);

    [Fact]
    public void Taxed_money_goes_first_and_never_more_than_there_is() => Properties.Holds(
        from amount in Gen.Choose(1, 1_000_000)
        from available in Gen.Choose(-1_000_000, 1_000_000)
        select (
            amount: new Dong(amount), available: new Dong(available)),
        at =>
        {
            var (taxed, preTax) = WithdrawalCheck.Split(at.amount, at.available);
            return taxed + preTax == at.amount && taxed >= Dong.Zero && preTax >= Dong.Zero && (taxed == Dong.Zero || taxed <= at.available)
                && (preTax == Dong.Zero || taxed >= at.available || at.available <= Dong.Zero);
        });

    [Theory]
    [InlineData("2026-01-31", "2026-02-01", "2026-02-05")]
    [InlineData("2028-02-29", "2028-03-01", "2028-03-05")]
    [InlineData("2026-12-01", "2027-01-01", "2027-01-05")]
    public void R6_6_Requests_of_a_month_are_paid_from_day_1_to_day_5_of_the_next(string day, string from, string until)
    {
        var window = PaymentWindow.OfMonth(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((from, until), (window.From.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            window.Until.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("2026-07-05", "2026-05-01", 0)]
    [InlineData("2026-07-06", "2026-06-01", 1)]
    [InlineData("2026-07-31", "2026-06-01", 26)]
    [InlineData("2026-08-01", "2026-06-01", 27)]
    public void R6_6_What_waits_after_day_5_is_late_by_days_and_what_waits_before_is_not(string today, string lastPassed, int daysOfJune)
    {
        var day = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture);
        var june = new DateOnly(2026, 6, 1);

        Assert.Equal(DateOnly.Parse(lastPassed, System.Globalization.CultureInfo.InvariantCulture), PaymentWindow.LastPassed(day));
        Assert.Equal(daysOfJune, PaymentWindow.PromiseOf(june, WithdrawalState.Requested, null, day)!.DaysLate);
        Assert.Equal(daysOfJune > 0, june <= PaymentWindow.LastPassed(day));
        Assert.Null(PaymentWindow.PromiseOf(june, WithdrawalState.Paid, PayoutBatchState.Settled, day));
        Assert.Null(PaymentWindow.PromiseOf(PaymentWindow.OfMonth(june), PayoutBatchState.Discarded, day));
    }

    [Fact]
    public void A_reference_is_short_plain_and_found_in_what_banks_make_of_it()
    {
        var reference = PaymentReference.Of(new DateOnly(2026, 6, 1), "K7M2QX9A");

        Assert.Equal("RT2606K7M2QX9A", reference);
        Assert.True(reference.Length <= PaymentReference.MaxLength);
        Assert.All(reference, letter => Assert.True(char.IsAsciiLetterOrDigit(letter)));
        Assert.Equal(reference, PaymentReference.Find("MBVCB.123.rt2606-k7m2 qx9a chuyen tien"));
        Assert.Equal("RT2606K7M2QX9ART2606K7M2QX9B", PaymentReference.Find("RT2606K7M2QX9A RT2606K7M2QX9B"));
    }

    [Theory]
    [InlineData("RT1", 100L, "007", true, null)]
    [InlineData("RT1", 101L, "007", true, PayoutMismatch.AmountDiffers)]
    [InlineData("RT1", null, "007", true, PayoutMismatch.AmountDiffers)]
    [InlineData("RT1", 100L, "008", true, PayoutMismatch.AccountDiffers)]
    [InlineData("RT1", 100L, null, true, PayoutMismatch.AccountDiffers)]
    [InlineData("RT1", 100L, "007", null, PayoutMismatch.Unreadable)]
    public void R6_6_An_answer_is_taken_when_reference_amount_and_account_agree(
        string reference, long? amount, string? account, bool? paid, PayoutMismatch? mismatch) =>
        Assert.Equal(mismatch, BankAnswers.Compare(
            new BankAnswer(reference, amount, account, paid, null), new SentPayment("RT1", 100, "007", PayoutLineState.Included)));

    [Theory]
    [InlineData(PayoutLineState.Paid, true, null)]
    [InlineData(PayoutLineState.Paid, false, PayoutMismatch.AnsweredOtherwise)]
    [InlineData(PayoutLineState.Rejected, false, null)]
    [InlineData(PayoutLineState.Rejected, true, PayoutMismatch.AnsweredOtherwise)]
    [InlineData(PayoutLineState.Held, true, PayoutMismatch.NotSent)]
    [InlineData(PayoutLineState.Excluded, true, PayoutMismatch.NotSent)]
    public void R6_6_A_line_is_answered_once(PayoutLineState state, bool paid, PayoutMismatch? mismatch)
    {
        Assert.Equal(mismatch,
            BankAnswers.Compare(new BankAnswer("RT1", 100, "007", paid, null), new SentPayment("RT1", 100, "007", state)));
        Assert.Equal(PayoutMismatch.UnknownReference, BankAnswers.Compare(new BankAnswer("RT1", 100, "007", paid, null), null));
    }

    [Fact]
    public void A_VietQR_code_says_where_how_much_and_what_for_and_its_checksum_holds()
    {
        var text = VietQr.Text(Banks.Find("VCB")!, "0071000123456", new Dong(1_250_000), "RT2606K7M2QX9A");
        var fields = Fields(text);

        Assert.Equal(("01", "12", "704", "1250000", "VN"), (fields["00"], fields["01"], fields["53"], fields["54"], fields["58"]));
        var account = Fields(fields["38"]);
        Assert.Equal(("A000000727", "QRIBFTTA"), (account["00"], account["02"]));
        Assert.Equal(("970436", "0071000123456"), (Fields(account["01"])["00"], Fields(account["01"])["01"]));
        Assert.Equal("RT2606K7M2QX9A", Fields(fields["62"])["08"]);
        Assert.Equal(0x29B1, Crc("123456789")); // the value that the algorithm is known by
        Assert.Equal(Crc(text[..^4]).ToString("X4", System.Globalization.CultureInfo.InvariantCulture), fields["63"]);
    }

    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            var length = int.Parse(text.AsSpan(at + 2, 2), System.Globalization.CultureInfo.InvariantCulture);
            fields.Add(text.Substring(at, 2), text.Substring(at + 4, length));
            at += 4 + length;
        }

        return fields;
    }

    /// <summary>The same checksum the other way: by polynomial division of the bits.</summary>
    private static int Crc(string text)
    {
        var rest = 0xFFFF;
        foreach (var letter in text)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                var carry = ((rest >> 15) & 1) ^ ((letter >> bit) & 1);
                rest = ((rest << 1) & 0xFFFF) ^ (carry * 0x1021);
            }
        }

        return rest;
    }
}
