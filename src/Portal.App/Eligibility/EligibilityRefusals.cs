using Portal.App.Access.Users;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>Why an account is not decided about, and why an invitation does not open its programme now.</summary>
public static class EligibilityRefusals
{
    /// <summary>No such account, or none that the actor may know of.</summary>
    public const string NotFound = "eligibility_not_found";

    /// <summary>Somebody decided already.</summary>
    public const string Decided = "eligibility_decided";

    /// <summary>The invitation went out, so the approval cannot be undone.</summary>
    public const string Mailed = "eligibility_mailed";

    /// <summary>Nothing was decided that could be undone.</summary>
    public const string Undecided = "eligibility_undecided";

    /// <summary>The invitation waits for a decision.</summary>
    public const string UnderReview = "invitation_under_review";

    /// <summary>The invitation was withdrawn.</summary>
    public const string Withdrawn = "invitation_withdrawn";

    /// <summary>Nobody joins without consent.</summary>
    public const string ConsentRequired = "consent_required";

    /// <summary>Null while it may be accepted, and for a member, whom accepting again does not change.</summary>
    public static Refusal? Of(EligibilityState state) => state switch
    {
        EligibilityState.Invited or EligibilityState.Member => null,
        EligibilityState.Queued => Refusal.Rule(UnderReview),
        EligibilityState.Withdrawn or EligibilityState.Counting => Refusal.Rule(Withdrawn),
        _ => TokenRefusals.Invalid,
    };
}
