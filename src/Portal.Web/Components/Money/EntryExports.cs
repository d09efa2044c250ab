using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Security;
using Portal.Domain.Ledger;
using Portal.Web.Components.Exports;

namespace Portal.Web.Components.Money;

/// <summary>Ledger entries as a file.</summary>
public abstract class EntriesExport(
    IStringLocalizer<MoneyTexts> texts, ExportSide side, string permission, ListFilters filters)
    : StreamedList<EntryView>(side, ListName, permission, filters)
{
    public const string ListName = "entries";

    public override Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<LedgerQueries>().CountAsync(source.Actor, Filter(source), cancellationToken);

    protected override ExportColumns<EntryView> Columns() => EntryList.Columns(texts, Side == ExportSide.Operator);

    protected override IAsyncEnumerable<EntryView> ReadAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<LedgerQueries>().ExportAsync(
            source.Actor, Filter(source), source.Page(EntryList.DefaultSort), cancellationToken);

    protected static ListFilters Known() => ListFilters.Of("q", "month").Enum<EntryReason>("reason").Enum<BalancePart>("part").Range();

    private static EntryFilter Filter(ExportSource source) =>
        EntryList.Filter(source.Read, DateChoice.Read(source.Read, source.Clock), source.Actor.PartnerId);
}

/// <summary>A partner's own.</summary>
public sealed class PartnerEntriesExport(IStringLocalizer<MoneyTexts> texts)
    : EntriesExport(texts, ExportSide.Partner, Permission.PartnerRead, Known())
{
    private readonly IStringLocalizer<MoneyTexts> texts = texts;

    public override string Title => texts["EarningsTitle"];
}

/// <summary>The whole ledger.</summary>
public sealed class LedgerExport(IStringLocalizer<MoneyTexts> texts, IStringLocalizer<Pages.Finance.FinanceTexts> finance) : EntriesExport(
    texts, ExportSide.Operator, Permission.OperatorRead, Known().Enum<LedgerHolder>("holder").Id("partner"))
{
    public override string Title => finance["LedgerTitle"];
}
