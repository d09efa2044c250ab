using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.Domain.Tests.Disputes;

/// <summary>Which step leads where, and who may take it: every state with every act by everybody (R8.3).</summary>
public sealed class DisputeFlowTests
{
    private const DisputeState Draft = DisputeState.Draft;
    private const DisputeState Open = DisputeState.Open;
    private const DisputeState Review = DisputeState.UnderReview;
    private const DisputeState More = DisputeState.MoreInformation;
    private const DisputeState Accepted = DisputeState.Accepted;
    private const DisputeState Rejected = DisputeState.Rejected;
    private const DisputeState Withdrawn = DisputeState.Withdrawn;

    private static readonly Dictionary<(DisputeState, DisputeAct, DisputeParty), DisputeState> Allowed = new()
    {
        [(Draft, DisputeAct.Save, DisputeParty.Author)] = Draft,
        [(Draft, DisputeAct.File, DisputeParty.Author)] = Open,
        [(Draft, DisputeAct.Withdraw, DisputeParty.Author)] = Withdrawn,
        [(Open, DisputeAct.Write, DisputeParty.Author)] = Open,
        [(Open, DisputeAct.Write, DisputeParty.Counterpart)] = Open,
        [(Open, DisputeAct.Write, DisputeParty.Reviewer)] = Open,
        [(Open, DisputeAct.Review, DisputeParty.Reviewer)] = Review,
        [(Open, DisputeAct.Withdraw, DisputeParty.Author)] = Withdrawn,
        [(Open, DisputeAct.Accept, DisputeParty.Portal)] = Accepted,
        [(Open, DisputeAct.Reject, DisputeParty.Portal)] = Rejected,
        [(Review, DisputeAct.Write, DisputeParty.Author)] = Review,
        [(Review, DisputeAct.Write, DisputeParty.Counterpart)] = Review,
        [(Review, DisputeAct.Write, DisputeParty.Reviewer)] = Review,
        [(Review, DisputeAct.AskForInformation, DisputeParty.Reviewer)] = More,
        [(Review, DisputeAct.Accept, DisputeParty.Reviewer)] = Accepted,
        [(Review, DisputeAct.Reject, DisputeParty.Reviewer)] = Rejected,
        [(Review, DisputeAct.Accept, DisputeParty.Portal)] = Accepted,
        [(Review, DisputeAct.Reject, DisputeParty.Portal)] = Rejected,
        [(Review, DisputeAct.Withdraw, DisputeParty.Author)] = Withdrawn,
        [(More, DisputeAct.Write, DisputeParty.Author)] = Review,
        [(More, DisputeAct.Write, DisputeParty.Counterpart)] = More,
        [(More, DisputeAct.Write, DisputeParty.Reviewer)] = More,
        [(More, DisputeAct.Accept, DisputeParty.Reviewer)] = Accepted,
        [(More, DisputeAct.Reject, DisputeParty.Reviewer)] = Rejected,
        [(More, DisputeAct.Accept, DisputeParty.Portal)] = Accepted,
        [(More, DisputeAct.Reject, DisputeParty.Portal)] = Rejected,
        [(More, DisputeAct.Withdraw, DisputeParty.Author)] = Withdrawn,
        [(Accepted, DisputeAct.Appeal, DisputeParty.Counterpart)] = Open,
        [(Rejected, DisputeAct.Appeal, DisputeParty.Author)] = Open,
    };

