using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.Domain.Partners;

/// <summary>
/// Whether a partner may have a link or a code in a programme: not before their identity is verified (R1.10, E-commerce Law
/// 122/2025, art. 25), unless the programme's setting lets them. Programmes that reward no partner have no gate.
/// </summary>
public static class IdentityGate
{
    public static Refusal? Check(ProgrammeSettings settings, IdentityState identity) =>
        settings is RewardingSettings { IdentityGate: true } && identity != IdentityState.Approved
            ? Refusal.Rule(IdentityRefusals.NotVerified)
            : null;
}
