using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Payouts;

/// <summary>A batch as finance sees it. Sums are over its lines, in đồng.</summary>
/// <param name="Month">The first day of the month whose requests it pays, or in which its week begins.</param>
/// <param name="Week">The Monday of the week whose statements of shops it settles; null for a batch of partners' requests.</param>
/// <param name="Count">Lines that are paid, or are to be.</param>
/// <param name="Total">What the bank transfers for them: their amounts less their tax.</param>
/// <param name="Tax">Withheld from them at the payment.</param>
/// <param name="Held">Lines that wait for the next batch.</param>
/// <param name="Excluded">Lines whose money goes back to the payee.</param>
/// <param name="Awaited">Lines that the bank has not answered.</param>
/// <param name="Unmatched">Lines of the bank's answers that fit none of the batch and that nobody has settled.</param>
/// <param name="Promise">How late its payment is (R6.6), and whom it waits for; null once every line is answered, or it was given
/// up.</param>
public sealed record PayoutBatchView(
    Guid Id, string Number, DateOnly Month, DateOnly? Week, PayoutBatchState State, string MadeBy, DateTimeOffset MadeAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? EndedAt, int Count, long Total, long Tax, int Held, int Excluded, int Paid, int Rejected, int Awaited, int Unmatched,
    Guid MadeById,
    PromisedDay? Promise);

/// <summary>A line of a batch.</summary>
/// <param name="PayeeId">The partner, or the shop.</param>
/// <param name="Amount">What was requested, in đồng.</param>
/// <param name="Net">What the bank transfers.</param>
/// <param name="AccountNumber">The last four digits behind dots.</param>
public sealed record PayoutLineView(
    Guid WithdrawalId, Guid PayeeId, string PayeeName, string Reference, long Amount, long Tax, long Net, PayoutLineState State,
    string? Reason,
    string BankCode, string BankName, string AccountNumber, string HolderName, DateTimeOffset RequestedAt, DateTimeOffset? ChangedAt,
    string? ChangedBy);

/// <summary>Which batches a list shows.</summary>
public enum PayoutKind
{
    All,

    /// <summary>Of partners' requests (R6.6).</summary>
    Withdrawals,

    /// <summary>Of shops' statements (R7.7).</summary>
    Settlements,
}

/// <summary>What lines come to, in đồng: their amounts, and the tax that is withheld from them.</summary>
public readonly record struct PayoutLineSum(int Count, long Amount, long Tax)
{
    public static PayoutLineSum Of(IEnumerable<PayoutLineSum> sums) =>
        sums.Aggregate(default(PayoutLineSum),
            (all, sum) => new PayoutLineSum(all.Count + sum.Count, all.Amount + sum.Amount, all.Tax + sum.Tax));
}

/// <summary>What lines are, as batches count them.</summary>
public static class PayoutLines
{
    /// <summary>Those that the bank pays, or is asked to: what a batch's count and total are of.</summary>
    public static readonly IReadOnlyList<PayoutLineState> Transferred =
        [PayoutLineState.Included, PayoutLineState.Paid, PayoutLineState.Rejected];
}

/// <summary>Which lines of a batch. What is null does not narrow.</summary>
/// <param name="States">Those in one of these.</param>
/// <param name="Search">Part of a reference, or of a payee's name.</param>
/// <param name="Check">Those that are worth a second look for this.</param>
public sealed record PayoutLineFilter(IReadOnlyList<PayoutLineState>? States = null, string? Search = null, PayoutLineCheck? Check = null);

/// <summary>A bank file that somebody fetched.</summary>
public sealed record FetchedFile(Guid Id, string Name, string Sha256, string By, DateTimeOffset At);

/// <summary>A line of a bank's answer that was not taken.</summary>
public sealed record ReconciliationExceptionView(
    Guid Id, Guid BatchId, string Batch, PayoutMismatch Kind, string? Reference, long? Amount, string? AccountEnd, bool? Paid, string? Text,
    DateTimeOffset At,
    DateTimeOffset? SettledAt, string? SettledBy, string? Note, Guid? ListedById)
{
    /// <summary>
    /// It says the opposite of what the bank said before, and nobody has said yet what became of it: a second person can accept it.
    /// </summary>
    public bool CanBeAccepted => Kind == PayoutMismatch.AnsweredOtherwise && Paid is not null && SettledAt is null;
}

/// <summary>Batches of payments, for the operator only.</summary>
public sealed class PayoutQueries(IDbContextFactory<PortalDb> contexts, IDataProtectionProvider protection, TimeProvider clock)
{
    public const string SortByAmount = "amount";
    public const string SortByPayee = "payee";

    private const int FilesShown = 10;

    private readonly IDataProtector numbers = protection.CreateProtector("bank-account");

