using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Domain.Ledger;
using Portal.Web.Components;

namespace Portal.Web.Components.Money;

/// <summary>What the address of a list of entries says, read alike by the pages and by their exports, so that both show the same.</summary>
public static class EntryList
{
    public const string DefaultSort = "-" + LedgerQueries.SortByRecorded;

    public static readonly PageRequest Newest = new(Sort: LedgerQueries.SortByRecorded, Descending: true);

    /// <param name="read">A parameter of the address, or null.</param>
    /// <param name="range">The days that it asks for.</param>
    /// <param name="partner">Whose; null: as the address says.</param>
    public static EntryFilter Filter(Func<string, string?> read, DateChoice range, Guid? partner = null) => new(
        partner ?? (Guid.TryParse(read("partner"), out var asked) ? asked : null), EntryChoices.Read(read("reason")), range.Period,
        MoneyFormat.ReadMonth(read("month")), read("q"),
        EntryChoices.ReadPart(read("part")), EntryChoices.ReadHolder(read("holder")));

    public static ExportColumns<EntryView> Columns(IStringLocalizer<MoneyTexts> texts, bool forOperator)
    {
        var columns = new ExportColumns<EntryView>()
            .Instant("recordedAt", texts["RecordedAt"], row => row.RecordedAt)
            .Instant("occurredAt", texts["OccurredAt"], row => row.OccurredAt);
        if (forOperator)
            columns.Text("holder", texts["Holder"], row => row.HolderName);
        columns
            .Word("reason", texts["Entry"], row => row.Reason, reason => TextCatalog.Word(reason))
            .Word("month", texts["Month"], row => MonthCode(row.Month), row => MoneyFormat.Month(row.Month))
            .Word(
                "lateForMonth", texts["LateMonth"], row => row.LateForMonth is { } late ? MonthCode(late) : null,
                row => row.LateForMonth is { } late ? MoneyFormat.Month(late) : "")
            .Text("order", texts["Order"], row => row.Order ?? "")
            .Text("shop", texts["Shop"], row => row.Shop ?? "")
            .Text("programme", texts["Programme"], row => row.Programme ?? "")
            .Text("reference", texts["Reference"], row => row.Reference ?? "")
            .Text("batch", texts["Batch"], row => row.Batch ?? "")
            .Dong("gross", texts["Gross"], row => row.Gross)
            .Dong("tax", texts["Tax"], row => row.TaxTaken)
            .Dong("available", texts["Available"], row => row.Available)
            .Dong("taxWithheld", TextCatalog.Word(BalancePart.TaxWithheld), row => row.Tax)
            .Dong("held", texts["Held"], row => row.Held)
            .Dong("reserved", texts["Reserved"], row => row.Reserved)
            .Dong("taxRemitted", texts["TaxRemitted"], row => row.TaxRemitted)
            .Dong("paidOut", texts["PaidOut"], row => row.PaidOut);
        if (forOperator)
        {
            columns.Dong("surcharged", texts["Surcharged"], row => row.Surcharged)
                .Dong("promotion", texts["Promotion"], row => row.Promotion);
        }

        columns.Text("note", texts["Note"], row => NoteOf(row) ?? "");
        if (forOperator)
            columns.Text("by", texts["By"], row => row.By ?? "");
        return columns.Text("hash", texts["Hash"], row => row.Hash);
    }

    private static string MonthCode(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>What was noted; of money that came back, the reason in words where the portal itself had it.</summary>
    public static string? NoteOf(EntryView entry) =>
        entry is { Reason: EntryReason.Returned, Note: { Length: > 0 } code } ? TextCatalog.Word("PayoutReason", code) : entry.Note;
}
