using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Tax;

namespace Portal.Tests.Shared;

/// <summary>What partners earn, and how it stands in the ledger.</summary>
public sealed partial class World
{
    /// <summary>
    /// A partner whose programme gives them the whole of what customers pay, so that an order's price is their gross reward.
    /// </summary>
    public Task<(Shop Shop, Partner Partner, Link Link)> HasEarnerAsync(TaxBasis tax = TaxBasis.CalendarMonth) =>
        HasAffiliateAsync(new ShopAffiliateSettings
        {
            Rates = new Rates { Default = new BasisPoints(BasisPoints.Whole) },
            TaxPolicy = tax
        });

    /// <summary>An order that the partner's link brought, paid at an instant: it earns them this much before tax.</summary>
    public async Task<string> EarnsAsync(
        (Shop Shop, Partner Partner, Link Link) earner, long gross, DateTimeOffset? paidAt = null, TimeSpan? afterClick = null)
    {
        var number = await BringsAsync(earner, gross, paidAt, afterClick);
        await HappensAsync(earner.Shop, number, OrderEventType.Paid, paidAt ?? Clock.GetUtcNow());
        return number;
    }

    /// <summary>
    /// An order that the partner's link brought, not paid yet; half an hour after its click, or sooner, which stands out.
    /// </summary>
    public async Task<string> BringsAsync(
        (Shop Shop, Partner Partner, Link Link) earner, long gross, DateTimeOffset? at = null, TimeSpan? afterClick = null)
    {
        var number = $"DH-{Number()}";
        var visitor = $"v-{number}";
        var placed = (at ?? Clock.GetUtcNow()).AddMinutes(-30);
        Clicked(earner.Link, visitor, placed - (afterClick ?? TimeSpan.FromMinutes(30)));
        var price = new Dong(gross);
        await RecordedAsync(earner.Shop, Order(number, visitor, placed) with
        {
            Lines = [new OrderLine("SIM-1", "Gói cước", "data", 1, price, Dong.Zero)],
            Amounts = new OrderAmounts(price, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, Dong.Zero, price),
        });
        return number;
    }

    /// <summary>The partner's entries in the order in which they were recorded.</summary>
    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync(Partner partner)
    {
        await using var db = await DbAsync();
        return await db.JournalEntries.AsNoTracking().Where(entry => entry.HolderId == partner.Id)
            .OrderBy(entry => entry.RecordedAt).ThenBy(entry => entry.Id).ToListAsync();
    }

    public async Task<LedgerAmounts> BalanceAsync(Partner partner)
    {
        await using var db = await DbAsync();
        return (await db.LedgerBalances.AsNoTracking().SingleOrDefaultAsync(row => row.HolderId == partner.Id))?.Amounts ?? default;
    }

    /// <summary>What the partner is to the tax office.</summary>
    public async Task IsPayeeAsync(Partner partner, PayeeType type, DateOnly? commitmentFrom = null, DateOnly? commitmentUntil = null)
    {
        await using var db = await DbAsync();
        await db.Partners.Where(row => row.Id == partner.Id).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.PayeeType, type)
            .SetProperty(row => row.TaxCommitmentFrom, commitmentFrom)
            .SetProperty(row => row.TaxCommitmentUntil, commitmentUntil));
    }

    /// <summary>Any movement, straight into the ledger.</summary>
    public Task MovesAsync(Partner partner, LedgerAmounts amounts, string? key = null) => Get<UnitOfWork>().RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            await Get<LedgerWriter>().AppendAsync(
                db, [new EntryDraft(partner.Id, EntryReason.Adjustment, key ?? $"test:{Number()}", Clock.GetUtcNow(), amounts)], stop);
            return default(Done);
        },
        CancellationToken.None);

    /// <summary>Tries to store an entry that no writer would make.</summary>
    public Task StoresUnbalancedAsync(Partner partner) => AddAsync(
        [
            new JournalEntry(new LedgerAmounts { Available = new Dong(1) })
            {
                Id = Ids.New(Clock),
                HolderId = partner.Id,
                Reason = EntryReason.Adjustment,
                Key = "test:unbalanced",
                OccurredAt = Start,
                RecordedAt = Start,
                Month = new DateOnly(2026, 6, 1),
                FactMonth = new DateOnly(2026, 6, 1),
                Block = 1,
            },
        ],
        []);

    /// <summary>Takes away what keeps a table append-only, as somebody with the database's password could.</summary>
    public async Task UnprotectAsync(string table)
    {
        await using var db = await DbAsync();
        foreach (var statement in Provider == DatabaseProvider.Sqlite
            ? (string[])[$"DROP TRIGGER \"{table}_no_update\"", $"DROP TRIGGER \"{table}_no_delete\""]
            : [$"ALTER TABLE \"{table}\" DISABLE TRIGGER ALL"])
        {
            await db.Database.ExecuteSqlRawAsync(statement);
        }
    }
}
