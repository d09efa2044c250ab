using Portal.Domain.Common;

namespace Portal.Domain.Disputes;

/// <summary>Which step leads from where to where, and who may take it (R8.3).</summary>
public static class DisputeFlow
{
    private static readonly DisputeState[] Reviewed = [DisputeState.UnderReview, DisputeState.MoreInformation];

    /// <param name="state">Where it stands.</param>
    /// <param name="act">What somebody would do.</param>
    /// <param name="by">Who they are to it.</param>
    /// <returns>Where it stands afterwards, or why not.</returns>
    public static Outcome<DisputeState> After(DisputeState state, DisputeAct act, DisputeParty by)
    {
        if (!MayEver(act, by))
            return Refusal.Forbidden();

        return Next(state, act, by) is { } next
            ? next
            : Refusal.Conflict(DisputeRefusals.WrongState).With("state", DisputeCodes.Of(state));
    }

    /// <summary>What this one can do as it stands.</summary>
    public static IReadOnlyList<DisputeAct> Acts(DisputeState state, DisputeParty by) =>
        [.. Enum.GetValues<DisputeAct>().Where(act => After(state, act, by).Succeeded)];

    /// <summary>
    /// R8.8: what becomes of a case that nobody answered by its due date. Who does not answer a question gains nothing by it: what waits
    /// for its author is never accepted.
    /// </summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="isAppealed">An appeal is decided by a person, who is another one than before.</param>
    /// <param name="setting">What is set for cases that nobody answers.</param>
    public static UnansweredDispute WhenUnanswered(DisputeState state, bool isAppealed, UnansweredDispute setting) =>
        isAppealed || (setting == UnansweredDispute.Accept && state == DisputeState.MoreInformation)
            ? UnansweredDispute.Escalate
            : setting;

    private static bool MayEver(DisputeAct act, DisputeParty by) => act switch
    {
        DisputeAct.Save or DisputeAct.File or DisputeAct.Withdraw => by == DisputeParty.Author,
        DisputeAct.Appeal => by is DisputeParty.Author or DisputeParty.Counterpart,
        DisputeAct.Write => by != DisputeParty.Portal,
        DisputeAct.Review or DisputeAct.AskForInformation => by == DisputeParty.Reviewer,
        _ => by is DisputeParty.Reviewer or DisputeParty.Portal,
    };

    private static DisputeState? Next(DisputeState state, DisputeAct act, DisputeParty by) => act switch
    {
        DisputeAct.Save when state == DisputeState.Draft => DisputeState.Draft,
        DisputeAct.File when state == DisputeState.Draft => DisputeState.Open,
        DisputeAct.Write when by == DisputeParty.Author && state == DisputeState.MoreInformation => DisputeState.UnderReview,
        DisputeAct.Write when state.IsPending() => state,
        DisputeAct.Review when state == DisputeState.Open => DisputeState.UnderReview,
        DisputeAct.AskForInformation when state == DisputeState.UnderReview => DisputeState.MoreInformation,

        // a person looks first; the portal decides what nobody looked at
        DisputeAct.Accept when Reviewed.Contains(state) || (by == DisputeParty.Portal && state.IsPending()) => DisputeState.Accepted,
        DisputeAct.Reject when Reviewed.Contains(state) || (by == DisputeParty.Portal && state.IsPending()) => DisputeState.Rejected,
        DisputeAct.Withdraw when state.IsPending() || state == DisputeState.Draft => DisputeState.Withdrawn,

        // whom the decision is against
        DisputeAct.Appeal when state == (by == DisputeParty.Author ? DisputeState.Rejected : DisputeState.Accepted) => DisputeState.Open,
        _ => null,
    };
}

/// <summary>What becomes of a case that nobody answers by its due date (R8.8).</summary>
public enum UnansweredDispute
{
    /// <summary>The admins are told, and it stands first in their list.</summary>
    Escalate,

    /// <summary>Its author is believed.</summary>
    Accept,

    Reject,
}
