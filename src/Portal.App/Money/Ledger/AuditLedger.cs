using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Withdrawals;

namespace Portal.App.Money.Ledger;

/// <summary>
/// Goes through the whole ledger and recomputes it: every entry's bytes and sum, every audit record's, every seal and the chain of them,
/// every balance, and the entries against the rewards and requests that they record, and the closed months for tax that nobody settled.
/// What is wrong is named. Reads a few thousand rows at a time, so memory does not grow with the ledger.
/// </summary>
public sealed class AuditLedger(IDbContextFactory<PortalDb> contexts, UnitOfWork work, LedgerSealer sealer, TimeProvider clock)
{
    /// <summary>How many findings are kept of one audit; a broken ledger has one cause, and needs no million rows.</summary>
    public const int Most = 200;

    /// <summary>About how many rows are read at a time.</summary>
    private const int PartRows = 5_000;

    public async Task<Outcome<LedgerAudit>> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.May(PeriodClosePermissions.Close) || actor.May(AuditPermissions.Read)
            ? await AuditAsync(actor, cancellationToken) : Refusal.Forbidden();

    internal async Task<Outcome<LedgerAudit>> AuditAsync(Actor actor, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        await sealer.SealAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var findings = new List<(AuditFindingKind Kind, string Subject)>();
        var (entries, blocks, head) = await ChainAsync(db, findings, cancellationToken);
        await BalancesAsync(db, findings, cancellationToken);
        await RewardsAsync(db, findings, cancellationToken);
        await SurchargesAsync(db, findings, cancellationToken);
        await WithdrawalsAsync(db, findings, cancellationToken);
        await StatementsAsync(db, findings, cancellationToken);
        await InvoicesAsync(db, findings, cancellationToken);
        await ClosedMonthsAsync(db, findings, cancellationToken);
        return await work.RunAsync<LedgerAudit>(
            actor,
            (writing, _) =>
            {
                var audit = new LedgerAudit
                {
                    Id = Ids.New(clock),
                    StartedAt = started,
                    EndedAt = clock.GetUtcNow(),
                    Entries = entries,
                    Blocks = blocks,
                    Findings = findings.Count,
                    Head = head,
                };
                writing.LedgerAudits.Add(audit);
                writing.LedgerAuditFindings.AddRange(findings.Take(Most).Select(finding => new LedgerAuditFinding
                {
                    Id = Ids.New(clock),
                    AuditId = audit.Id,
                    Kind = finding.Kind,
                    Subject = finding.Subject,
                }));
                return Task.FromResult<Outcome<LedgerAudit>>(audit);
            },
            cancellationToken);
    }

