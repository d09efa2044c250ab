using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>Turns what somebody wrote into a case (R8.1): checks it, finds what it is about, numbers it, holds what is at stake.</summary>
public sealed class DisputeFiling(DisputeDeciding deciding, DisputeMails mails, PortalSettings settings, TimeProvider clock)
{
    /// <summary>A row for what is being written. The caller adds it.</summary>
    internal Dispute NewDraft(Actor actor, DisputeOrganisation author, DisputeKind kind)
    {
        var now = clock.GetUtcNow();
        return new Dispute
        {
            Id = Ids.New(clock),
            Kind = kind,
            Side = author.Side,
            HolderId = author.HolderId,
            AuthorId = actor.ClientId,
            Author = actor.Name,
            CreatedAt = now,
            SavedAt = now,
        };
    }

    /// <summary>Keeps what was written so far, as it was written; what it names is looked for when it is filed.</summary>
    internal static void Keep(Dispute row, DisputeDraft draft)
    {
        row.Kind = draft.Kind;
        row.OrderCode = Text(draft.OrderExternalId);
        row.ShopId = row.Side == LedgerHolder.Shop ? row.HolderId : draft.ShopId;
        row.CustomerId = draft.CustomerId;
        row.StatementLineId = draft.StatementLineId;
        row.Claim = Lines.Clean(draft.Claim);
        row.Wanted = (draft.Wanted ?? DisputeWanted.Nothing) with { From = Text(draft.Wanted?.From) };
    }

    internal static DisputeDraft DraftOf(Dispute row) => new(
        row.Kind, row.OrderCode, row.ShopId, row.CustomerId, row.StatementLineId, row.Claim, row.Wanted);

    /// <summary>Files a draft that is tracked, with its evidence in place. The caller saves.</summary>
    internal async Task<Refusal?> FileAsync(
        PortalDb db, Actor actor, Dispute row, DisputeDraft draft, CancellationToken cancellationToken)
    {
        var author = new DisputeOrganisation(row.Side, row.HolderId);
        var wanted = DisputeWants.Completed(draft.Kind, author.Side, author.HolderId, draft.Wanted ?? DisputeWanted.Nothing);
        FieldError[] wrong = [.. draft.CheckWhole(), .. DisputeWants.Check(draft.Kind, author.Side, author.HolderId, wanted)];
        if (wrong.Length > 0)
            return Refusal.Invalid(wrong);

        var found = await DisputeSubject.FindAsync(db, author, draft, cancellationToken);
        if (found.Refusal is { } unknown)
            return unknown;
        if (await db.Disputes.Where(other => other.Id != row.Id && other.HolderId == row.HolderId && other.Kind == draft.Kind
                && DisputeStates.Pending.Contains(other.State)
                && other.ShopId == found.Value.ShopId && other.OrderCode == (found.Value.Order == null
                    ? draft.OrderExternalId : found.Value.Order.ExternalId))
            .Select(other => other.Number).FirstOrDefaultAsync(cancellationToken) is { } same)
        {
            return Refusal.Conflict(DisputeRefusals.AlreadyOpen).With("number", same);
        }

        if (await EvidenceAsync(db, row, cancellationToken) is not { Count: > 0 } evidence)
            return Refusal.Rule(DisputeRefusals.EvidenceMissing);
        if (evidence.FirstOrDefault(file => file is { StatedAt: null, FileAt: null }) is { } untimed)
            return Refusal.Rule(DisputeRefusals.EvidenceUntimed).With("file", untimed.Name);

        Keep(row, draft with { Wanted = wanted });
        row.ShopId = found.Value.ShopId;
        row.OrderId = found.Value.Order?.Id;
        row.OrderCode = found.Value.Order?.ExternalId ?? row.OrderCode;
        row.CounterpartId = await found.Value.CounterpartAsync(db, author, draft.Kind, cancellationToken);
        (row.AuthorId, row.Author) = (actor.ClientId, actor.Name);
        var now = clock.GetUtcNow();
        row.State = DisputeState.Open;
        row.FiledAt = now;
        row.Turn(settings.Disputes.Clock(), now);
        row.Version++;
        row.Number = await NextNumberAsync(db, now, cancellationToken);
        row.AtStake = await deciding.HoldAsync(db, row, cancellationToken);
        await mails.FiledAsync(db, row, cancellationToken);
        row.SearchText = SearchText.Fold(
            $"{row.Number} {row.OrderCode} {await DisputeNames.OfHolderAsync(db, row, cancellationToken)}", Lengths.Note);
        db.Step(row, DisputeStepKind.Filed, DisputeParty.Author, actor.Name, null, clock);
        return null;
    }

    /// <summary>Its author's own, which lie there or are added in this transaction; at most ten (R8.2).</summary>
    private static async Task<IReadOnlyList<EvidenceFile>> EvidenceAsync(PortalDb db, Dispute row, CancellationToken cancellationToken)
    {
        var lying = await db.EvidenceFiles
            .Where(file => file.DisputeId == row.Id && (file.PartnerId == row.HolderId || file.ShopId == row.HolderId))
            .ToListAsync(cancellationToken);
        var added = db.ChangeTracker.Entries<EvidenceFile>().Select(entry => entry.Entity).Where(file => file.DisputeId == row.Id);
        return [.. lying.Union(added).OrderBy(file => file.Number)];
    }

    /// <summary>Whoever files at the same time waits here for this transaction's end, or starts again.</summary>
    private static async Task<string> NextNumberAsync(PortalDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var year = DisputeNumbers.YearOf(now);
        var raised = await db.DisputeCounters.Where(row => row.Year == year)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Last, row => row.Last + 1), cancellationToken);
        if (raised > 0)
        {
            return DisputeNumbers.Of(
                year, await db.DisputeCounters.Where(row => row.Year == year).Select(row => row.Last).SingleAsync(cancellationToken));
        }

        db.DisputeCounters.Add(new DisputeCounter { Year = year, Last = 1 });
        return DisputeNumbers.Of(year, 1);
    }

    private static string? Text(string? text) => text?.Trim() is { Length: > 0 } said ? said : null;
}
