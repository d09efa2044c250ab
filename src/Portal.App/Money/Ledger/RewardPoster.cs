using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rewards;
using Portal.App.Catalogue.Tax;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Rewards;
using Portal.Domain.Tax;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Keeps the ledger as the rewards are, in the transaction that changes them: what became earned is posted (R6.2), what is not
/// earned any more is reversed (R3.3), what is held or released moves. It compares what a reward is with what its entries add up
/// to, so that calling it twice changes nothing. Without a tax policy for the day nothing is posted: the reward waits (R6.3), which
/// <see cref="WaitingReward"/> says.
/// </summary>
public sealed class RewardPoster(LedgerWriter ledger, TimeProvider clock) : IRewardStep
{
    Task IRewardStep.ChangedAsync(PortalDb db, IReadOnlyCollection<Reward> rewards, string? by, CancellationToken cancellationToken) =>
        ApplyAsync(db, rewards, by, cancellationToken);

    /// <summary>Call it for rewards that may have changed, once they, their orders and the holds on them are as they are to be.</summary>
    /// <param name="db">In the transaction of the change, in which nobody else changes these orders.</param>
    /// <param name="rewards">Tracked or not; what tax was withheld is noted in them, and saved with the caller's changes.</param>
    /// <param name="by">Who holds or releases; null where the portal acts.</param>
    internal async Task ApplyAsync(PortalDb db, IReadOnlyCollection<Reward> rewards, string? by, CancellationToken cancellationToken)
    {
        var ids = rewards.Where(reward => reward.Gross != 0).Select(reward => reward.Id).Distinct().ToArray();
        if (ids.Length == 0)
            return;

        var entries = (await db.JournalEntries.AsNoTracking().Where(entry => entry.RewardId != null && ids.Contains(entry.RewardId.Value))
            .ToListAsync(cancellationToken))
            .ToLookup(entry => entry.RewardId!.Value);
        var concerned = rewards.Where(reward => ids.Contains(reward.Id) && (reward.State == RewardState.Earned || entries[reward.Id].Any()))
            .ToList();
        if (concerned.Count == 0)
            return;

        var period = await LedgerPeriod.KeepOpenAsync(db, cancellationToken);
        var held = await HeldAsync(db, concerned, cancellationToken);
        var taxes = await TaxesAsync(db, concerned, cancellationToken);
        var places = await TaxDispositionsAsync(db, period, concerned.SelectMany(reward => entries[reward.Id]), taxes, cancellationToken);
        var drafts = new List<EntryDraft>();
        var waiting = new List<Guid>();
        var parted = Parted(concerned, entries, places);
        var isRuled = db.Dispute is not null;
        foreach (var reward in concerned)
        {
            if (reward.State == RewardState.Earned && !IsPosted(entries[reward.Id]) && PolicyOf(reward, taxes) is null)
                waiting.Add(reward.Id);
            else if (Draft(reward, [.. entries[reward.Id]], held.GetValueOrDefault(KeyOf(reward)), taxes,
                places, isRuled || reward.ReversedGross != 0 ? parted.GetValueOrDefault(KeyOf(reward)) : default, by) is { } draft)
            {
                drafts.Add(draft);
                if (draft.Reason == EntryReason.Reward)
                    Note(db, reward, taxes);
            }
        }

        await ledger.AppendAsync(db, period, drafts, cancellationToken);
        await WaitAsync(db, waiting, cancellationToken);
    }

    /// <summary>Who adds a policy waits for this transaction, and then finds these.</summary>
    private async Task WaitAsync(PortalDb db, List<Guid> waiting, CancellationToken cancellationToken)
    {
        if (waiting.Count == 0)
            return;

        var known = await db.WaitingRewards.Where(row => waiting.Contains(row.RewardId)).Select(row => row.RewardId)
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.InsertAsync([.. waiting.Except(known).Select(id => new WaitingReward { RewardId = id, Since = now })], cancellationToken);
    }

    private static bool IsPosted(IEnumerable<JournalEntry> entries) =>
        entries.Aggregate(default(LedgerAmounts), (sum, entry) => sum + entry.Amounts).Earned != Dong.Zero;