    private static async Task<(int Entries, int Blocks, byte[] Head)> ChainAsync(
        PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        // a ledger that lost its last blocks is a whole chain in itself; the audits before saw it longer
        var seen = (await db.LedgerAudits.AsNoTracking().Where(audit => audit.Blocks > 0).Select(audit => new { audit.Blocks, audit.Head })
            .Distinct().ToListAsync(cancellationToken))
            .ToLookup(audit => Convert.ToHexString(audit.Head), audit => audit.Blocks);
        var missing = seen.Select(audits => audits.Key).ToHashSet(StringComparer.Ordinal);
        var (count, blocks, expected, head) = (0, 0, 1L, LedgerSealer.Beginning);
        await foreach (var part in PartsAsync(db, cancellationToken))
        {
            var (first, last) = (part[0].Block, part[^1].Block);
            var entries = await HashesAsync(
                db.JournalEntries.AsNoTracking().Where(entry => entry.Block >= first && entry.Block <= last), part,
                entry => (entry.Block, entry.Id, entry.Hash), entry => Check(entry, findings), cancellationToken);
            var records = await HashesAsync(
                db.AuditRecords.AsNoTracking().Where(record => record.Block >= first && record.Block <= last), part,
                record => (record.Block, record.Id, record.Hash), record => Check(record, findings), cancellationToken);
            foreach (var seal in part)
            {
                var (ofEntries, ofRecords) = (entries[seal.Block], records[seal.Block]);
                var name = seal.Block.ToString(CultureInfo.InvariantCulture);
                if (seal.Block != expected || !seal.Previous.AsSpan().SequenceEqual(head))
                    findings.Add((AuditFindingKind.ChainBroken, name));
                if (seal.Entries != ofEntries.Count || seal.AuditRecords != ofRecords.Count
                    || !seal.Hash.AsSpan().SequenceEqual(LedgerSealer.HashOf(seal.Block, seal.Previous, ofEntries, ofRecords)))
                    findings.Add((AuditFindingKind.BlockChanged, name));
                (count, blocks, expected, head) = (count + ofEntries.Count, blocks + 1, seal.Block + 1, seal.Hash);
                missing.Remove(Convert.ToHexString(seal.Hash));
            }
        }

        findings.AddRange(missing.SelectMany(hash => seen[hash]).Distinct().Order()
            .Select(length => (AuditFindingKind.ChainCut, length.ToString(CultureInfo.InvariantCulture))));

        // what came since, and what claims a block that never was
        await foreach (var entry in db.JournalEntries.AsNoTracking().Where(entry => !db.LedgerSeals.Any(seal => seal.Block == entry.Block))
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            Check(entry, findings);
            count++;
        }

        await foreach (var record in db.AuditRecords.AsNoTracking().Where(record => !db.LedgerSeals.Any(seal => seal.Block == record.Block))
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
            Check(record, findings);
        return (count, blocks, head);
    }

    /// <summary>
    /// Neighbours that hold about so much together: a quiet portal seals a handful of rows a minute, and a query for each of a year's
    /// blocks takes longer than all that is in them.
    /// </summary>
    private static async IAsyncEnumerable<IReadOnlyList<LedgerSeal>> PartsAsync(
        PortalDb db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = long.MinValue;
        while (await db.LedgerSeals.AsNoTracking().Where(seal => seal.Block > last).OrderBy(seal => seal.Block).Take(PartRows)
            .ToListAsync(cancellationToken) is { Count: > 0 } seals)
        {
            var (part, rows) = (new List<LedgerSeal>(), 0L);
            foreach (var seal in seals)
            {
                if (part.Count > 0 && rows + seal.Entries + seal.AuditRecords > PartRows)
                {
                    yield return part;
                    (part, rows) = ([], 0);
                }

                part.Add(seal);
                rows += seal.Entries + seal.AuditRecords;
            }

            yield return part;
            last = seals[^1].Block;
        }
    }

    /// <summary>The hashes of each of these blocks. Rows of a block without a seal are left to whoever looks for them.</summary>
    private static async Task<IReadOnlyDictionary<long, List<(Guid, byte[])>>> HashesAsync<T>(
        IQueryable<T> rows, IReadOnlyList<LedgerSeal> part, Func<T, (long Block, Guid Id, byte[] Hash)> of, Action<T> check,
        CancellationToken cancellationToken)
    {
        var hashes = part.ToDictionary(seal => seal.Block, _ => new List<(Guid, byte[])>());
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var (block, id, hash) = of(row);
            if (!hashes.TryGetValue(block, out var known))
                continue;

            check(row);
            known.Add((id, hash));
        }

        return hashes;
    }

    private static void Check(JournalEntry entry, List<(AuditFindingKind, string)> findings)
    {
        if (!EntryHash.Of(entry).AsSpan().SequenceEqual(entry.Hash))
            findings.Add((AuditFindingKind.EntryChanged, entry.Key));
        if (entry.Amounts.Sum != Dong.Zero)
            findings.Add((AuditFindingKind.EntryUnbalanced, entry.Key));
    }

    private static void Check(AuditRecord record, List<(AuditFindingKind, string)> findings)
    {
        if (!AuditTrail.HashOf(record).AsSpan().SequenceEqual(record.Hash))
            findings.Add((AuditFindingKind.AuditRecordChanged, record.Id.ToString("D")));
    }

