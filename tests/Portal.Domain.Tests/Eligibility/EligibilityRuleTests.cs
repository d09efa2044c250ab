using FsCheck.Fluent;
using Portal.Domain.Eligibility;

namespace Portal.Domain.Tests.Eligibility;

/// <summary>Who may join "Thêm bạn thêm vui" (R4.2–R4.4), sentence by sentence.</summary>
public sealed class EligibilityRuleTests
{
    private static readonly EligibilityFacts Three = new(3, 3, TraitKinds.None, false, InvitationState.None, null);

    [Theory]
    [InlineData(0, EligibilityState.Counting)]
    [InlineData(2, EligibilityState.Counting)]
    [InlineData(3, EligibilityState.Invited)]
    [InlineData(4, EligibilityState.Invited)]
    public void R4_2_Only_an_account_with_at_least_three_successful_orders_may_join(int successful, EligibilityState state) =>
        Assert.Equal(state, EligibilityRule.Decide(Three with { Successful = successful }).State);

    [Theory]
    [InlineData(1, 1, EligibilityState.Invited)]
    [InlineData(4, 5, EligibilityState.Counting)]
    [InlineData(5, 5, EligibilityState.Invited)]
    public void R4_2_The_threshold_is_a_setting_and_counts_the_last_one(int successful, int threshold, EligibilityState state) =>
        Assert.Equal(state, EligibilityRule.Decide(Three with { Successful = successful, Threshold = threshold }).State);

    [Fact]
    public void R4_3_Reaching_the_threshold_invites_automatically()
    {
        var decision = EligibilityRule.Decide(Three);

        Assert.Equal(EligibilityAction.Invite, decision.Action);
        Assert.Equal([EligibilityReasons.ThresholdReached], decision.Reasons);
    }

    [Fact]
    public void R4_3_Once_the_fourth_order_invites_nobody_again() =>
        Assert.Equal(
            (EligibilityAction.Nothing, EligibilityState.Invited),
            Act(Three with { Successful = 4, Invitation = InvitationState.Open }));

    [Fact]
    public void R4_3_An_invitation_that_is_not_accepted_is_withdrawn_when_the_count_falls() =>
        Assert.Equal(
            (EligibilityAction.Withdraw, EligibilityState.Withdrawn),
            Act(Three with { Successful = 2, Invitation = InvitationState.Open }));

    [Fact]
    public void R4_3_What_is_withdrawn_is_not_withdrawn_again() =>
        Assert.Equal(
            (EligibilityAction.Nothing, EligibilityState.Withdrawn),
            Act(Three with { Successful = 1, Invitation = InvitationState.Suspended }));

    [Fact]
    public void R4_3_When_the_count_comes_back_so_does_the_invitation() =>
        Assert.Equal((EligibilityAction.Invite, EligibilityState.Invited), Act(Three with { Invitation = InvitationState.Suspended }));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void R4_3_A_member_stays_a_member(int successful) =>
        Assert.Equal(
            (EligibilityAction.Nothing, EligibilityState.Member),
            Act(Three with { Successful = successful, IsMember = true, Shared = TraitKinds.Phone, Invitation = InvitationState.Open }));

    [Theory]
    [InlineData(TraitKinds.Phone, EligibilityReasons.SharedPhone)]
    [InlineData(TraitKinds.Device, EligibilityReasons.SharedDevice)]
    [InlineData(TraitKinds.NormalisedEmail, EligibilityReasons.SharedNormalisedEmail)]
    public void R4_4_A_likely_duplicate_that_reaches_the_threshold_goes_to_the_queue_with_the_reason(TraitKinds shared, string reason)
    {
        var decision = EligibilityRule.Decide(Three with { Shared = shared });

        Assert.Equal((EligibilityAction.Queue, EligibilityState.Queued), (decision.Action, decision.State));
        Assert.Equal([EligibilityReasons.ThresholdReached, reason], decision.Reasons);
    }

    [Fact]
    public void R4_4_A_likely_duplicate_below_the_threshold_waits_like_anybody() =>
        Assert.Equal((EligibilityAction.Nothing, EligibilityState.Counting),
            Act(Three with { Successful = 2, Shared = TraitKinds.Device }));

