using Microsoft.EntityFrameworkCore;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>Lets whoever accepts an invitation into the programme.</summary>
public sealed class ProgrammeEntry(Joining joining, TimeProvider clock)
{
    /// <summary>The caller saves; of two who accept at once the second finds another version.</summary>
    internal async Task EnterAsync(PortalDb db, EligibilityAccount account, Partner partner, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        account.State = EligibilityState.Member;
        account.StateSince = now;
        account.Reasons = EligibilityReasons.AlreadyMember;
        account.AcceptedAt = now;
        account.PartnerId = partner.Id;
        account.Version++;
        if (!await db.PartnerProgrammes.AnyAsync(
            row => row.PartnerId == partner.Id && row.ProgrammeId == account.ProgrammeId, cancellationToken))
        {
            var programme = await db.Programmes.FirstAsync(found => found.Id == account.ProgrammeId, cancellationToken);
            await joining.AddAsync(db, partner, programme, cancellationToken);
        }

        db.NotifyChange(ChangeTopics.Eligibility, account.Id, clock, partner.Id);
        db.NotifyChange(ChangeTopics.Partner, partner.Id, clock, partner.Id);
    }
}