    /// <summary>The newest first.</summary>
    public async Task<PageOf<PayoutBatchView>> ListAsync(
        Actor actor, PayoutKind kind, PayoutBatchState? state, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<PayoutBatchView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Of(db, kind);
        if (state is { } only)
            found = found.Where(batch => batch.State == only);
        var rows = await ViewsAsync(
            db, found.OrderByDescending(batch => batch.MadeAt).ThenByDescending(batch => batch.Id).Skip(page.Skip).Take(page.Size),
            cancellationToken);
        return new PageOf<PayoutBatchView>(rows, await found.CountAsync(cancellationToken));
    }

    public async Task<Outcome<CursorPage<PayoutBatchView>>> PageAsync(
        Actor actor, PayoutKind kind, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Of(db, kind);
        if (page.After is { } after)
            found = found.Where(batch => batch.MadeAt < after.At || (batch.MadeAt == after.At && batch.Id.CompareTo(after.Id) < 0));
        var rows = await ViewsAsync(
            db, found.OrderByDescending(batch => batch.MadeAt).ThenByDescending(batch => batch.Id).Take(page.Limit + 1), cancellationToken);
        return page.Cut(rows, view => new CursorRequest.Position(view.MadeAt, view.Id));
    }

    private static IQueryable<PayoutBatch> Of(PortalDb db, PayoutKind kind) => kind switch
    {
        PayoutKind.Withdrawals => db.PayoutBatches.Where(batch => batch.Week == null),
        PayoutKind.Settlements => db.PayoutBatches.Where(batch => batch.Week != null),
        _ => db.PayoutBatches,
    };

    public async Task<Outcome<PayoutBatchView>> GetAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.NotFound(PayoutRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ViewsAsync(db, db.PayoutBatches.Where(batch => batch.Id == batchId), cancellationToken) is [var view]
            ? view
            : Refusal.NotFound(PayoutRefusals.NotFound);
    }