    public static TheoryData<DisputeState> States => [.. Enum.GetValues<DisputeState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void R8_3_From_a_state_everybody_can_do_this_and_nothing_else(DisputeState state)
    {
        foreach (var act in Enum.GetValues<DisputeAct>())
        {
            foreach (var by in Enum.GetValues<DisputeParty>())
            {
                var after = DisputeFlow.After(state, act, by);
                Assert.True(
                    Allowed.TryGetValue((state, act, by), out var next) ? after.Succeeded && after.Value == next : !after.Succeeded,
                    $"{state} {act} {by}: {after.Refusal?.Code}");
                Assert.Equal(after.Succeeded, DisputeFlow.Acts(state, by).Contains(act));
            }
        }
    }

    [Fact]
    public void R8_3_Who_may_never_is_told_so_and_who_is_too_late_where_it_stands()
    {
        Assert.Equal(CommonRefusals.Forbidden, DisputeFlow.After(Review, DisputeAct.Accept, DisputeParty.Author).Refusal!.Code);
        Assert.Equal(CommonRefusals.Forbidden, DisputeFlow.After(Open, DisputeAct.Withdraw, DisputeParty.Reviewer).Refusal!.Code);

        var late = DisputeFlow.After(Accepted, DisputeAct.Accept, DisputeParty.Reviewer).Refusal!;
        Assert.Equal((RefusalKind.Conflict, DisputeRefusals.WrongState, "accepted"), (late.Kind, late.Code, late.Facts["state"]));
    }

    [Fact]
    public void R8_8_What_nobody_answers_is_escalated_unless_it_is_set_otherwise_and_silence_of_its_author_gains_nothing()
    {
        Assert.Equal(default, UnansweredDispute.Escalate);
        Assert.Equal(UnansweredDispute.Accept, DisputeFlow.WhenUnanswered(Open, false, UnansweredDispute.Accept));
        Assert.Equal(UnansweredDispute.Reject, DisputeFlow.WhenUnanswered(Review, false, UnansweredDispute.Reject));
        Assert.Equal(UnansweredDispute.Escalate, DisputeFlow.WhenUnanswered(More, false, UnansweredDispute.Accept));
        Assert.Equal(UnansweredDispute.Reject, DisputeFlow.WhenUnanswered(More, false, UnansweredDispute.Reject));
        Assert.All(Enum.GetValues<UnansweredDispute>(),
            setting => Assert.Equal(UnansweredDispute.Escalate, DisputeFlow.WhenUnanswered(Open, true, setting)));
    }

    [Fact]
    public void R8_3_A_due_date_is_in_time_then_near_then_past_and_is_told_before_at_and_after_it()
    {
        var clock = new DisputeClock(TimeSpan.FromDays(7), TimeSpan.FromDays(2), TimeSpan.FromDays(1), TimeSpan.FromDays(14));
        var now = new DateTimeOffset(2026, 6, 10, 5, 0, 0, TimeSpan.Zero);
        var due = clock.DueFrom(now);
        Assert.Equal(now.AddDays(7), due);
        Assert.Equal(
            [DisputeUrgency.InTime, DisputeUrgency.Near, DisputeUrgency.Near, DisputeUrgency.Past],
            new[] { now.AddDays(5).AddTicks(-1), now.AddDays(5), due.AddTicks(-1), due }.Select(at => clock.UrgencyOf(due, at)));
        Assert.Equal(DisputeUrgency.None, clock.UrgencyOf(null, now));

        Assert.Equal(now.AddDays(5), clock.NoticeAfter(due, now));
        Assert.Equal(due, clock.NoticeAfter(due, now.AddDays(5)));
        Assert.Equal(due.AddDays(1), clock.NoticeAfter(due, due));
        Assert.Equal(due.AddDays(3), clock.NoticeAfter(due, due.AddDays(2)));

        Assert.True(clock.MayAppeal(now, now.AddDays(14).AddTicks(-1)));
        Assert.False(clock.MayAppeal(now, now.AddDays(14)));
    }

    [Fact]
    public void R8_1_Each_side_files_its_kinds_and_each_kind_says_what_should_have_been_recorded()
    {
        var (me, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        string[] Wrong(DisputeKind kind, LedgerHolder side, DisputeWanted wanted) =>
            [.. DisputeWants.Check(kind, side, me, wanted).Select(error => $"{error.Field} {error.Code}")];

        Assert.Equal(["kind not_allowed"], Wrong(DisputeKind.WrongSource, LedgerHolder.Partner, DisputeWanted.Nothing));
        Assert.Equal(["kind not_allowed"], Wrong(DisputeKind.MissingOrder, LedgerHolder.Shop, DisputeWanted.Nothing));
        Assert.Empty(Wrong(DisputeKind.MissingOrder, LedgerHolder.Partner, new DisputeWanted(me)));
        Assert.Equal(["wanted.partnerId not_found"], Wrong(DisputeKind.WrongPartner, LedgerHolder.Partner, new DisputeWanted(other)));
        Assert.Equal(["wanted.base required"], Wrong(DisputeKind.WrongAmount, LedgerHolder.Partner, DisputeWanted.Nothing));
        Assert.Equal(["wanted.base negative"], Wrong(DisputeKind.WrongSurcharge, LedgerHolder.Shop, new DisputeWanted(Base: -1)));
        Assert.Equal(
            ["wanted.base too_large"], Wrong(DisputeKind.WrongAmount, LedgerHolder.Shop, new DisputeWanted(Base: Dong.Largest + 1)));
        Assert.Equal(["wanted.status required"], Wrong(DisputeKind.WrongStatus, LedgerHolder.Shop, DisputeWanted.Nothing));
        Assert.Empty(Wrong(DisputeKind.WrongStatus, LedgerHolder.Shop, new DisputeWanted(Status: OrderStatus.Cancelled)));

        Assert.Equal(me, DisputeWants.Completed(DisputeKind.MissingOrder, LedgerHolder.Partner, me, DisputeWanted.Nothing).PartnerId);
        Assert.Equal(
            Introducer.Owner,
            DisputeWants.Completed(DisputeKind.WrongSource, LedgerHolder.Shop, me, DisputeWanted.Nothing).IntroducedBy);
    }

    [Fact]
    public void Codes_are_read_as_they_are_written_and_numbers_count_in_the_local_year()
    {
        Assert.All(Enum.GetValues<DisputeState>(), state => Assert.Equal(state, DisputeCodes.Parse<DisputeState>(DisputeCodes.Of(state))));
        Assert.Null(DisputeCodes.Parse<DisputeState>("UnderReview"));
        Assert.Equal("KN-2026-000123", DisputeNumbers.Of(2026, 123));
        Assert.Equal(2027, DisputeNumbers.YearOf(new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero)));
        Assert.Equal(2026, DisputeNumbers.YearOf(new DateTimeOffset(2026, 12, 31, 16, 59, 59, TimeSpan.Zero)));
    }
}
