using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>An account in the admin's queue or beside it.</summary>
/// <param name="Program">The programme's code.</param>
/// <param name="Email">In full for admins, masked for everybody else.</param>
/// <param name="Threshold">How many successful orders the programme asks for now; null before its first settings.</param>
/// <param name="Reasons">Codes of <see cref="EligibilityReasons"/>.</param>
/// <param name="GroupId">Its group of likely duplicates (R4.4).</param>
/// <param name="MailDueAt">When the waiting mail of the invitation leaves; null when none waits.</param>
public sealed record EligibilityView(
    Guid Id,
    string Program,
    string ProgramName,
    string Email,
    int SuccessfulOrders,
    int? Threshold,
    EligibilityState State,
    DateTimeOffset StateSince,
    IReadOnlyList<string> Reasons,
    Guid? GroupId,
    EligibilityVerdict? Decision,
    string? DecisionReason,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? InvitedAt,
    DateTimeOffset? MailDueAt,
    DateTimeOffset? AcceptedAt,
    Guid? PartnerId,
    DateTimeOffset CreatedAt)
{
    /// <summary>Whether a decision can still be taken back.</summary>
    public bool CanUndo => (State == EligibilityState.Rejected && Decision == EligibilityVerdict.Rejected)
        || (State == EligibilityState.Invited && Decision == EligibilityVerdict.Approved && MailDueAt is not null);
}

/// <summary>What an account shares with others of its group; equal numbers of a kind are the same phone, device or mailbox.</summary>
/// <param name="Accounts">How many accounts of those shown have it.</param>
public sealed record SharedTrait(TraitKinds Kind, int Number, int Accounts);

/// <summary>An account of a group, beside the others.</summary>
public sealed record GroupedAccount(EligibilityView Account, IReadOnlyList<SharedTrait> Shared);

/// <param name="Group">The accounts of its group, itself among them, the one with the most orders first; empty when it is in none.</param>
/// <param name="GroupSize">How many there are; more than are shown where the group is very large.</param>
public sealed record EligibilityDetail(EligibilityView Account, IReadOnlyList<GroupedAccount> Group, int GroupSize);

/// <summary>How far a partner's own account is on its way into a programme.</summary>
/// <param name="Email">The account's; masked for everybody but the partner.</param>
public sealed record EligibilityProgress(
    Guid Id, string Program, string ProgramName, string Shop, string Email, int SuccessfulOrders, int Threshold, EligibilityState State,
    DateTimeOffset? InvitedAt);

/// <summary>What the mailed link opens.</summary>
/// <param name="DefaultRateBps">The reward's default rate in basis points of what a friend pays.</param>
/// <param name="WindowDays">How long a click counts (R4.1).</param>
/// <param name="NeedsPartner">Nobody is a partner under the address yet: name and phone are asked for.</param>
/// <param name="NeedsPassword">Nobody can sign in with the address yet.</param>
public sealed record EligibilityInvitation(
    EligibilityState State, string ProgramName, string Shop, string Email, int Threshold, int DefaultRateBps, int WindowDays,
    bool NeedsPartner, bool NeedsPassword);
