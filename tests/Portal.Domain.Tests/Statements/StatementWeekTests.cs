using Portal.Domain.Invoices;
using Portal.Domain.Ledger;
using Portal.Domain.Common;
using Portal.Domain.Statements;
using Portal.Domain.Withdrawals;

namespace Portal.Domain.Tests.Statements;

/// <summary>In which week a fact stands, and what a statement and an invoice are (R7.8, R7.9).</summary>
public sealed class StatementWeekTests
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    [Theory]
    [InlineData("2026-06-14T23:59:59.999+07:00", "2026-06-08")]
    [InlineData("2026-06-15T00:00:00+07:00", "2026-06-15")]
    [InlineData("2026-06-14T17:00:00Z", "2026-06-15")]
    [InlineData("2027-01-03T23:59:59+07:00", "2026-12-28")]
    [InlineData("2027-01-04T00:00:00+07:00", "2027-01-04")]
    public void R7_8_A_fact_belongs_to_its_local_week(string at, string week) =>
        Assert.Equal(Day(week), StatementWeek.Own(At(at)));

    [Theory]
    [InlineData("2026-06-15T00:00:00+07:00", "2026-06-08")]
    [InlineData("2026-06-14T23:59:59+07:00", "2026-06-01")]
    public void R7_7_The_week_before_is_over_at_Monday_midnight(string now, string week) =>
        Assert.Equal(Day(week), StatementWeek.LastOver(At(now)));

    [Theory]
    [InlineData("2026-06-10", "2026-06-10", null, "2026-06-08")]
    [InlineData("2026-06-10", "2026-06-20", null, "2026-06-15")] // known later: the week in which it is known
    [InlineData("2026-06-10", "2026-06-10", "2026-06-08", "2026-06-15")] // its own is made: the next
    [InlineData("2026-06-10", "2026-06-20", "2026-06-15", "2026-06-22")]
    [InlineData("2026-06-16", "2026-06-14", null, "2026-06-15")] // a clock that goes fast: not before it happened
    public void R7_8_What_comes_after_its_weeks_statement_stands_in_the_next(
        string occurred, string recorded, string? lastMade, string week) => Assert.Equal(
            Day(week),
            StatementWeek.Of(
                new DateTimeOffset(Day(occurred), TimeOnly.MinValue, Vietnam),
                new DateTimeOffset(Day(recorded), TimeOnly.MinValue, Vietnam),
                lastMade is null ? null : Day(lastMade)));

    [Fact]
    public void R7_8_A_statement_is_final_once_confirmed_or_when_its_days_are_over()
    {
        var until = At("2026-06-22T00:01:00+07:00");

        Assert.Equal(StatementState.InReview, StatementStates.Of(null, until, until.AddTicks(-1)));
        Assert.Equal(StatementState.Final, StatementStates.Of(null, until, until));
        Assert.Equal(StatementState.Final, StatementStates.Of(until.AddDays(-6), until, until.AddDays(-5)));
        Assert.Equal("SK-TIEM-AO-DAI-2026-007", StatementWeek.Number("tiem-ao-dai", 2026, 7));
    }

    [Theory]
    [InlineData(1, StatementOutcome.Settled)]
    [InlineData(-1, StatementOutcome.Carried)]
    [InlineData(0, StatementOutcome.Even)]
    public void R7_9_In_the_owners_favour_it_is_settled_in_the_platforms_it_is_carried(long net, StatementOutcome outcome) =>
        Assert.Equal(outcome, StatementStates.Of(net));

    [Theory]
    [InlineData(false, 0, -9_000, ReconciliationMark.Open)]
    [InlineData(true, -9_000, -9_000, ReconciliationMark.Matched)]
    [InlineData(true, -9_000, 0, ReconciliationMark.Over)]
    [InlineData(true, 0, -9_000, ReconciliationMark.Under)]
    public void R7_8_An_order_is_marked_by_what_the_statements_say_of_it(bool isStated, long stated, long owed, ReconciliationMark mark) =>
        Assert.Equal(mark, StatementStates.Mark(isStated, stated, owed));

    [Theory]
    [InlineData(10_000, 0, InvoiceState.Open)]
    [InlineData(10_000, 1, InvoiceState.PartlyPaid)]
    [InlineData(10_000, 10_000, InvoiceState.Paid)]
    [InlineData(10_000, 12_000, InvoiceState.Paid)]
    public void R7_9_An_invoice_is_open_partly_paid_or_paid(long amount, long settled, InvoiceState state) =>
        Assert.Equal(state, InvoiceStates.Of(amount, settled));

    [Theory]
    [InlineData(4_000, 9_000, 4_000, 0)]
    [InlineData(9_000, 9_000, 9_000, 0)]
    [InlineData(11_000, 9_000, 9_000, 2_000)]
    [InlineData(2_000, 0, 0, 2_000)]
    public void R7_9_A_payment_settles_what_is_open_and_the_rest_is_the_shops(long paid, long open, long settled, long left)
    {
        var posted = Postings.InvoicePayment(new Dong(paid), new Dong(open));

        Assert.Equal((-paid, settled, left), (posted.Received.Amount, posted.Invoiced.Amount, posted.Available.Amount));
        Assert.Equal(Dong.Zero, posted.Sum);
        Assert.Equal(Dong.Zero, Postings.Invoice(new Dong(open)).Sum);
        Assert.Equal(Dong.Zero, Postings.SetOff(new Dong(open)).Sum);
    }

    [Fact]
    public void R7_7_A_settlement_is_paid_in_the_first_five_days_of_the_next_week_and_its_reference_is_found()
    {
        Assert.Equal(new PaymentWindow(Day("2026-06-15"), Day("2026-06-19")), PaymentWindow.OfWeek(Day("2026-06-08")));
        var reference = PaymentReference.OfSettlement(Day("2026-06-01"), "K7M2QX9A");
        Assert.Equal("QT2606K7M2QX9A", reference);
        Assert.Equal(reference, PaymentReference.Find("CK quyet toan qt2606k7m2qx9a GD 123"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
