using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Ledger;

/// <summary>The trial balance as an answer, in đồng.</summary>
/// <param name="Difference">Credit less debit: zero, or something is wrong.</param>
public sealed record TrialBalanceView(
    DateTimeOffset AsOf, IReadOnlyList<TrialLineView> Lines, long Debit, long Credit, long Difference);

/// <summary>A line of it; đồng.</summary>
public sealed record TrialLineView(TrialAccount Account, long Debit, long Credit);

/// <summary>What the platform has earned, owes, holds and has paid over all partners and shops; for the operator only.</summary>
public sealed class TrialBalanceQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <param name="actor">The operator.</param>
    /// <param name="asOf">An instant in the past; null for now.</param>
    public async Task<Outcome<TrialBalanceView>> GetAsync(Actor actor, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var past = asOf is { } instant && instant < now ? instant : (DateTimeOffset?)null;
        // the balances are the entries' sums, which the audit compares; of an instant that is past only the entries know
        var holders = past is { } until
            ? Totals(db.JournalEntries.Where(entry => entry.RecordedAt <= until))
            : Totals(db.LedgerBalances);
        var totals = (await holders.ToListAsync(cancellationToken)).ToDictionary(row => row.Holder, row => row.Totals);
        var balance = TrialBalance.Of(totals.GetValueOrDefault(LedgerHolder.Partner), totals.GetValueOrDefault(LedgerHolder.Shop));
        return new TrialBalanceView(
            past ?? now,
            [.. balance.Lines.Select(line => new TrialLineView(line.Account, line.Debit.Amount, line.Credit.Amount))],
            balance.Debit.Amount, balance.Credit.Amount, balance.Difference.Amount);
    }

    private static IQueryable<Row> Totals(IQueryable<JournalEntry> entries) => entries
        .GroupBy(entry => new { entry.Holder, entry.HolderId })
        .Select(group => new
        {
            group.Key.Holder,
            Payable = group.Sum(entry => entry.Available + entry.AvailablePreTax),
            Earned = group.Sum(entry => entry.Earned),
            Held = group.Sum(entry => entry.Held),
            TaxWithheld = group.Sum(entry => entry.TaxWithheld),
            TaxRemitted = group.Sum(entry => entry.TaxRemitted),
            Reserved = group.Sum(entry => entry.Reserved),
            PaidOut = group.Sum(entry => entry.PaidOut),
            Surcharged = group.Sum(entry => entry.Surcharged),
            Promoted = group.Sum(entry => entry.Promoted),
            Invoiced = group.Sum(entry => entry.Invoiced),
            Received = group.Sum(entry => entry.Received),
        })
        .GroupBy(row => row.Holder)
        .Select(kind => new Row
        {
            Holder = kind.Key,
            InFavour = kind.Sum(row => row.Payable > 0 ? row.Payable : 0),
            Owing = kind.Sum(row => row.Payable < 0 ? row.Payable : 0),
            Earned = kind.Sum(row => row.Earned),
            Held = kind.Sum(row => row.Held),
            TaxWithheld = kind.Sum(row => row.TaxWithheld),
            TaxRemitted = kind.Sum(row => row.TaxRemitted),
            Reserved = kind.Sum(row => row.Reserved),
            PaidOut = kind.Sum(row => row.PaidOut),
            Surcharged = kind.Sum(row => row.Surcharged),
            Promoted = kind.Sum(row => row.Promoted),
            Invoiced = kind.Sum(row => row.Invoiced),
            Received = kind.Sum(row => row.Received),
        });

    private static IQueryable<Row> Totals(IQueryable<LedgerBalance> balances) => balances
        .GroupBy(row => row.Holder)
        .Select(kind => new Row
        {
            Holder = kind.Key,
            InFavour = kind.Sum(row => row.Available + row.AvailablePreTax > 0 ? row.Available + row.AvailablePreTax : 0),
            Owing = kind.Sum(row => row.Available + row.AvailablePreTax < 0 ? row.Available + row.AvailablePreTax : 0),
            Earned = kind.Sum(row => row.Earned),
            Held = kind.Sum(row => row.Held),
            TaxWithheld = kind.Sum(row => row.TaxWithheld),
            TaxRemitted = kind.Sum(row => row.TaxRemitted),
            Reserved = kind.Sum(row => row.Reserved),
            PaidOut = kind.Sum(row => row.PaidOut),
            Surcharged = kind.Sum(row => row.Surcharged),
            Promoted = kind.Sum(row => row.Promoted),
            Invoiced = kind.Sum(row => row.Invoiced),
            Received = kind.Sum(row => row.Received),
        });

    private sealed class Row
    {
        public required LedgerHolder Holder { get; init; }

        public required long InFavour { get; init; }

        public required long Owing { get; init; }

        public required long Earned { get; init; }

        public required long Held { get; init; }

        public required long TaxWithheld { get; init; }

        public required long TaxRemitted { get; init; }

        public required long Reserved { get; init; }

        public required long PaidOut { get; init; }

        public required long Surcharged { get; init; }

        public required long Promoted { get; init; }

        public required long Invoiced { get; init; }

        public required long Received { get; init; }

        public HolderTotals Totals => new(
            new Dong(InFavour),
            new Dong(Owing),
            new LedgerAmounts
            {
                Earned = new Dong(Earned),
                Held = new Dong(Held),
                TaxWithheld = new Dong(TaxWithheld),
                TaxRemitted = new Dong(TaxRemitted),
                Reserved = new Dong(Reserved),
                PaidOut = new Dong(PaidOut),
                Surcharged = new Dong(Surcharged),
                Promoted = new Dong(Promoted),
                Invoiced = new Dong(Invoiced),
                Received = new Dong(Received),
            });
    }
}
