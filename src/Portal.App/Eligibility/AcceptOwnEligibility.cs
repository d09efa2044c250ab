using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>
/// A partner who is signed in accepts an invitation of one of their own addresses without the mailed link. Accepting again
/// changes nothing. Needs the right to act for the partner, as making links does.
/// </summary>
public sealed class AcceptOwnEligibility(
    UnitOfWork work, PortalKeys keys, EligibilityStanding standing, ProgrammeEntry entry, TimeProvider clock)
{
    /// <param name="Id">The account's id.</param>
    public sealed record Input(Guid Id);

    public async Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(LinkPermissions.PartnerWrite) || actor.PartnerId is not { } mine)
            return Refusal.Forbidden();

        return await work.RunAsync<Done>(
            actor,
            async (db, stop) =>
            {
                var own = await EligibilityQueries.HashesOfAsync(db, keys, mine, stop);
                var account = await db.EligibilityAccounts.FirstOrDefaultAsync(
                    found => found.Id == input.Id && own.Contains(found.EmailHash), stop);
                if (account is null)
                    return Refusal.NotFound(EligibilityRefusals.NotFound);
                if (account.State == EligibilityState.Member)
                    return default(Done);
                await standing.SettleInvitedAsync(db, account, clock.GetUtcNow(), stop);
                if (EligibilityRefusals.Of(account.State) is { } closed)
                    return closed;

                var partner = await db.Partners.FirstAsync(found => found.Id == mine, stop);
                await entry.EnterAsync(db, account, partner, stop);
                return default(Done);
            },
            cancellationToken);
    }
}
