using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Withdrawals;

/// <summary>A request as its partner and finance see it.</summary>
/// <param name="Amount">What was requested, in đồng.</param>
/// <param name="Tax">What was withheld from this payment, once it is paid.</param>
/// <param name="Reference">What the transfer says.</param>
/// <param name="PayFrom">The first local day of the promised payment (R6.6).</param>
/// <param name="PayUntil">The last.</param>
/// <param name="Reason">Why the money came back: one of <see cref="PayoutReasons"/>, the bank's words, or finance's.</param>
/// <param name="HeldReason">Why it is not paid with its batch, likewise; null unless a line of it is held or left out while it
/// waits.</param>
/// <param name="Promise">How late it is, and whom it waits for; null once it has ended.</param>
public sealed record WithdrawalView(
    Guid Id, Guid PartnerId, string PartnerName, long Amount, long Tax, string Reference, DateOnly Month, WithdrawalState State,
    Guid BankAccountId, string BankName,
    string AccountNumber, string HolderName, DateTimeOffset RequestedAt, DateOnly PayFrom, DateOnly PayUntil, string? Batch, string? Reason,
    DateTimeOffset? EndedAt,
    string? HeldReason, PromisedDay? Promise)
{
    internal static WithdrawalView Of(
        Withdrawal withdrawal, string partner, BankAccount account, (string Number, PayoutBatchState State)? batch, string? heldReason,
        DateOnly today)
    {
        var window = PaymentWindow.OfMonth(withdrawal.Month);
        return new WithdrawalView(
            withdrawal.Id, withdrawal.HolderId, partner, withdrawal.Amount, withdrawal.Tax, withdrawal.Reference, withdrawal.Month,
            withdrawal.State, account.Id,
            Banks.Find(account.BankCode)?.Name ?? account.BankCode, $"•••• {account.NumberEnd}", account.Holder, withdrawal.RequestedAt,
            window.From, window.Until,
            batch?.Number, withdrawal.Reason, withdrawal.EndedAt, heldReason,
            PaymentWindow.PromiseOf(withdrawal.Month, withdrawal.State, batch?.State, today));
    }
}

/// <summary>What a partner can withdraw now, and what is missing (R6.5).</summary>
/// <param name="Needs">Each need, and whether it is met.</param>
/// <param name="Payable">What they have, in đồng; negative after a reversal of more than there was (R6.7).</param>
/// <param name="Minimum">The smallest amount.</param>
/// <param name="Accounts">Those that money may go to now.</param>
/// <param name="Window">When a request of today is paid (R6.6).</param>
public sealed record WithdrawalStanding(
    IReadOnlyList<WithdrawalNeedView> Needs, long Payable, long Minimum, IReadOnlyList<BankAccountView> Accounts, PaymentWindow Window)
{
    public bool Ready => Needs.All(need => need.Met);
}

public sealed record WithdrawalNeedView(WithdrawalNeed Need, bool Met);

/// <summary>Which requests. What is null does not narrow.</summary>
/// <param name="PartnerId">Of this partner; a partner sees their own whatever it says.</param>
/// <param name="Month">The first day of the month of the request.</param>
/// <param name="Search">Part of the reference, or of the partner's name with or without diacritics.</param>
/// <param name="Open">Only those that have not ended: together they are what the partner's balance has set aside.</param>
public sealed record WithdrawalFilter(
    Guid? PartnerId = null, WithdrawalState? State = null, DateOnly? Month = null, string? Search = null, bool Open = false);

/// <summary>A partner's requests whose promised days have passed (R6.6).</summary>
/// <param name="Amount">Đồng.</param>
/// <param name="Oldest">The promise that slipped first.</param>
public sealed record LatePayments(int Count, long Amount, PromisedDay Oldest);