    /// <summary>One page of the lines of a batch, the largest first.</summary>
    public async Task<PageOf<PayoutLineView>> LinesAsync(
        Actor actor, Guid batchId, PayoutLineFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<PayoutLineView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = Found(db, batchId, filter);
        if (filter.States is { } states)
            lines = lines.Where(line => states.Contains(line.State));
        var named = Named(db, lines);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByAmount, false) => named.OrderBy(line => line.Line.Amount),
            (SortByPayee, false) => named.OrderBy(line => line.Name),
            (SortByPayee, true) => named.OrderByDescending(line => line.Name),
            _ => named.OrderByDescending(line => line.Line.Amount),
        };
        var shown = sorted.ThenBy(line => line.Line.WithdrawalId).Skip(page.Skip).Take(page.Size).Select(line => line.Line);
        var rows = await Rows(db, shown).ToListAsync(cancellationToken);
        return new PageOf<PayoutLineView>(rows.ConvertAll(row => row.View), await lines.CountAsync(cancellationToken));
    }

    /// <summary>The lines of a batch for a program, those that were requested last first.</summary>
    public async Task<Outcome<CursorPage<PayoutLineView>>> PageLinesAsync(
        Actor actor, Guid batchId, PayoutLineState? state, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.NotFound(PayoutRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.PayoutBatches.AnyAsync(batch => batch.Id == batchId, cancellationToken))
            return Refusal.NotFound(PayoutRefusals.NotFound);

        var lines = Rows(db,
            db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId && (state == null || line.State == state)));
        if (page.After is { } after)
        {
            lines = lines.Where(row => row.Withdrawal.RequestedAt < after.At
                || (row.Withdrawal.RequestedAt == after.At && row.Withdrawal.Id.CompareTo(after.Id) < 0));
        }

        var rows = await lines.OrderByDescending(row => row.Withdrawal.RequestedAt).ThenByDescending(row => row.Withdrawal.Id)
            .Take(page.Limit + 1)
            .ToListAsync(cancellationToken);
        return page.Cut(rows.ConvertAll(row => row.View), view => new CursorRequest.Position(view.RequestedAt, view.WithdrawalId));
    }

    /// <summary>What the lines that the filter finds come to in each state, whatever states it asks for.</summary>
    public async Task<IReadOnlyDictionary<PayoutLineState, PayoutLineSum>> LineSumsAsync(
        Actor actor, Guid batchId, PayoutLineFilter filter, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return new Dictionary<PayoutLineState, PayoutLineSum>();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, batchId, filter).GroupBy(line => line.State)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Amount = group.Sum(line => line.Amount),
                Tax = group.Sum(line => line.Tax)
            })
            .ToDictionaryAsync(group => group.Key, group => new PayoutLineSum(group.Count, group.Amount, group.Tax), cancellationToken);
    }

    private static IQueryable<PayoutLine> Found(PortalDb db, Guid batchId, PayoutLineFilter filter)
    {
        var lines = db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId);
        if (filter.Check is { } check)
            lines = PayoutReviewQueries.Found(db, lines, batchId, check);
        if (SearchText.Fold(filter.Search) is not { Length: > 0 } text)
            return lines;

        var reference = PaymentReference.Normalise(filter.Search!);
        return lines.Where(line => db.Withdrawals.Any(row => row.Id == line.WithdrawalId && row.Reference.Contains(reference))
            || db.PartnerOrganisations.Any(partner => partner.Id == line.HolderId && partner.NameSearch.Contains(text))
            || db.ShopOrganisations.Any(shop => shop.Id == line.HolderId && shop.NameSearch.Contains(text)));
    }

    /// <summary>
    /// The VietQR text of a line's transfer, for a payment by hand; it holds the whole account number, so only who handles payments gets
    /// it.
    /// </summary>
    public async Task<Outcome<string>> VietQrAsync(Actor actor, Guid batchId, Guid withdrawalId, CancellationToken cancellationToken)
    {
        if (!actor.May(PayoutPermissions.Write) && !actor.May(PayoutPermissions.Approve))
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = db.PayoutLines.AsNoTracking().Where(line => line.BatchId == batchId && line.WithdrawalId == withdrawalId);
        if (await Rows(db, lines).SingleOrDefaultAsync(cancellationToken) is not { } row)
            return Refusal.NotFound(WithdrawalRefusals.NotFound);

        return Banks.Find(row.Account.BankCode) is { } bank
            ? VietQr.Text(bank, Number(row.Account), new Dong(row.Line.Net), row.Withdrawal.Reference)
            : Refusal.NotFound(BankAccountRefusals.NotFound);
    }

    /// <summary>Lines of banks' answers that were not taken, the newest first.</summary>
    public async Task<PageOf<ReconciliationExceptionView>> UnmatchedAsync(
        Actor actor, Guid? batchId, bool open, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<ReconciliationExceptionView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.ReconciliationExceptions.AsNoTracking();
        if (batchId is { } batch)
            found = found.Where(answer => answer.BatchId == batch);
        if (open)
            found = found.Where(answer => answer.SettledAt == null);
        var rows = await Views(
            db, found.OrderByDescending(answer => answer.At).ThenByDescending(answer => answer.Id).Skip(page.Skip).Take(page.Size))
            .ToListAsync(cancellationToken);
        return new PageOf<ReconciliationExceptionView>(rows, await found.CountAsync(cancellationToken));
    }

    /// <summary>Lines of the bank's answers to a batch that were not taken, for a program, the newest first.</summary>
    public async Task<Outcome<CursorPage<ReconciliationExceptionView>>> PageUnmatchedAsync(
        Actor actor, Guid batchId, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.NotFound(PayoutRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.PayoutBatches.AnyAsync(batch => batch.Id == batchId, cancellationToken))
            return Refusal.NotFound(PayoutRefusals.NotFound);

        var found = db.ReconciliationExceptions.AsNoTracking().Where(answer => answer.BatchId == batchId);
        if (page.After is { } after)
            found = found.Where(answer => answer.At < after.At || (answer.At == after.At && answer.Id.CompareTo(after.Id) < 0));
        var rows = await Views(db, found.OrderByDescending(answer => answer.At).ThenByDescending(answer => answer.Id).Take(page.Limit + 1))
            .ToListAsync(cancellationToken);
        return page.Cut(rows, view => new CursorRequest.Position(view.At, view.Id));
    }

    /// <summary>The files of a batch that were fetched, from the audit log, the newest first.</summary>
    public async Task<IReadOnlyList<FetchedFile>> FetchedAsync(Actor actor, Guid batchId, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var records = await db.AuditRecords.AsNoTracking()
            .Where(row => row.SubjectId == batchId && row.Action == AuditActions.BatchExported && row.After != null)
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(FilesShown).ToListAsync(cancellationToken);
        return records.ConvertAll(row =>
        {
            using var said = JsonDocument.Parse(row.After!);
            return new FetchedFile(row.Id, said.RootElement.GetProperty("name").GetString()!,
                said.RootElement.GetProperty("sha256").GetString()!, row.Actor, row.At);
        });
    }

    /// <summary>As it stands in a transaction, for its answer.</summary>
    internal async Task<PayoutBatchView> ViewAsync(PortalDb db, Guid batchId, CancellationToken cancellationToken) =>
        (await ViewsAsync(db, db.PayoutBatches.Where(batch => batch.Id == batchId), cancellationToken))[0];

    /// <summary>The whole number, for bank files and the comparison with the bank's answer.</summary>
    internal string Number(BankAccount account) => Encoding.UTF8.GetString(numbers.Unprotect(account.NumberProtected));

    internal static IQueryable<PayoutRow> Rows(PortalDb db, IQueryable<PayoutLine> lines) =>
        from line in lines
        join withdrawal in db.Withdrawals on line.WithdrawalId equals withdrawal.Id
        join account in db.BankAccounts on withdrawal.BankAccountId equals account.Id
        select new PayoutRow
        {
            Line = line,
            Withdrawal = withdrawal,
            Account = account,
            Payee = db.PartnerOrganisations.Where(partner => partner.Id == line.HolderId).Select(partner => partner.Name).FirstOrDefault()
                ?? db.ShopOrganisations.Where(shop => shop.Id == line.HolderId).Select(shop => shop.Name).FirstOrDefault()
                ?? "",
        };

    private static IQueryable<NamedLine> Named(PortalDb db, IQueryable<PayoutLine> lines) => lines.Select(line => new NamedLine
    {
        Line = line,
        Name = db.PartnerOrganisations.Where(partner => partner.Id == line.HolderId).Select(partner => partner.NameSearch).FirstOrDefault()
            ?? db.ShopOrganisations.Where(shop => shop.Id == line.HolderId).Select(shop => shop.NameSearch).FirstOrDefault(),
    });

    private sealed class NamedLine
    {
        public required PayoutLine Line { get; init; }

        public required string? Name { get; init; }
    }

    private static IQueryable<ReconciliationExceptionView> Views(PortalDb db, IQueryable<ReconciliationException> answers) =>
        answers.Select(answer => new ReconciliationExceptionView(
        answer.Id, answer.BatchId, db.PayoutBatches.First(batch => batch.Id == answer.BatchId).Number, answer.Kind, answer.Reference,
        answer.Amount, answer.AccountEnd,
        answer.Paid, answer.Text, answer.At, answer.SettledAt, answer.SettledBy, answer.Note, answer.ListedById));

    /// <summary>Two more queries for any number of batches.</summary>
    private async Task<List<PayoutBatchView>> ViewsAsync(PortalDb db, IQueryable<PayoutBatch> batches, CancellationToken cancellationToken)
    {
        var today = LocalCalendar.Day(clock.GetUtcNow());
        var rows = await batches.AsNoTracking().ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(batch => batch.Id);
        var sums = (await db.PayoutLines.Where(line => ids.Contains(line.BatchId)).GroupBy(line => new { line.BatchId, line.State })
                .Select(group => new
                {
                    group.Key.BatchId,
                    group.Key.State,
                    Count = group.Count(),
                    Amount = group.Sum(line => line.Amount),
                    Tax = group.Sum(line => line.Tax)
                })
                .ToListAsync(cancellationToken))
            .ToLookup(sum => sum.BatchId);
        var unmatched = await db.ReconciliationExceptions.Where(answer => ids.Contains(answer.BatchId) && answer.SettledAt == null)
            .GroupBy(answer => answer.BatchId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return rows.ConvertAll(batch =>
        {
            var sent = sums[batch.Id].Where(sum => PayoutLines.Transferred.Contains(sum.State)).ToList();
            int Count(PayoutLineState state) => sums[batch.Id].Where(sum => sum.State == state).Sum(sum => sum.Count);
            return new PayoutBatchView(
                batch.Id, batch.Number, batch.Month, batch.Week, batch.State, batch.MadeBy, batch.MadeAt, batch.ApprovedBy,
                batch.ApprovedAt,
                batch.EndedAt,
                sent.Sum(sum => sum.Count), sent.Sum(sum => sum.Amount - sum.Tax), sent.Sum(sum => sum.Tax), Count(PayoutLineState.Held),
                Count(PayoutLineState.Excluded),
                Count(PayoutLineState.Paid), Count(PayoutLineState.Rejected), Count(PayoutLineState.Included),
                unmatched.GetValueOrDefault(batch.Id), batch.MadeById,
                PaymentWindow.PromiseOf(batch.Window, batch.State, today));
        });
    }
}

/// <summary>A line with what belongs to it.</summary>
internal sealed class PayoutRow
{
    public required PayoutLine Line { get; init; }

    public required Withdrawal Withdrawal { get; init; }

    public required BankAccount Account { get; init; }

    public required string Payee { get; init; }

    public PayoutLineView View => new(
        Line.WithdrawalId, Line.HolderId, Payee, Withdrawal.Reference, Line.Amount, Line.Tax, Line.Net, Line.State, Line.Reason,
        Account.BankCode,
        Banks.Find(Account.BankCode)?.Name ?? Account.BankCode, $"•••• {Account.NumberEnd}", Account.Holder, Withdrawal.RequestedAt,
        Line.ChangedAt, Line.ChangedBy);
}
