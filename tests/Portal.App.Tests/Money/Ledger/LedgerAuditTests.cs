using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>The audit finds and names whatever is not as it was written (R6.1), even when somebody got past the triggers.</summary>
public sealed class LedgerAuditTests
{
    private static readonly string[] Columns =
    [
        "Earned", "Available", "AvailablePreTax", "Held", "TaxWithheld", "TaxRemitted", "Reserved", "PaidOut", "OccurredAt", "RecordedAt",
            "Month", "FactMonth", "TaxMonth", "Basis",
        "Key", "Reason", "By", "Note", "Block",
    ];

    [DatabaseTheory]
    public async Task A_whole_ledger_has_no_findings(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 100_000);
        await world.EarnsAsync(earner, 200_000);
        Assert.Empty(await world.AuditAsync());
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.HappensAsync(earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());

        Assert.Empty(await world.AuditAsync());
        var audit = (await world.Get<LedgerQueries>().LastAuditAsync(world.Admin, default))!;
        Assert.Equal((3, 2), (audit.Entries, audit.Blocks));
    }

    [DatabaseTheory]
    public async Task A_changed_byte_in_any_column_of_an_entry_is_found_and_named(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await world.EarnsAsync(earner, 200_000);
        await world.Get<LedgerSealer>().SealAsync(default);
        var entry = (await world.EntriesAsync(earner.Partner))[0];
        await UnprotectAsync(world);

        foreach (var column in Columns)
        {
            await using (var db = await world.DbAsync())
            {
                var (table, name, id) = (Name(world, "JournalEntries"), Name(world, column), Name(world, "Id"));
                await using var transaction = await db.Database.BeginTransactionAsync();
                if (provider == DatabaseProvider.Sqlite)
                    // of this connection only, not of the next from the pool
                    await db.Database.ExecuteSqlRawAsync("PRAGMA ignore_check_constraints = ON");
#pragma warning disable EF1002 // names and values of this test
                var changed = await db.Database.ExecuteSqlRawAsync(
                    $"UPDATE {table} SET {name} = {Other(world, column)} WHERE {id} = {{0}}", entry.Id);
#pragma warning restore EF1002
                Assert.Equal(1, changed);
                await transaction.CommitAsync();
            }

            var found = await world.AuditAsync();
            Assert.Contains(found, finding => finding.Kind is AuditFindingKind.EntryChanged or AuditFindingKind.BlockChanged);
            if (column != "Key")
                Assert.Contains(found, finding => finding.Kind == AuditFindingKind.EntryChanged && finding.Subject == entry.Key);
            await RestoreAsync(world, entry);

            // an entry that was in another block when that was sealed leaves its trace
            if (column != "Block")
                Assert.Empty(await world.AuditAsync());
        }
    }

    [DatabaseTheory]
    public async Task An_entry_that_is_gone_or_was_slipped_in_breaks_its_block(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await world.EarnsAsync(earner, 200_000);
        await world.Get<LedgerSealer>().SealAsync(default);
        await UnprotectAsync(world);
        var entry = (await world.EntriesAsync(earner.Partner))[0];
        await using (var db = await world.DbAsync())
            await db.JournalEntries.Where(row => row.Id == entry.Id).ExecuteDeleteAsync();

        var found = await world.AuditAsync();

        Assert.Contains(found, finding => finding is { Kind: AuditFindingKind.BlockChanged, Subject: "1" });
        Assert.Contains(found, finding => finding.Kind == AuditFindingKind.BalanceDiffers
            && finding.Subject == earner.Partner.Id.ToString("D"));
    }

    [DatabaseTheory]
    public async Task A_seal_that_was_taken_out_breaks_the_chain_and_what_it_covered_is_still_looked_at(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        foreach (var key in new[] { "before", "uncovered", "after" })
        {
            await world.MovesAsync(partner, new LedgerAmounts { Earned = new Dong(-1), Available = new Dong(1) }, key);
            await world.Get<LedgerSealer>().SealAsync(default);
        }

        foreach (var table in new[] { "JournalEntries", "LedgerSeals" })
            await world.UnprotectAsync(table);
        await using (var db = await world.DbAsync())
        {
            await db.JournalEntries.Where(row => row.Key == "uncovered")
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Note, "khác"));
            await db.LedgerSeals.Where(row => row.Block == 2).ExecuteDeleteAsync();
        }

        Assert.Equal(
            [(AuditFindingKind.ChainBroken, "3"), (AuditFindingKind.EntryChanged, "uncovered")],
            (await world.AuditAsync()).Select(finding => (finding.Kind, finding.Subject))
            .OrderBy(finding => finding.Kind.ToString(), StringComparer.Ordinal));
    }

    /// <summary>What is left is a whole chain, with balances to match: only who saw it longer knows.</summary>
    [DatabaseTheory]
    public async Task An_end_that_was_cut_off_is_found_for_good(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        await world.MovesAsync(partner, new LedgerAmounts { Earned = new Dong(-1), Available = new Dong(1) }, "kept");
        Assert.Empty(await world.AuditAsync());
        await world.MovesAsync(partner, new LedgerAmounts { Earned = new Dong(-1), Available = new Dong(1) }, "cut");
        Assert.Empty(await world.AuditAsync());
        foreach (var table in new[] { "JournalEntries", "LedgerSeals" })
            await world.UnprotectAsync(table);
        await using (var db = await world.DbAsync())
        {
            await db.JournalEntries.Where(row => row.Key == "cut").ExecuteDeleteAsync();
            await db.LedgerSeals.Where(row => row.Block == 2).ExecuteDeleteAsync();
            await db.LedgerPeriods.ExecuteUpdateAsync(set => set.SetProperty(period => period.OpenBlock, 2L));
            await db.LedgerBalances.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Earned, -1L).SetProperty(row => row.Available, 1L));
        }

        Assert.Equal([(AuditFindingKind.ChainCut, "2")], (await world.AuditAsync()).Select(finding => (finding.Kind, finding.Subject)));

        await world.MovesAsync(partner, new LedgerAmounts { Earned = new Dong(-1), Available = new Dong(1) }, "later");
        Assert.Equal([AuditFindingKind.ChainCut], (await world.AuditAsync()).Select(finding => finding.Kind));
    }

    [DatabaseTheory]
    public async Task A_changed_balance_is_found_and_its_partner_named(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await using (var db = await world.DbAsync())
        {
            await db.LedgerBalances.ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Available, row => row.Available + 1).SetProperty(row => row.Held, row => row.Held - 1));
        }

        Assert.Equal(
            [(AuditFindingKind.BalanceDiffers, earner.Partner.Id.ToString("D"))],
            (await world.AuditAsync()).Select(finding => (finding.Kind, finding.Subject)));
    }

    [DatabaseTheory]
    public async Task A_reward_that_the_ledger_does_not_agree_with_is_found(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        await using (var db = await world.DbAsync())
            await db.Rewards.ExecuteUpdateAsync(set => set.SetProperty(row => row.Gross, row => row.Gross + 1));

        Assert.Equal([AuditFindingKind.RewardDiffers], (await world.AuditAsync()).Select(finding => finding.Kind));
    }

    [DatabaseTheory]
    public async Task R6_4_Tax_that_was_left_in_a_closed_month_is_found_and_closing_again_settles_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (remitted, refunded) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());
        await world.IsOwedAsync(remitted, 3_000_000);
        await world.IsOwedAsync(refunded, 1_000_000);
        world.NextMonth();
        var june = (await world.ClosesAsync()).Value.Month;
        Assert.Empty(await world.AuditAsync());

        // as an earlier version posted it: tax taken back from a month that had none any more
        foreach (var partner in new[] { remitted, refunded })
        {
            await world.AppendsAsync(new EntryDraft(
                partner.Id, EntryReason.Reversal, $"left:{partner.Id:N}", world.Clock.GetUtcNow(),
                new LedgerAmounts { Earned = new Dong(100_000), Available = new Dong(-90_000), TaxWithheld = new Dong(-10_000) })
            {
                TaxMonth = june,
                Basis = TaxBasis.CalendarMonth,
            });
        }

        Assert.Equal(
            new[] { remitted, refunded }.Select(partner => (AuditFindingKind.TaxLeftWithheld, $"{partner.Id:D} 2026-06")).Order(),
            (await world.AuditAsync()).Select(finding => (finding.Kind, finding.Subject)).Order());
        Assert.Equal(2, (await world.ReportAsync(june)).LeftWithheld);

        var again = (await world.ClosesAsync(june)).Value;

        Assert.Equal((0, 0L, 290_000L, 90_000L), (again.LeftWithheld, again.Difference, again.TaxToRemit, again.TaxToRefund));
        Assert.Equal((Dong.Zero, new Dong(290_000)),
            ((await world.BalanceAsync(remitted)).TaxWithheld, (await world.BalanceAsync(remitted)).TaxRemitted));
        Assert.Equal((Dong.Zero, new Dong(900_000)),
            ((await world.BalanceAsync(refunded)).TaxWithheld, (await world.BalanceAsync(refunded)).Available));
        Assert.Empty(await world.AuditAsync());
        var entries = (await world.EntriesAsync(remitted)).Count;
        await world.ClosesAsync(june);
        Assert.Equal(entries, (await world.EntriesAsync(remitted)).Count);
    }

    [DatabaseTheory]
    public async Task Entries_of_many_writers_are_sealed_whole_while_they_come(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var partners = new List<App.Partners.Profiles.Partner>();
        for (var i = 0; i < 5; i++)
            partners.Add(await world.HasPartnerAsync());

        var writing = Enumerable.Range(0, LongRun.Of(60, 1000)).Select(i => Task.Run(() =>
            (i % 2 == 0 ? world : other)
                .MovesAsync(partners[i % 5], new LedgerAmounts { Earned = new Dong(-1), Available = new Dong(1) }, $"race:{i}")));
        var sealing = Enumerable.Range(0, 10)
            .Select(i => Task.Run(() => (i % 2 == 0 ? world : other).Get<LedgerSealer>().SealAsync(default)));
        await Task.WhenAll(writing.Concat(sealing));

        Assert.Empty(await world.AuditAsync());
        await using var db = await world.DbAsync();
        Assert.Equal(await db.JournalEntries.CountAsync(), await db.LedgerSeals.SumAsync(seal => seal.Entries));
    }

    [DatabaseTheory]
    public async Task Seals_and_audit_records_cannot_be_changed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AsksAsync(await world.HasPayeeAsync(100), 1);
        await world.Get<LedgerSealer>().SealAsync(default);

        await using var db = await world.DbAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => db.LedgerSeals.ExecuteDeleteAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => db.AuditRecords.ExecuteUpdateAsync(set => set.SetProperty(row => row.Actor, "x")));
        Assert.Equal(
            (1, 1), (await db.LedgerSeals.CountAsync(),
                await db.AuditRecords.CountAsync(row => row.Action == AuditActions.WithdrawalRequested && row.Actor != "x")));
    }

    [DatabaseTheory]
    public async Task Only_finance_and_those_who_read_logs_audit(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = world.PersonOf(await world.HasPartnerAsync());

        Assert.Equal("forbidden", (await world.Get<AuditLedger>().RunAsync(partner, default)).Refusal!.Code);
        Assert.Null(await world.Get<LedgerQueries>().LastAuditAsync(partner, default));
    }

    /// <summary>Whoever owns the database can take the triggers away; that is what the hashes are for.</summary>
    private static async Task UnprotectAsync(World world)
    {
        await world.UnprotectAsync("JournalEntries");
        if (world.Provider == DatabaseProvider.Sqlite)
            return; // has no constraints to drop: whoever writes goes past them

        await using var db = await world.DbAsync();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"JournalEntries\" DROP CONSTRAINT \"CK_JournalEntries_Balances\"");
    }

    private static string Other(World world, string column) => column switch
    {
        "OccurredAt" or "RecordedAt" => world.Provider == DatabaseProvider.Sqlite
            ? $"\"{column}\" + 10" : $"\"{column}\" + interval '1 microsecond'",
        "Month" or "FactMonth" or "TaxMonth" => "'2026-05-01'",
        "Basis" => "'PerPayment'",
        "Reason" => "'Reversal'",
        "Key" => "'other'",
        "By" or "Note" => "''",
        _ => $"\"{column}\" + 1",
    };

    private static string Name(World world, string name) => world.Provider == DatabaseProvider.SqlServer ? $"[{name}]" : $"\"{name}\"";

    private static async Task RestoreAsync(World world, JournalEntry entry)
    {
        await using var db = await world.DbAsync();
        await db.JournalEntries.Where(row => row.Id == entry.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Earned, entry.Earned).SetProperty(row => row.Available, entry.Available)
            .SetProperty(row => row.AvailablePreTax, entry.AvailablePreTax)
            .SetProperty(row => row.Held, entry.Held).SetProperty(row => row.TaxWithheld, entry.TaxWithheld)
            .SetProperty(row => row.TaxRemitted, entry.TaxRemitted)
            .SetProperty(row => row.Reserved, entry.Reserved).SetProperty(row => row.PaidOut, entry.PaidOut)
            .SetProperty(row => row.OccurredAt, entry.OccurredAt)
            .SetProperty(row => row.RecordedAt, entry.RecordedAt).SetProperty(row => row.Month, entry.Month)
            .SetProperty(row => row.FactMonth, entry.FactMonth)
            .SetProperty(row => row.TaxMonth, entry.TaxMonth).SetProperty(row => row.Basis, entry.Basis)
            .SetProperty(row => row.Key, entry.Key)
            .SetProperty(row => row.Reason, entry.Reason).SetProperty(row => row.By, entry.By).SetProperty(row => row.Note, entry.Note)
            .SetProperty(row => row.Block, entry.Block));
    }
}