    /// <summary>Compared in one statement, so that an entry that comes meanwhile is in both or in neither.</summary>
    private static async Task BalancesAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var sums = db.JournalEntries.GroupBy(entry => entry.HolderId).Select(group => new
        {
            group.Key,
            Earned = group.Sum(entry => entry.Earned),
            Available = group.Sum(entry => entry.Available),
            AvailablePreTax = group.Sum(entry => entry.AvailablePreTax),
            Held = group.Sum(entry => entry.Held),
            TaxWithheld = group.Sum(entry => entry.TaxWithheld),
            TaxRemitted = group.Sum(entry => entry.TaxRemitted),
            Reserved = group.Sum(entry => entry.Reserved),
            PaidOut = group.Sum(entry => entry.PaidOut),
            Surcharged = group.Sum(entry => entry.Surcharged),
            Promoted = group.Sum(entry => entry.Promoted),
            Invoiced = group.Sum(entry => entry.Invoiced),
            Received = group.Sum(entry => entry.Received),
        });
        var same = from balance in db.LedgerBalances
                   join sum in sums on balance.HolderId equals sum.Key
                   where balance.Earned == sum.Earned && balance.Available == sum.Available
                       && balance.AvailablePreTax == sum.AvailablePreTax && balance.Held == sum.Held
                       && balance.TaxWithheld == sum.TaxWithheld && balance.TaxRemitted == sum.TaxRemitted
                       && balance.Reserved == sum.Reserved && balance.PaidOut == sum.PaidOut
                       && balance.Surcharged == sum.Surcharged && balance.Promoted == sum.Promoted
                       && balance.Invoiced == sum.Invoiced && balance.Received == sum.Received
                   select balance.HolderId;
        var whose = db.LedgerBalances.Select(balance => balance.HolderId).Union(db.JournalEntries.Select(entry => entry.HolderId));
        var wrong = await whose.Where(partner => !same.Contains(partner)).OrderBy(partner => partner).Take(Most)
            .ToListAsync(cancellationToken);
        findings.AddRange(wrong.Select(partner => (AuditFindingKind.BalanceDiffers, partner.ToString("D"))));
    }

    /// <summary>An earned reward has its gross in the ledger, unless it waits for a tax policy; another has nothing.</summary>
    private static async Task RewardsAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var posted = db.JournalEntries.Where(entry => entry.RewardId != null).GroupBy(entry => entry.RewardId!.Value)
            .Select(group => new
            {
                Reward = group.Key,
                Gross = -group.Sum(entry => entry.Earned),
                Partners = group.Select(entry => entry.HolderId).Distinct().Count()
            });
        var wrong = await posted.Join(db.Rewards, sum => sum.Reward, reward => reward.Id, (sum, reward) => new { sum, reward })
            .Where(row => row.sum.Partners > 1 || (row.sum.Gross != 0 && (row.reward.State != RewardState.Earned || row.reward.IsReplaced))
                || (row.sum.Gross != row.reward.Gross && row.reward.State == RewardState.Earned && !row.reward.IsReplaced))
            .Select(row => row.reward.Id).OrderBy(id => id).Take(Most).ToListAsync(cancellationToken);
        findings.AddRange(wrong.Select(reward => (AuditFindingKind.RewardDiffers, reward.ToString("D"))));
    }

    /// <summary>What a shop owes for an order that is successful stands in the ledger (R7.5); of another, nothing.</summary>
    private static async Task SurchargesAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var posted = db.JournalEntries.Where(entry => entry.SurchargeId != null).GroupBy(entry => entry.SurchargeId!.Value)
            .Select(group => new
            {
                Surcharge = group.Key,
                Amount = group.Sum(entry => entry.Surcharged),
                Promotion = -group.Sum(entry => entry.Promoted),
            });
        var owed = db.Surcharges.Where(surcharge => !surcharge.IsReplaced
            && db.Orders.Any(order => order.Id == surcharge.OrderId && order.Status == OrderStatus.Successful));
        var compared =
            from sum in posted
            join surcharge in owed on sum.Surcharge equals surcharge.PostedId into standing
            from surcharge in standing.DefaultIfEmpty()
            where sum.Amount != ((long?)surcharge.Amount ?? 0) || sum.Promotion != ((long?)surcharge.PlatformPromotion ?? 0)
            select sum.Surcharge;
        var differ = await compared.OrderBy(id => id).Take(Most).ToListAsync(cancellationToken);
        var missing = await owed
            .Where(surcharge => (surcharge.Amount != 0 || surcharge.PlatformPromotion != 0)
                && !db.JournalEntries.Any(entry => entry.SurchargeId == surcharge.PostedId))
            .Select(surcharge => surcharge.Id).OrderBy(id => id).Take(Most).ToListAsync(cancellationToken);
        var wrong = differ.Concat(missing);
        findings.AddRange(wrong.Select(surcharge => (AuditFindingKind.SurchargeDiffers, surcharge.ToString("D"))));
    }

    /// <summary>
    /// R6.4: a close leaves no tax kept back. One statement, so that a close that is on its way is seen before or after each partner.
    /// </summary>
    private static async Task ClosedMonthsAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var left = await ClosedTax.Left(db, db.JournalEntries).Select(row => new { row.PartnerId, row.Month }).Distinct()
            .OrderBy(row => row.Month).ThenBy(row => row.PartnerId).Take(Most).ToListAsync(cancellationToken);
        findings.AddRange(left.Select(row =>
            (AuditFindingKind.TaxLeftWithheld, string.Create(CultureInfo.InvariantCulture, $"{row.PartnerId:D} {row.Month:yyyy-MM}"))));
    }

    private static async Task WithdrawalsAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var wrong = await db.Withdrawals
            .Select(row => new
            {
                row.Reference,
                row.State,
                row.Amount,
                row.Tax,
                Reserved = db.JournalEntries.Where(entry => entry.WithdrawalId == row.Id).Sum(entry => entry.Reserved),
                Paid = db.JournalEntries.Where(entry => entry.WithdrawalId == row.Id).Sum(entry => entry.PaidOut),
            })
            .Where(row => (row.Reserved != 0 && row.State != WithdrawalState.Requested && row.State != WithdrawalState.InBatch)
                || (row.Reserved != row.Amount && (row.State == WithdrawalState.Requested || row.State == WithdrawalState.InBatch))
                || (row.Paid != 0 && row.State != WithdrawalState.Paid)
                || (row.Paid != row.Amount - row.Tax && row.State == WithdrawalState.Paid))
            .Select(row => row.Reference).OrderBy(reference => reference).Take(Most).ToListAsync(cancellationToken);
        findings.AddRange(wrong.Select(reference => (AuditFindingKind.WithdrawalDiffers, reference)));
    }

    /// <summary>R7.8: a statement is what its entries add up to, and what remains of it is what is neither paid nor invoiced.</summary>
    private static async Task StatementsAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var wrong = await db.WeeklyStatements
            .Select(row => new
            {
                row.Number,
                row.Net,
                row.Remaining,
                Stated = db.StatementLines.Where(line => line.StatementId == row.Id)
                    .Join(db.JournalEntries, line => line.EntryId, entry => entry.Id, (_, entry) => entry.Available + entry.Held).Sum(),
                Paid = db.Withdrawals
                    .Where(payment => payment.StatementId == row.Id
                        && (payment.State == WithdrawalState.InBatch || payment.State == WithdrawalState.Paid))
                    .Sum(payment => payment.Amount),
                Invoiced = db.InvoiceParts.Where(part => part.StatementId == row.Id).Sum(part => part.Amount),
            })
            .Where(row => row.Stated != row.Net || row.Remaining != row.Net - row.Paid + row.Invoiced)
            .Select(row => row.Number).OrderBy(number => number).Take(Most).ToListAsync(cancellationToken);
        findings.AddRange(wrong.Select(number => (AuditFindingKind.StatementDiffers, number)));
    }

    /// <summary>R7.9: what is open on an invoice stands in the ledger.</summary>
    private static async Task InvoicesAsync(PortalDb db, List<(AuditFindingKind, string)> findings, CancellationToken cancellationToken)
    {
        var wrong = await db.Invoices
            .Select(row => new
            {
                row.Number,
                row.Amount,
                row.Paid,
                row.SetOff,
                Asked = db.InvoiceParts.Where(part => part.InvoiceId == row.Id && part.Amount > 0).Sum(part => part.Amount),
                Open = -db.JournalEntries.Where(entry => entry.InvoiceId == row.Id).Sum(entry => entry.Invoiced),
                Received = -db.JournalEntries.Where(entry => entry.InvoiceId == row.Id).Sum(entry => entry.Received),
            })
            .Where(row => row.Asked != row.Amount || row.Received != row.Paid
                || (row.Amount > row.Paid + row.SetOff && row.Open != row.Amount - row.Paid - row.SetOff)
                || (row.Amount <= row.Paid + row.SetOff && row.Open != 0))
            .Select(row => row.Number).OrderBy(number => number).Take(Most).ToListAsync(cancellationToken);
        findings.AddRange(wrong.Select(number => (AuditFindingKind.InvoiceDiffers, number)));
    }
}
