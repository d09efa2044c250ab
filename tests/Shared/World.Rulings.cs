using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Rulings;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Programmes;

namespace Portal.Tests.Shared;

/// <summary>Disputes as far as decisions and money know them: what is held, what is ruled, and what becomes of it.</summary>
public sealed partial class World
{
    /// <summary>What a dispute about an order wants; the test says what is right.</summary>
    public async Task<RulingDraft> DraftAsync(Shop shop, DisputeKind kind, string order)
    {
        await using var db = await DbAsync();
        var id = await db.Orders.Where(row => row.ShopId == shop.Id && row.ExternalId == order).Select(row => row.Id).SingleAsync();
        return new RulingDraft(Ids.New(Clock), $"KN-2026-{Number():D6}", kind, shop.Id)
        {
            OrderId = id,
            RuledBy = "Quản trị viên",
            Reason = "Bằng chứng cho thấy điều này.",
        };
    }

    /// <summary>The dispute is filed: what is at stake is held.</summary>
    public Task<Outcome<Dong>> DisputesAsync(RulingDraft draft) => Get<UnitOfWork>().RunAsync(
        Actor.System, (db, stop) => Get<DisputeHolds>().HoldAsync(db, draft, stop), CancellationToken.None);

    /// <summary>It is accepted, as whoever decides a case does.</summary>
    public Task<Outcome<RulingResult>> AcceptsAsync(RulingDraft draft) => Get<UnitOfWork>().RunAsync(
        Actor.System,
        async (db, stop) =>
        {
            var result = await Get<RulingWriter>().AddAsync(db, draft, stop);
            if (result.Succeeded)
                await Get<DisputeHolds>().ReleaseAsync(db, draft.DisputeId, stop);
            return result;
        },
        CancellationToken.None);

    /// <summary>It is withdrawn or rejected.</summary>
    public Task DropsAsync(RulingDraft draft) => Get<UnitOfWork>().RunAsync<Done>(
        Actor.System,
        async (db, stop) =>
        {
            await Get<DisputeHolds>().ReleaseAsync(db, draft.DisputeId, stop);
            return default(Done);
        },
        CancellationToken.None);

    public async Task<RulingPreview> PreviewAsync(RulingDraft draft) =>
        (await Get<PreviewRuling>().RunAsync(draft, CancellationToken.None)).Value;

    /// <summary>The shop's entries in the order in which they were recorded.</summary>
    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync(Shop shop)
    {
        await using var db = await DbAsync();
        return await db.JournalEntries.AsNoTracking().Where(entry => entry.HolderId == shop.Id)
            .OrderBy(entry => entry.RecordedAt).ThenBy(entry => entry.Id).ToListAsync();
    }

    /// <summary>What follows from a dispute, in the order in which it was recorded.</summary>
    public async Task<IReadOnlyList<JournalEntry>> EntriesAsync(RulingDraft draft)
    {
        await using var db = await DbAsync();
        return await db.JournalEntries.AsNoTracking().Where(entry => entry.DisputeId == draft.DisputeId)
            .OrderBy(entry => entry.RecordedAt).ThenBy(entry => entry.Id).ToListAsync();
    }

    public async Task<LedgerAmounts> BalanceAsync(Shop shop)
    {
        await using var db = await DbAsync();
        return (await db.LedgerBalances.AsNoTracking().SingleOrDefaultAsync(row => row.HolderId == shop.Id))?.Amounts ?? default;
    }

    public async Task<OrderPosition> PositionAsync(Shop shop, string order)
    {
        await using var db = await DbAsync();
        return await db.Orders.Where(row => row.ShopId == shop.Id && row.ExternalId == order)
            .Select(row => new OrderPosition(row.PlacedAt, row.ExternalId)).SingleAsync();
    }

    /// <summary>What the trial balance is off by: nothing, whatever happened.</summary>
    public async Task<long> TrialDifferenceAsync() =>
        (await Get<TrialBalanceQueries>().GetAsync(Finance(), null, CancellationToken.None)).Value.Difference;
}
