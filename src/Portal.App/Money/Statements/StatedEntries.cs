using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.Domain.Ledger;

namespace Portal.App.Money.Statements;

/// <summary>Which entries of a shop stand in its statements: those that say what is owed, not those that pay, hold or invoice it.</summary>
internal static class StatedEntries
{
    /// <summary>Facts about orders.</summary>
    private static readonly EntryReason[] Facts = [EntryReason.Surcharge, EntryReason.SurchargeReversal, EntryReason.Adjustment];

    /// <summary>Those of shops; of an invoice's payment what is too much.</summary>
    public static IQueryable<JournalEntry> Of(PortalDb db) => db.JournalEntries.Where(
        entry => entry.Holder == LedgerHolder.Shop
            && (Facts.Contains(entry.Reason) || (entry.Reason == EntryReason.InvoicePaid && entry.Available != 0)));

    /// <summary>Of these, those in no statement that were known before <paramref name="until"/>.</summary>
    public static IQueryable<JournalEntry> Waiting(PortalDb db, DateTimeOffset until) => Of(db).Where(
        entry => entry.RecordedAt < until && entry.OccurredAt < until
            && !db.WeeklyStatements.Any(made => made.ShopId == entry.HolderId && made.From > entry.RecordedAt)
            && !db.StatementLines.Any(line => line.EntryId == entry.Id));
}
