using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <param name="Decided">The accounts that stand as they were decided, whether now or before, as they are now.</param>
/// <param name="Skipped">Those about which there was nothing to decide any more.</param>
public sealed record EligibilityDecided(IReadOnlyList<EligibilityView> Decided, IReadOnlyList<Guid> Skipped);

/// <summary>
/// An admin approves or rejects likely duplicates that have enough orders (R4.4), one or many at once. The mail of an approval
/// waits for a while, during which it can be undone (<see cref="UndoEligibility"/>). A rejected one can be approved later.
/// </summary>
public sealed class DecideEligibility(
    UnitOfWork work, PortalKeys keys, EligibilityStanding standing, EligibilityQueries queries, PortalSettings settings, TimeProvider clock)
{
    /// <summary>How many can be decided at once: what a page of the queue shows.</summary>
    public const int Most = 100;

    /// <param name="Ids">The accounts.</param>
    /// <param name="Outcome">Approved or rejected.</param>
    /// <param name="Reason">Why; required for a rejection.</param>
    public sealed record Input(IReadOnlyList<Guid> Ids, EligibilityVerdict Outcome, string? Reason = null);

    /// <summary>Refuses when nothing at all was there to decide.</summary>
    public async Task<Outcome<EligibilityDecided>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(EligibilityPermissions.Write))
            return Refusal.Forbidden();

        var errors = new[]
        {
            input.Outcome == EligibilityVerdict.Rejected
                ? TextCheck.RequiredText("reason", input.Reason, Lengths.Note)
                : TextCheck.Text("reason", input.Reason, Lengths.Note),
            input.Ids.Count is >= 1 and <= Most
                ? null
                : new FieldError("ids", FieldCodes.WrongCount).With("min", "1").With("max", $"{Most}").With("actual", $"{input.Ids.Count}"),
        }.OfType<FieldError>().ToList();
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

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
                var open = accounts.FindAll(account => IsOpen(account, input.Outcome));
                var same = accounts.FindAll(account => Stands(account, input.Outcome));
                if (open.Count + same.Count == 0)
                    return Refusal.Conflict(EligibilityRefusals.Decided);

                foreach (var account in open)
                {
                    account.Verdict = input.Outcome;
                    account.VerdictReason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason.Trim();
                    account.VerdictBy = actor.Name;
                    account.VerdictAt = now;
                    account.Version++;
                }

                await standing.SettleAsync(db, open, now, settings.Eligibility.MailDelay, stop);
                await db.SaveChangesAsync(stop);
                var decided = open.Concat(same).Select(account => account.Id).ToList();
                return new EligibilityDecided(await queries.ViewsOfAsync(db, actor, decided, stop), [.. ids.Except(decided)]);
            },
            cancellationToken);
    }

    private static bool IsOpen(EligibilityAccount account, EligibilityVerdict outcome) => account.State == EligibilityState.Queued
        || (account.State == EligibilityState.Rejected && outcome == EligibilityVerdict.Approved);

    private static bool Stands(EligibilityAccount account, EligibilityVerdict outcome) => account.Verdict == outcome
        && account.State == (outcome == EligibilityVerdict.Approved ? EligibilityState.Invited : EligibilityState.Rejected);
}