    [Fact]
    public void R4_4_An_open_invitation_waits_for_the_admin_when_the_account_turns_out_to_be_a_likely_duplicate() =>
        Assert.Equal(
            (EligibilityAction.Queue, EligibilityState.Queued),
            Act(Three with { Shared = TraitKinds.Phone, Invitation = InvitationState.Open }));

    [Fact]
    public void R4_4_An_approved_duplicate_is_invited_and_a_rejected_one_is_not()
    {
        var duplicate = Three with { Shared = TraitKinds.Phone | TraitKinds.Device };

        Assert.Equal((EligibilityAction.Invite, EligibilityState.Invited), Act(duplicate with { Verdict = EligibilityVerdict.Approved }));
        Assert.Equal((EligibilityAction.Nothing, EligibilityState.Rejected), Act(duplicate with { Verdict = EligibilityVerdict.Rejected }));
    }

    [Fact]
    public void R4_4_An_approval_does_not_replace_the_orders() =>
        Assert.Equal(EligibilityState.Counting,
            EligibilityRule.Decide(Three with { Successful = 2, Verdict = EligibilityVerdict.Approved }).State);

    /// <summary>
    /// However orders, returns, shared traits and verdicts follow each other: whether the account may join is the same at the end.
    /// </summary>
    [Fact]
    public void R4_3_The_order_of_events_does_not_matter_for_the_outcome()
    {
        var change = Gen.Elements<Func<EligibilityFacts, EligibilityFacts>>(
            account => account with { Successful = account.Successful + 1 },
            account => account with { Successful = account.Successful + 1 },
            account => account with { Successful = account.Successful - 1 },
            account => account with { Shared = account.Shared | TraitKinds.Phone },
            account => account with { Shared = account.Shared | TraitKinds.Device });
        var stories =
            from changes in Gen.ListOf(change)
            from verdict in Gen.Elements<EligibilityVerdict?>(null, EligibilityVerdict.Approved, EligibilityVerdict.Rejected)
            from order in Gen.Shuffle(Enumerable.Range(0, changes.Count()))
            select (Changes: changes.ToList(), Order: order.ToList(), Verdict: verdict);

        Properties.Holds(stories, story =>
            Standing(After(story.Changes, story.Verdict)) == Standing(
                After([.. story.Order.Select(i => story.Changes[i])], story.Verdict)));
    }

    /// <summary>At most one invitation is ever first opened, whatever happens.</summary>
    [Fact]
    public void R4_3_An_open_invitation_is_never_opened_again()
    {
        var facts =
            from successful in Gen.Choose(0, 6)
            from shared in Gen.Elements(TraitKinds.None, TraitKinds.Phone, TraitKinds.NormalisedEmail | TraitKinds.Device)
            from verdict in Gen.Elements<EligibilityVerdict?>(null, EligibilityVerdict.Approved, EligibilityVerdict.Rejected)
            select new EligibilityFacts(successful, 3, shared, false, InvitationState.Open, verdict);

        Properties.Holds(facts, account => EligibilityRule.Decide(account).Action != EligibilityAction.Invite);
    }

    private static (EligibilityAction, EligibilityState) Act(EligibilityFacts account)
    {
        var decision = EligibilityRule.Decide(account);
        return (decision.Action, decision.State);
    }

    private static EligibilityState After(IReadOnlyList<Func<EligibilityFacts, EligibilityFacts>> changes, EligibilityVerdict? verdict)
    {
        var account = new EligibilityFacts(0, 3, TraitKinds.None, false, InvitationState.None, null);
        foreach (var change in changes.Append(account => account with { Verdict = verdict }))
        {
            account = change(account);
            account = account with
            {
                Invitation = EligibilityRule.Decide(account).State == EligibilityState.Invited ? InvitationState.Open
                    : account.Invitation == InvitationState.None ? InvitationState.None : InvitationState.Suspended,
            };
        }

        return EligibilityRule.Decide(account).State;
    }

    // whether an invitation was ever mailed is history, and so is the word for having lost it
    private static EligibilityState Standing(EligibilityState state) => state == EligibilityState.Withdrawn
        ? EligibilityState.Counting : state;
}
