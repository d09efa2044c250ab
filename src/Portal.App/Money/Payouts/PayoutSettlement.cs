using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Money.Ledger;
using Portal.App.Money.Statements;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>What became of a bank's answers.</summary>
/// <param name="Paid">Lines that are paid now, and were not before.</param>
/// <param name="Rejected">Lines whose money came back now.</param>
/// <param name="Known">Lines that the bank had answered alike before: nothing changed.</param>
/// <param name="Unmatched">Lines that were not taken, each with the reason.</param>
public sealed record PayoutResults(PayoutBatchView Batch, int Paid, int Rejected, int Known, IReadOnlyList<UnmatchedLine> Unmatched);

/// <param name="Line">Of the list or file, from 1.</param>
public sealed record UnmatchedLine(int Line, string? Reference, PayoutMismatch Kind);

/// <summary>
/// Takes a bank's answers to a batch line by line (R6.6): only a line that agrees in reference, amount and account is taken, in parts, each
/// in a transaction of its own. What was taken before is left as it is, so the same answers can come twice, from two people at once, or
/// again after an interruption.
/// </summary>
public sealed class PayoutSettlement(UnitOfWork work, IDbContextFactory<PortalDb> contexts, PayoutQueries queries, LedgerWriter ledger,
    PayoutMails mails, TimeProvider clock)
{
    /// <summary>How many lines one transaction takes.</summary>
    private const int Part = 200;

    /// <param name="actor">Finance.</param>
    /// <param name="batchId">The batch.</param>
    /// <param name="answers">What the bank said.</param>
    /// <param name="source">Where it comes from, for the audit log.</param>
    /// <param name="progress">Told after each part how many lines are done.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    internal async Task<Outcome<PayoutResults>> TakeAsync(
        Actor actor, Guid batchId, IReadOnlyList<BankAnswer> answers, string source, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write))
            return Refusal.Forbidden();
        var sent = await SentAsync(batchId, cancellationToken);
        if (sent.Refusal is { } notSent)
            return notSent;

        var matched = new Dictionary<Guid, Answered>();
        var unmatched = new List<Unmatched>();
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            var line = answer.Reference is { } reference ? sent.Value.GetValueOrDefault(PaymentReference.Find(reference)) : null;
            var kind = BankAnswers.Compare(answer, line?.Payment);
            if (kind is null && matched.TryGetValue(line!.WithdrawalId, out var before) && before.Paid != answer.Paid)
                kind = PayoutMismatch.AnsweredOtherwise;
            if (kind is { } wrong)
                unmatched.Add(new Unmatched(new UnmatchedLine(i + 1, answer.Reference, wrong), answer, line?.WithdrawalId));
            else
                matched.TryAdd(line!.WithdrawalId, new Answered(line.WithdrawalId, answer.Paid!.Value, answer.Reason));
        }

        if (await OwnAsync(actor, batchId, matched.Values, cancellationToken) is { } own)
            return own;

        var (paid, rejected, done) = (0, 0, 0);
        foreach (var part in matched.Values.OrderBy(line => line.WithdrawalId).Chunk(Part))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var taken = await work.RunAsync<(int Paid, int Rejected)>(
                actor.ForPart, (db, stop) => TakePartAsync(db, actor, batchId, part, stop), cancellationToken);
            if (taken.Refusal is { } refusal)
                return refusal;

            (paid, rejected) = (paid + taken.Value.Paid, rejected + taken.Value.Rejected);
            progress?.Report(done += part.Length);
        }

        return await work.RunAsync<PayoutResults>(
            actor,
            async (db, stop) =>
            {
                var now = clock.GetUtcNow();
                await ListAsync(db, actor, batchId, unmatched, now, stop);
                await db.PayoutBatches
                    .Where(row => row.Id == batchId && row.State == PayoutBatchState.Approved
                        && !db.PayoutLines.Any(line => line.BatchId == batchId && line.State == PayoutLineState.Included))
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.State, PayoutBatchState.Settled).SetProperty(row => row.EndedAt, now)
                        .SetProperty(row => row.Version, row => row.Version + 1), stop);
                var view = await queries.ViewAsync(db, batchId, stop);
                var paidOut = await db.PayoutLines.Where(line => line.BatchId == batchId && line.State == PayoutLineState.Paid)
                    .SumAsync(line => line.Amount - line.Tax, stop);
                db.Audit(
                    actor, clock, AuditActions.ResultsImported, view.Number, batchId, null,
                    new { source, lines = answers.Count, paid, rejected, unmatched = unmatched.Count, paidOut });
                db.NotifyChange(ChangeTopics.Money, batchId, clock);
                return new PayoutResults(view, paid, rejected, matched.Count - paid - rejected, unmatched.ConvertAll(one => one.Line));
            },
            cancellationToken);
    }

    /// <summary>A payment that is said to have come back gives its money back: nobody says so of one to themselves.</summary>
    private async Task<Refusal?> OwnAsync(Actor actor, Guid batchId, IEnumerable<Answered> answers, CancellationToken cancellationToken)
    {
        var back = answers.Where(answer => !answer.Paid).Select(answer => answer.WithdrawalId).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return back.Length == 0 ? null : await FourEyes.RefuseOwnPayeeAsync(
            db, actor,
            db.PayoutLines.Where(
                line => line.BatchId == batchId && line.State == PayoutLineState.Included && back.Contains(line.WithdrawalId))
                .Select(line => line.HolderId),
            cancellationToken);
    }

    /// <summary>The lines of the batch by their references.</summary>
    internal async Task<Outcome<IReadOnlyDictionary<string, SentLine>>> SentAsync(Guid batchId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.PayoutBatches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, cancellationToken) is not { } batch)
            return Refusal.NotFound(PayoutRefusals.NotFound);
        if (batch.State is not (PayoutBatchState.Approved or PayoutBatchState.Settled))
            return Refusal.Conflict(PayoutRefusals.NotApproved);

        var rows = await PayoutQueries.Rows(db, db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId))
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => row.Withdrawal.Reference,
            row => new SentLine(row.Line.WithdrawalId,
                new SentPayment(row.Withdrawal.Reference, row.Line.Net, queries.Number(row.Account), row.Line.State)),
            StringComparer.Ordinal);
    }

    private async Task<Outcome<(int Paid, int Rejected)>> TakePartAsync(
        PortalDb db, Actor actor, Guid batchId, IReadOnlyList<Answered> part, CancellationToken cancellationToken)
    {
        var answers = part.ToDictionary(answer => answer.WithdrawalId);
        var ids = part.Select(answer => answer.WithdrawalId).ToArray();
        var lines = await db.PayoutLines.Where(
            line => line.BatchId == batchId && ids.Contains(line.WithdrawalId) && line.State == PayoutLineState.Included)
            .Join(db.Withdrawals.Where(row => row.BatchId == batchId && row.State == WithdrawalState.InBatch), line => line.WithdrawalId,
                row => row.Id,
                (line, row) => new { Line = line, Withdrawal = row })
            .OrderBy(row => row.Line.WithdrawalId).ToListAsync(cancellationToken);
        if (lines.Count == 0)
            return (0, 0);

        var now = clock.GetUtcNow();
        var drafts = new List<EntryDraft>();
        var paid = 0;
        foreach (var (line, withdrawal) in lines.Select(row => (row.Line, row.Withdrawal)))
        {
            var answer = answers[withdrawal.Id];
            var reason = answer.Paid ? null : Cut(answer.Reason) ?? "";
            (line.State, line.Reason, line.ChangedAt, line.ChangedBy) =
                (answer.Paid ? PayoutLineState.Paid : PayoutLineState.Rejected, reason, now, actor.Name);
            (withdrawal.State, withdrawal.Reason, withdrawal.EndedAt) =
                (answer.Paid ? WithdrawalState.Paid : WithdrawalState.Returned, reason, now);
            withdrawal.Tax = answer.Paid ? line.Tax : 0;
            withdrawal.Version++; // two answers at once: the second finds another version, and starts again
            drafts.Add(answer.Paid ? WithdrawalEntries.Pay(withdrawal, line.Tax, now, actor.Name) : WithdrawalEntries.Return(
                withdrawal, now, actor.Name, reason!));
            paid += answer.Paid ? 1 : 0;
            db.NotifyChange(ChangeTopics.Money, withdrawal.Id, clock, withdrawal.HolderId);
        }

        await StatementPayments.GiveBackAsync(
            db, lines.Select(row => row.Withdrawal).Where(row => row.State == WithdrawalState.Returned), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await ledger.AppendAsync(db, drafts, cancellationToken);
        var taken = lines.ConvertAll(row => row.Withdrawal.Id);
        await mails.TellAsync(
            db, db.PayoutLines.Where(line => line.BatchId == batchId && taken.Contains(line.WithdrawalId)), cancellationToken);
        return (paid, lines.Count - paid);
    }

    private static string? Cut(string? text) => text?.Trim() is { Length: > 0 } said ? said.Length > Lengths.Note
        ? said[..Lengths.Note] : said : null;

    private async Task ListAsync(
        PortalDb db, Actor actor, Guid batchId, IReadOnlyList<Unmatched> unmatched, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (unmatched.Count == 0)
            return;

        var turns = await TurnsAsync(db, batchId, cancellationToken);
        var rows = unmatched
            .Select(one => (one.Line.Kind, one.Answer,
                Hash: HashOf(one.Answer, one is { Line.Kind: PayoutMismatch.AnsweredOtherwise, WithdrawalId: { } id }
                ? turns.GetValueOrDefault(id) : 0)))
            .DistinctBy(one => Convert.ToHexString(one.Hash)).ToList();
        var known = (await db.ReconciliationExceptions.Where(row => row.BatchId == batchId).Select(row => row.Hash)
            .ToListAsync(cancellationToken))
            .Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        db.ReconciliationExceptions.AddRange(
            rows.Where(row => !known.Contains(Convert.ToHexString(row.Hash))).Select(row => new ReconciliationException
            {
                Id = Ids.New(clock),
                BatchId = batchId,
                Hash = row.Hash,
                Kind = row.Kind,
                Reference = row.Answer.Reference is { } reference ? reference[..Math.Min(reference.Length, Lengths.Key)] : null,
                Amount = row.Answer.Amount,
                AccountEnd = row.Answer.Account is { } account ? account[Math.Max(0, account.Length - 4)..] : null,
                Paid = row.Answer.Paid,
                Text = Cut(row.Answer.Reason),
                At = now,
                ListedById = actor.RootId,
            }));
    }

    /// <summary>
    /// How often a later answer was accepted for requests of the batch: a bank that changes its mind once more, in the same words, is
    /// listed once more.
    /// </summary>
    private static Task<Dictionary<Guid, int>> TurnsAsync(PortalDb db, Guid batchId, CancellationToken cancellationToken) =>
        db.Withdrawals.Where(withdrawal => withdrawal.BatchId == batchId)
            .Join(db.JournalEntries.Where(entry => entry.CorrectsId != null), withdrawal => withdrawal.Id, entry => entry.WithdrawalId,
                (withdrawal, _) => withdrawal.Id)
            .GroupBy(id => id).Select(turns => new { turns.Key, Count = turns.Count() })
            .ToDictionaryAsync(turns => turns.Key, turns => turns.Count, cancellationToken);

    private static byte[] HashOf(BankAnswer answer, int turn) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{answer.Reference}\n{answer.Amount}\n{answer.Account}\n{answer.Paid}\n{answer.Reason}{(turn == 0 ? "" : $"\n{turn}")}")));

    private sealed record Unmatched(UnmatchedLine Line, BankAnswer Answer, Guid? WithdrawalId);

    private sealed record Answered(Guid WithdrawalId, bool Paid, string? Reason);
}

/// <summary>A line of a batch, as it was sent.</summary>
internal sealed record SentLine(Guid WithdrawalId, SentPayment Payment);
