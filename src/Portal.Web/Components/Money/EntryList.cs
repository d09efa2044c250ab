using Microsoft.Extensions.Localization;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Files;
using Portal.App.Platform.Texts;
using Portal.Domain.Ledger;
using Portal.Web.Components;

namespace Portal.Web.Components.Money;

/// <summary>What the address of a list of entries says, read alike by the pages and by their exports, so that both show the same.</summary>
public static class EntryList
{
    /// <param name="read">A parameter of the address, or null.</param>
    /// <param name="range">The days that it asks for.</param>
    /// <param name="partner">Whose; null: as the address says.</param>
    public static EntryFilter Filter(Func<string, string?> read, DateChoice range, Guid? partner = null) => new(
        partner ?? (Guid.TryParse(read("partner"), out var asked) ? asked : null), EntryChoices.Read(read("reason")), range.Period,
        MoneyFormat.ReadMonth(read("month")), read("q"),
        EntryChoices.ReadPart(read("part")), EntryChoices.ReadHolder(read("holder")));

    public static IReadOnlyList<CsvColumn<EntryView>> Columns(IStringLocalizer<MoneyTexts> texts, bool forOperator) =>
    [
        new(texts["RecordedAt"], row => TextTemplate.Instant(row.RecordedAt)),
        new(texts["OccurredAt"], row => TextTemplate.Instant(row.OccurredAt)),
        .. forOperator ? (CsvColumn<EntryView>[])[new(texts["Holder"], row => row.HolderName)] : [],
        new(texts["Entry"], row => TextCatalog.Word(row.Reason)),
        new(texts["Month"], row => MoneyFormat.Month(row.Month)),
        new(texts["LateMonth"], row => row.LateForMonth is { } late ? MoneyFormat.Month(late) : ""),
        new(texts["Order"], row => row.Order ?? ""),
        new(texts["Shop"], row => row.Shop ?? ""),
        new(texts["Programme"], row => row.Programme ?? ""),
        new(texts["Reference"], row => row.Reference ?? ""),
        new(texts["Batch"], row => row.Batch ?? ""),
        new(texts["Gross"], row => row.Gross),
        new(texts["Tax"], row => row.TaxTaken),
        new(texts["Available"], row => row.Available),
        new(TextCatalog.Word(BalancePart.TaxWithheld), row => row.Tax),
        new(texts["Held"], row => row.Held),
        new(texts["Reserved"], row => row.Reserved),
        new(texts["TaxRemitted"], row => row.TaxRemitted),
        new(texts["PaidOut"], row => row.PaidOut),
        .. forOperator ? (CsvColumn<EntryView>[])[new(texts["Surcharged"], row => row.Surcharged),
            new(texts["Promotion"], row => row.Promotion)] : [],
        new(texts["Note"], row => NoteOf(row) ?? ""),
        .. forOperator ? (CsvColumn<EntryView>[])[new(texts["By"], row => row.By ?? "")] : [],
        new(texts["Hash"], row => row.Hash),
    ];

    /// <summary>What was noted; of money that came back, the reason in words where the portal itself had it.</summary>
    public static string? NoteOf(EntryView entry) =>
        entry is { Reason: EntryReason.Returned, Note: { Length: > 0 } code } ? TextCatalog.Word("PayoutReason", code) : entry.Note;
}
