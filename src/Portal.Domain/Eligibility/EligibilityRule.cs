namespace Portal.Domain.Eligibility;

/// <summary>What there is to do for an account now.</summary>
public enum EligibilityAction
{
    Nothing,

    /// <summary>Open the invitation: mail it when it never was, otherwise the one that was mailed holds again.</summary>
    Invite,

    /// <summary>Leave it to an admin; an invitation that was not accepted waits with it.</summary>
    Queue,

    /// <summary>The invitation that was not accepted opens the programme no longer.</summary>
    Withdraw,
}

/// <summary>All that decides about an account.</summary>
/// <param name="Successful">Orders of exactly this account that are successful now (R4.4: never those of another one).</param>
/// <param name="Threshold">How many the programme asks for now.</param>
/// <param name="Shared">What it has in common with other accounts; anything makes it a likely duplicate.</param>
/// <param name="IsMember">The person behind it takes part already, however they came in.</param>
/// <param name="Invitation">What became of its invitation.</param>
/// <param name="Verdict">What an admin said, while it holds.</param>
public sealed record EligibilityFacts(
    int Successful, int Threshold, TraitKinds Shared, bool IsMember, InvitationState Invitation, EligibilityVerdict? Verdict);

/// <param name="Reasons">Codes of <see cref="EligibilityReasons"/>.</param>
public sealed record EligibilityDecision(EligibilityAction Action, EligibilityState State, IReadOnlyList<string> Reasons);

/// <summary>
/// Who may join a refer-a-friend programme (R4.2–R4.4). A function of the facts as they are now, so that the order in which
/// orders, events and shared traits became known does not matter.
/// </summary>
public static class EligibilityRule
{
    public static EligibilityDecision Decide(EligibilityFacts account)
    {
        // R4.3: a member stays a member
        if (account.IsMember)
            return new(EligibilityAction.Nothing, EligibilityState.Member, [EligibilityReasons.AlreadyMember]);

        var open = account.Invitation == InvitationState.Open;
        var close = open ? EligibilityAction.Withdraw : EligibilityAction.Nothing;

        // R4.2, R4.3
        if (account.Successful < account.Threshold)
        {
            return account.Invitation == InvitationState.None
                ? new(EligibilityAction.Nothing, EligibilityState.Counting, [EligibilityReasons.BelowThreshold])
                : new(close, EligibilityState.Withdrawn, [EligibilityReasons.CountFell]);
        }

        List<string> reasons = [EligibilityReasons.ThresholdReached, .. EligibilityReasons.Of(account.Shared)];
        if (account.Verdict == EligibilityVerdict.Rejected)
            return new(close, EligibilityState.Rejected, [.. reasons, EligibilityReasons.RejectedByAdmin]);

        // R4.4
        if (account.Shared != TraitKinds.None && account.Verdict != EligibilityVerdict.Approved)
            return new(EligibilityAction.Queue, EligibilityState.Queued, reasons);
        if (account.Verdict == EligibilityVerdict.Approved)
            reasons.Add(EligibilityReasons.ApprovedByAdmin);
        return new(open ? EligibilityAction.Nothing : EligibilityAction.Invite, EligibilityState.Invited, reasons);
    }
}
