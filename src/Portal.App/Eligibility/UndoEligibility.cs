using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>
/// Takes a decision back and puts the candidates into the queue again: a rejection at any time, an approval until its mail
/// leaves, which is taken out of the outbox.
/// </summary>
public sealed class UndoEligibility(
    UnitOfWork work, PortalKeys keys, EligibilityStanding standing, EligibilityQueries queries, TimeProvider clock)
{
    /// <param name="Ids">The accounts.</param>
    public sealed record Input(IReadOnlyList<Guid> Ids);

    /// <summary>Refuses when nothing at all could be undone.</summary>
    public async Task<Outcome<EligibilityDecided>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(EligibilityPermissions.Write))
            return Refusal.Forbidden();
        if (input.Ids.Count is < 1 or > DecideEligibility.Most)
        {
            return Refusal.Invalid(new FieldError("ids", FieldCodes.WrongCount)
                .With("min", "1").With("max", $"{DecideEligibility.Most}").With("actual", $"{input.Ids.Count}"));
        }

        return await work.RunAsync<EligibilityDecided>(
            actor,
            async (db, stop) =>
            {
                var ids = input.Ids.Distinct().ToArray();
                var accounts = await db.EligibilityAccounts.Where(account => ids.Contains(account.Id)).ToListAsync(stop);
                if (accounts.Count == 0)
                    return Refusal.NotFound(EligibilityRefusals.NotFound);
                if (await OwnAccounts.RefuseAsync(db, keys, actor, accounts, stop) is { } own)
                    return own;

                var now = clock.GetUtcNow();
                var rejected = accounts.FindAll(
                    account => account is { State: EligibilityState.Rejected, Verdict: EligibilityVerdict.Rejected });
                var approved = accounts.FindAll(
                    account => account is { State: EligibilityState.Invited, Verdict: EligibilityVerdict.Approved });
                var taken = await EligibilityInvitations.TakeBackAsync(db, approved, now, stop);
                var undone = rejected.Concat(taken).ToList();
                if (undone.Count == 0)
                    return Refusal.Conflict(approved.Count > 0 ? EligibilityRefusals.Mailed : EligibilityRefusals.Undecided);

                foreach (var account in undone)
                {
                    (account.Verdict, account.VerdictReason, account.VerdictBy, account.VerdictAt) = (null, null, null, null);
                    account.Version++;
                }

                await standing.SettleAsync(db, undone, now, TimeSpan.Zero, stop);
                await db.SaveChangesAsync(stop);
                var done = undone.Select(account => account.Id).ToList();
                return new EligibilityDecided(await queries.ViewsOfAsync(db, actor, done, stop), [.. ids.Except(done)]);
            },
            cancellationToken);
    }
}