/// <summary>Requests for money, each seen by its partner and by the operator (R10.5).</summary>
public sealed class WithdrawalQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    public const string SortByRequested = "requested";
    public const string SortByAmount = "amount";

    /// <summary>What they can withdraw, and the checklist of what is missing.</summary>
    public async Task<Outcome<WithdrawalStanding>> StandingAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Partners.AsNoTracking().SingleOrDefaultAsync(row => row.Id == partnerId, cancellationToken) is not { } partner)
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var now = clock.GetUtcNow();
        var accounts = await db.BankAccounts.AsNoTracking()
            .Where(account => account.OwnerId == partnerId && account.RemovedAt == null && account.UsableFrom <= now)
            .OrderByDescending(account => account.AddedAt).ToListAsync(cancellationToken);
        var balance = (await db.LedgerBalances.AsNoTracking()
            .SingleOrDefaultAsync(row => row.HolderId == partnerId, cancellationToken))?.Amounts ?? default;
        var minimum = await WithdrawalMinimum.OfAsync(db, partnerId, now, cancellationToken);
        var facts = new WithdrawalFacts(
            partner.Identity == IdentityState.Approved, partner.AgreementSignedAt is not null, accounts.Count > 0, balance.Payable,
            minimum);
        return new WithdrawalStanding(
            [.. Enum.GetValues<WithdrawalNeed>().Select(need => new WithdrawalNeedView(need, facts.Has(need)))], balance.Payable.Amount,
            minimum.Amount,
            accounts.ConvertAll(account => BankAccountView.Of(account, now)), PaymentWindow.OfMonth(LocalCalendar.Day(now)));
    }

    /// <summary>A partner's requests, the newest first.</summary>
    public async Task<Outcome<CursorPage<WithdrawalView>>> PageAsync(
        Actor actor, Guid partnerId, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancellationToken))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var rows = db.Withdrawals.Where(row => row.HolderId == partnerId);
        if (page.After is { } after)
            rows = rows.Where(row => row.RequestedAt < after.At || (row.RequestedAt == after.At && row.Id.CompareTo(after.Id) < 0));
        var views = await ViewsAsync(
            db, rows.OrderByDescending(row => row.RequestedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1), cancellationToken);
        return page.Cut(views, view => new CursorRequest.Position(view.RequestedAt, view.Id));
    }

    public async Task<Outcome<WithdrawalView>> GetAsync(Actor actor, Guid withdrawalId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await ViewsAsync(db, VisibleTo(actor, db.Withdrawals, null).Where(row => row.Id == withdrawalId), cancellationToken);
        return found is [var view] ? view : Refusal.NotFound(WithdrawalRefusals.NotFound);
    }

    /// <summary>One page of the requests that the filter lets through.</summary>
    public async Task<PageOf<WithdrawalView>> ListAsync(
        Actor actor, WithdrawalFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Filtered(db, actor, filter);
        var sorted = (page.Sort, page.Descending) switch
        {
            (SortByAmount, false) => found.OrderBy(row => row.Amount),
            (SortByAmount, true) => found.OrderByDescending(row => row.Amount),
            (SortByRequested, false) => found.OrderBy(row => row.RequestedAt),
            _ => found.OrderByDescending(row => row.RequestedAt),
        };
        return new PageOf<WithdrawalView>(
            await ViewsAsync(db, sorted.ThenByDescending(row => row.Id).Skip(page.Skip).Take(page.Size), cancellationToken),
            await found.CountAsync(cancellationToken));
    }

    /// <summary>What of a partner's requests is late; null when nothing is.</summary>
    public async Task<LatePayments?> LateAsync(Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return null;

        var today = LocalCalendar.Day(clock.GetUtcNow());
        var passed = PaymentWindow.LastPassed(today);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var late = await db.Withdrawals
            .Where(row => row.HolderId == partnerId && row.Month <= passed
                && (row.State == WithdrawalState.Requested || row.State == WithdrawalState.InBatch))
            .Select(row => new
            {
                row.Month,
                row.State,
                row.Amount,
                Batch = db.PayoutBatches.Where(batch => batch.Id == row.BatchId)
                .Select(batch => (PayoutBatchState?)batch.State).FirstOrDefault()
            })
            .GroupBy(row => new { row.Month, row.State, row.Batch })
            .Select(group => new
            {
                group.Key.Month,
                group.Key.State,
                group.Key.Batch,
                Count = group.Count(),
                Amount = group.Sum(row => row.Amount)
            })
            .OrderBy(group => group.Month).ThenByDescending(group => group.Amount)
            .ToListAsync(cancellationToken);
        return late is [var first, ..]
            ? new LatePayments(late.Sum(group => group.Count), late.Sum(group => group.Amount),
                PaymentWindow.PromiseOf(first.Month, first.State, first.Batch, today)!)
            : null;
    }

    /// <summary>
    /// How many there are in each state, and what they come to, among those that the filter finds, whatever state it names.
    /// </summary>
    public async Task<IReadOnlyDictionary<WithdrawalState, WithdrawalSum>> SumsAsync(
        Actor actor, WithdrawalFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filtered(db, actor, filter with { State = null, Open = false }).GroupBy(row => row.State)
            .Select(group => new { group.Key, Count = group.Count(), Amount = group.Sum(row => row.Amount) })
            .ToDictionaryAsync(group => group.Key, group => new WithdrawalSum(group.Count, group.Amount), cancellationToken);
    }

    private static IQueryable<Withdrawal> Filtered(PortalDb db, Actor actor, WithdrawalFilter filter)
    {
        var found = VisibleTo(actor, db.Withdrawals, filter.PartnerId);
        if (filter.State is { } state)
            found = found.Where(row => row.State == state);
        if (filter.Open)
            found = found.Where(row => row.State == WithdrawalState.Requested || row.State == WithdrawalState.InBatch);
        if (filter.Month is { } month)
            found = found.Where(row => row.Month == month);
        if (SearchText.Fold(filter.Search) is not { Length: > 0 } search)
            return found;

        var reference = PaymentReference.Normalise(filter.Search!);
        return found.Where(row => row.Reference.Contains(reference)
            || db.Partners.Any(partner => partner.Id == row.HolderId && partner.NameSearch.Contains(search)));
    }

    private static IQueryable<Withdrawal> VisibleTo(Actor actor, IQueryable<Withdrawal> withdrawals, Guid? wanted)
    {
        var whose = actor.IsOperator ? wanted : actor.May(Permission.PartnerRead) ? actor.PartnerId ?? Guid.Empty : Guid.Empty;
        return whose is { } partner ? withdrawals.Where(row => row.HolderId == partner) : withdrawals;
    }

    private async Task<List<WithdrawalView>> ViewsAsync(
        PortalDb db, IQueryable<Withdrawal> withdrawals, CancellationToken cancellationToken)
    {
        var today = LocalCalendar.Day(clock.GetUtcNow());
        var rows = await withdrawals.AsNoTracking().Select(row => new
        {
            Withdrawal = row,
            Account = db.BankAccounts.First(account => account.Id == row.BankAccountId),
            Partner = db.Partners.First(partner => partner.Id == row.HolderId).Name,
            Batch = db.PayoutBatches.Where(batch => batch.Id == row.BatchId).Select(batch => new { batch.Number, batch.State })
            .FirstOrDefault(),
            HeldReason = Held(db).Where(held => held.WithdrawalId == row.Id && (held.BatchId == row.BatchId || row.BatchId == null))
                .OrderByDescending(held => held.MadeAt).Select(held => held.Reason).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => WithdrawalView.Of(
            row.Withdrawal, row.Partner, row.Account, row.Batch is { } batch ? (batch.Number, batch.State) : null, IsOpen(row.Withdrawal)
            ? row.HeldReason : null, today));
    }

    private static bool IsOpen(Withdrawal withdrawal) => withdrawal.State is WithdrawalState.Requested or WithdrawalState.InBatch;

    /// <summary>Lines that are not paid with their batch; those of a batch that was given up hold nothing back.</summary>
    private static IQueryable<HeldLine> Held(PortalDb db) =>
        from line in db.PayoutLines
        join batch in db.PayoutBatches on line.BatchId equals batch.Id
        where batch.State != PayoutBatchState.Discarded && (line.State == PayoutLineState.Held || line.State == PayoutLineState.Excluded)
        select new HeldLine { WithdrawalId = line.WithdrawalId, BatchId = batch.Id, MadeAt = batch.MadeAt, Reason = line.Reason };

    private sealed class HeldLine
    {
        public required Guid WithdrawalId { get; init; }

        public required Guid BatchId { get; init; }

        public required DateTimeOffset MadeAt { get; init; }

        public string? Reason { get; init; }
    }
}

/// <param name="Count">Requests.</param>
/// <param name="Amount">Đồng.</param>
public readonly record struct WithdrawalSum(int Count, long Amount);
