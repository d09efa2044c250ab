using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Withdrawals;
using Portal.Web.Components.Exports;
using Portal.Web.Components.Money;

namespace Portal.Web.Pages.Finance;

/// <summary>Batches of payouts or settlements as a file.</summary>
public abstract class BatchListExport(IStringLocalizer<FinanceTexts> texts, string name, PayoutKind kind) : PagedList<PayoutBatchView>(
    ExportSide.Operator, name, Permission.OperatorRead, "-made", ListFilters.Of().Enum<PayoutBatchState>("state"))
{
    protected override ExportColumns<PayoutBatchView> Columns() => new ExportColumns<PayoutBatchView>()
        .Text("number", texts["Batch"], row => row.Number)
        .Day("month", texts["Month"], row => row.Month)
        .Day("week", texts["WeekLabel"], row => row.Week)
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Text("madeBy", texts["ProposedBy"], row => row.MadeBy)
        .Instant("madeAt", texts["MadeAt"], row => row.MadeAt)
        .Text("approvedBy", texts["WayApproved"], row => row.ApprovedBy)
        .Number("lines", texts["Lines"], row => row.Count)
        .Dong("total", texts["Total"], row => row.Total)
        .Dong("tax", texts["Tax"], row => row.Tax)
        .Number("paid", texts["PaidCount"], row => row.Paid)
        .Number("rejected", texts["RejectedCount"], row => row.Rejected)
        .Number("unmatched", texts["Unmatched"], row => row.Unmatched);

    protected override Task<PageOf<PayoutBatchView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<PayoutQueries>().ListAsync(
            source.Actor, kind, ListExports.Choice<PayoutBatchState>(source.Read("state")), page, cancellationToken);
}

/// <summary>Batches that pay partners.</summary>
public sealed class PayoutBatchesExport(IStringLocalizer<FinanceTexts> texts) : BatchListExport(texts, ListName, PayoutKind.Withdrawals)
{
    public const string ListName = "payout-batches";

    private readonly IStringLocalizer<FinanceTexts> texts = texts;

    public override string Title => texts["BatchesTitle"];
}

/// <summary>Batches that pay shops.</summary>
public sealed class SettlementBatchesExport(IStringLocalizer<FinanceTexts> texts) : BatchListExport(texts, ListName, PayoutKind.Settlements)
{
    public const string ListName = "settlement-batches";

    private readonly IStringLocalizer<FinanceTexts> texts = texts;

    public override string Title => texts["SettlementsTitle"];
}

/// <summary>The lines of one batch as a file: the filter <c>batch</c> names it.</summary>
public sealed class PayoutLinesExport(IStringLocalizer<FinanceTexts> texts) : PagedList<PayoutLineView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-" + PayoutQueries.SortByAmount,
    ListFilters.Of("q").Id(Batch).Enum<PayoutLineState>("state", Transferred).Enum<PayoutLineCheck>("check"))
{
    public const string ListName = "payout-lines";
    public const string Batch = "batch";
    public const string Transferred = "transferred";

    public override string Title => texts["Lines"];

    public override IReadOnlyList<string> Needed => [Batch];

    /// <summary>What the address says, for the page too.</summary>
    public static PayoutLineFilter Filter(Func<string, string?> read) => new(
        read("state") == Transferred ? PayoutLines.Transferred
            : ListExports.Choice<PayoutLineState>(read("state")) is { } only ? [only] : null,
        read("q"), ListExports.Choice<PayoutLineCheck>(read("check")));

    protected override ExportColumns<PayoutLineView> Columns() => new ExportColumns<PayoutLineView>()
        .Text("payee", texts["Partner"], row => row.PayeeName)
        .Text("reference", texts["Reference"], row => row.Reference)
        .Text("bank", texts["PayingBank"], row => row.BankName)
        .Text("account", texts["Account"], row => row.AccountNumber)
        .Text("holderName", texts["Holder"], row => row.HolderName)
        .Dong("amount", texts["Requested"], row => row.Amount)
        .Dong("tax", texts["Tax"], row => row.Tax)
        .Dong("net", texts["Transfer"], row => row.Net)
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Word(
            "reason", texts["Reason"], row => row.Reason,
            row => row.Reason is { Length: > 0 } reason ? TextCatalog.Word("PayoutReason", reason) : "");

    protected override Task<PageOf<PayoutLineView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<PayoutQueries>().LinesAsync(
            source.Actor, ListExports.Id(source.Read(Batch)) ?? Guid.Empty, Filter(source.Read), page, cancellationToken);
}

/// <summary>What banks said that matches nothing, as a file.</summary>
public sealed class ReconciliationExport(IStringLocalizer<FinanceTexts> texts) : PagedList<ReconciliationExceptionView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-at", ListFilters.Of().Words("all", "1").Id("batch"))
{
    public const string ListName = "reconciliation";

    public override string Title => texts["ReconciliationTitle"];

    protected override ExportColumns<ReconciliationExceptionView> Columns() => new ExportColumns<ReconciliationExceptionView>()
        .Word("kind", texts["Mismatch"], row => row.Kind, kind => TextCatalog.Word(kind))
        .Text("batch", texts["Batch"], row => row.Batch)
        .Text("reference", texts["Reference"], row => row.Reference)
        .Dong("amount", texts["BankAmount"], row => row.Amount)
        .Text("text", texts["BankSays"], row => row.Text)
        .Instant("importedAt", texts["ImportedAt"], row => row.At)
        .Instant("settledAt", texts["Settled"], row => row.SettledAt)
        .Text("note", texts["Reason"], row => row.Note);

    protected override Task<PageOf<ReconciliationExceptionView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<PayoutQueries>().UnmatchedAsync(
            source.Actor, ListExports.Id(source.Read("batch")), source.Read("all") is null, page, cancellationToken);
}

/// <summary>Corrections of balances as a file.</summary>
public sealed class AdjustmentsExport(IStringLocalizer<FinanceTexts> texts) : PagedList<AdjustmentView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "", ListFilters.Of().Enum<AdjustmentState>("state"))
{
    public const string ListName = "adjustments";

    public override string Title => texts["TabAdjustments"];

    protected override ExportColumns<AdjustmentView> Columns() => new ExportColumns<AdjustmentView>()
        .Text("partner", texts["Partner"], row => row.PartnerName)
        .Dong("gross", texts["AdjustmentGross"], row => row.Gross)
        .Text("reason", texts["Reason"], row => row.Reason)
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Text("proposedBy", texts["ProposedBy"], row => row.ProposedBy)
        .Instant("proposedAt", texts["MadeAt"], row => row.ProposedAt)
        .Text("decidedBy", texts["Decision"], row => row.DecidedBy)
        .Text("decisionReason", texts["ReasonMore"], row => row.DecisionReason);

    protected override Task<PageOf<AdjustmentView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<LedgerQueries>().AdjustmentsAsync(
            source.Actor, ListExports.Choice<AdjustmentState>(source.Read("state")), page, cancellationToken);
}
