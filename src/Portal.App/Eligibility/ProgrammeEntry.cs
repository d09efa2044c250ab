using Microsoft.EntityFrameworkCore;
using Portal.App.Accounts;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Partners;
using Portal.App.Tracking;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>Lets whoever accepts an invitation into the programme, and says why an invitation does not open it.</summary>
internal static class ProgrammeEntry
{
    /// <summary>Null while the invitation may be accepted. A member is told so by the caller.</summary>
    public static Refusal? Refuses(EligibilityState state) => state switch
    {
        EligibilityState.Invited or EligibilityState.Member => null,
        EligibilityState.Queued => Refusal.Rule("invitation_under_review"),
        EligibilityState.Withdrawn or EligibilityState.Counting => Refusal.Rule("invitation_withdrawn"),
        _ => TokenRefusals.Invalid,
    };

    /// <summary>The caller saves; of two who accept at once the second finds another version.</summary>
    public static async Task EnterAsync(
        PortalDb db, EligibilityAccount account, Partner partner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        account.State = EligibilityState.Member;
        account.StateSince = now;
        account.Reasons = EligibilityReasons.AlreadyMember;
        account.AcceptedAt = now;
        account.PartnerId = partner.Id;
        account.Version++;
        if (!await db.PartnerProgrammes.AnyAsync(row => row.PartnerId == partner.Id && row.ProgrammeId == account.ProgrammeId, cancellationToken))
        {
            db.PartnerProgrammes.Add(new PartnerProgramme { PartnerId = partner.Id, ProgrammeId = account.ProgrammeId, JoinedAt = now });
            var programme = await db.Programmes.FirstAsync(found => found.Id == account.ProgrammeId, cancellationToken);
            await DefaultLinks.AddAsync(db, partner, programme, clock, cancellationToken);
        }

        db.Note(ChangeTopics.Eligibility, account.Id, clock, partner.Id);
        db.Note(ChangeTopics.Partner, partner.Id, clock, partner.Id);
    }
}