    private EntryDraft? Draft(
        Reward reward, IReadOnlyList<JournalEntry> entries, Hold hold, Taxes taxes, IReadOnlyDictionary<(Guid Partner, DateOnly Month),
        TaxDisposition> places, KeptTax kept, string? by)
    {
        var posted = entries.Aggregate(default(LedgerAmounts), (sum, entry) => sum + entry.Amounts);
        var stands = posted.Earned != Dong.Zero;
        var key = $"reward:{reward.Id:N}:{(entries.Count + 1).ToString(CultureInfo.InvariantCulture)}";
        if (!stands)
        {
            return reward.State != RewardState.Earned ? null
                : Earn(reward, hold, taxes, kept, key);
        }

        var last = Last(entries);
        var earned = new EarnedReward(
            new Dong(-last.Earned), new Dong(last.TaxWithheld + last.TaxRemitted), last.Basis == TaxBasis.PerPayment, IsHeld: false)
        { HeldPart = posted.Held };
        if (reward.State != RewardState.Earned)
        {
            var place = PlaceOf(reward, last, places);
            return New(reward, EntryReason.Reversal, key, reward.EndedAt ?? clock.GetUtcNow(), Postings.Reversal(earned, place),
                last.Basis) with
            {
                CorrectsId = last.Id,
                TaxMonth = place == TaxDisposition.Withheld ? last.TaxMonth : null,
            };
        }

        // a reward whose tax is all of it is nowhere that it could be moved from
        var now = earned with { IsHeld = hold.IsWhole, HeldPart = hold.Part };
        return now.Held == earned.Held
            ? null
            : New(reward, now.Held > earned.Held ? EntryReason.Hold : EntryReason.Release, key, clock.GetUtcNow(),
                Postings.Move(earned, now), last.Basis) with
            { By = by };
    }

    /// <summary>There is exactly one that is not taken back.</summary>
    private static JournalEntry Last(IReadOnlyCollection<JournalEntry> entries) =>
        entries.Single(entry => entry.Reason == EntryReason.Reward && !entries.Any(other => other.CorrectsId == entry.Id));

    private static TaxDisposition PlaceOf(
        Reward reward, JournalEntry last, IReadOnlyDictionary<(Guid Partner, DateOnly Month), TaxDisposition> places)
    {
        if (last.TaxRemitted != 0)
            return TaxDisposition.Remitted;

        return last.TaxMonth is { } month && last.TaxWithheld != 0
            ? places.GetValueOrDefault((reward.PartnerId, month), TaxDisposition.Withheld)
            : TaxDisposition.Withheld;
    }

    /// <summary>
    /// R2.6, R8.4: where the tax is of rewards that are taken back because a part of them stands, or because another amount was ruled to be
    /// right. That of what stands stays there: the month in which it was earned decides about it, also when that is closed.
    /// </summary>
    private static Dictionary<(Guid, Guid, Guid), KeptTax> Parted(
        IEnumerable<Reward> rewards, ILookup<Guid, JournalEntry> entries,
        IReadOnlyDictionary<(Guid Partner, DateOnly Month), TaxDisposition> places)
    {
        var parted = new Dictionary<(Guid, Guid, Guid), KeptTax>();
        foreach (var reward in rewards.Where(reward => reward.IsSuperseded && IsPosted(entries[reward.Id])))
        {
            var last = Last([.. entries[reward.Id]]);

            // what stood before was taken over without tax, since that was with the partner already
            var isRefunded = reward.Tax != 0 && last is { TaxWithheld: 0, TaxRemitted: 0 };
            parted[KeyOf(reward)] = new KeptTax(isRefunded ? TaxDisposition.Refunded : PlaceOf(reward, last, places), last.TaxMonth);
        }

        return parted;
    }

    private static (Guid, Guid, Guid) KeyOf(Reward reward) => (reward.OrderId, reward.ProgrammeId, reward.PartnerId);

    private static EntryDraft? Earn(Reward reward, Hold hold, Taxes taxes, KeptTax kept, string key)
    {
        if (PolicyOf(reward, taxes) is null)
            return null;

        var atPayment = reward.TaxBasis == TaxBasis.PerPayment;
        var tax = WithholdFrom(reward, reward.Gross, taxes);
        return New(reward, EntryReason.Reward, key, reward.EarnedAt!.Value,
            Postings.Standing(
                new EarnedReward(new Dong(reward.Gross), tax, atPayment, hold.IsWhole) { HeldPart = hold.Part }, kept.Place),
            reward.TaxBasis) with
        {
            TaxMonth = tax != Dong.Zero && kept.Place == TaxDisposition.Withheld ? kept.Month : null,
        };
    }

