using Portal.App.Access.Users;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>Why an invitation does not open its programme now.</summary>
public static class EligibilityRefusals
{
    /// <summary>Null while it may be accepted, and for a member, whom accepting again does not change.</summary>
    public static Refusal? Of(EligibilityState state) => state switch
    {
        EligibilityState.Invited or EligibilityState.Member => null,
        EligibilityState.Queued => Refusal.Rule("invitation_under_review"),
        EligibilityState.Withdrawn or EligibilityState.Counting => Refusal.Rule("invitation_withdrawn"),
        _ => TokenRefusals.Invalid,
    };
}