    private static Dong WithholdFrom(Reward reward, long gross, Taxes taxes) => reward.TaxBasis == TaxBasis.PerPayment
        ? Dong.Zero
        : PolicyOf(reward, taxes)!.Withhold(new Dong(gross), taxes.Payees[reward.PartnerId], LocalCalendar.Day(reward.EarnedAt!.Value));

    /// <summary>The policy of the day on which it was earned; null where none covers it (R6.3).</summary>
    private static TaxPolicy? PolicyOf(Reward reward, Taxes taxes) =>
        taxes.Policies.InForce(reward.TaxBasis, LocalCalendar.Day(reward.EarnedAt!.Value));

    private static EntryDraft New(
        Reward reward, EntryReason reason, string key, DateTimeOffset at, LedgerAmounts amounts, TaxBasis? basis) =>
        new(reward.PartnerId, reason, key, at, amounts) { RewardId = reward.Id, OrderId = reward.OrderId, Basis = basis };

    /// <summary>The pages of orders show what was withheld, not what was expected.</summary>
    private static void Note(PortalDb db, Reward reward, Taxes taxes)
    {
        var tax = WithholdFrom(reward, reward.Gross, taxes);
        var reversed = (WithholdFrom(reward, reward.Gross + reward.ReversedGross, taxes) - tax).Amount;
        if (reward.Tax == tax.Amount && reward.ReversedTax == reversed)
            return;

        db.Attach(reward);
        reward.Tax = tax.Amount;
        reward.ReversedTax = reversed;
        reward.Net = reward.Gross - tax.Amount;
    }

    /// <summary>A whole reward is more than any part of it; of several parts, which are of the same money, the largest counts.</summary>
    private static async Task<Dictionary<(Guid Order, Guid Programme, Guid Partner), Hold>> HeldAsync(
        PortalDb db, IReadOnlyCollection<Reward> rewards, CancellationToken cancellationToken)
    {
        var orders = rewards.Select(reward => reward.OrderId).Distinct().ToArray();
        var holds = await db.RewardHolds.AsNoTracking().Where(hold => orders.Contains(hold.OrderId) && hold.ReleasedAt == null)
            .Select(hold => new { hold.OrderId, hold.ProgrammeId, hold.PartnerId, hold.Part }).ToListAsync(cancellationToken);
        return holds.GroupBy(hold => (hold.OrderId, hold.ProgrammeId, hold.PartnerId)).ToDictionary(
            reward => reward.Key, reward => new Hold(reward.Any(hold => hold.Part is null), new Dong(reward.Max(hold => hold.Part ?? 0))));
    }

    private static async Task<Taxes> TaxesAsync(PortalDb db, IReadOnlyCollection<Reward> rewards, CancellationToken cancellationToken)
    {
        var partners = rewards.Select(reward => reward.PartnerId).Distinct().ToArray();
        var payees = await db.Partners.AsNoTracking().Where(partner => partners.Contains(partner.Id))
            .Select(partner => new { partner.Id, partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil })
            .ToDictionaryAsync(
                partner => partner.Id, partner => new Payee(partner.PayeeType, partner.TaxCommitmentFrom, partner.TaxCommitmentUntil),
                cancellationToken);
        return new Taxes(await StoredPolicies.AllAsync(db, cancellationToken), payees);
    }

    /// <summary>What the close of their months did with the tax of these entries.</summary>
    private static async Task<IReadOnlyDictionary<(Guid Partner, DateOnly Month), TaxDisposition>> TaxDispositionsAsync(
        PortalDb db, LedgerPeriod period, IEnumerable<JournalEntry> entries, Taxes taxes, CancellationToken cancellationToken)
    {
        var closed = entries.Where(
            entry => entry is { Reason: EntryReason.Reward, TaxWithheld: not 0, TaxMonth: { } month } && period.IsClosed(month))
            .Select(entry => (entry.HolderId, entry.TaxMonth!.Value)).Distinct().ToList();
        return closed.Count == 0 ? new Dictionary<(Guid, DateOnly),
            TaxDisposition>() : await ClosedTax.PlacesAsync(db, closed, taxes.Policies, cancellationToken);
    }

    /// <summary>What of a reward is held.</summary>
    private readonly record struct Hold(bool IsWhole, Dong Part);

    /// <summary>Where the tax of a reward is, and of which month it is.</summary>
    private readonly record struct KeptTax(TaxDisposition Place, DateOnly? Month);

    private sealed record Taxes(IReadOnlyList<TaxPolicy> Policies, IReadOnlyDictionary<Guid, Payee> Payees);
}
