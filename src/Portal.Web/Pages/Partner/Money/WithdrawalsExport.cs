using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Withdrawals;
using Portal.Web.Components.Exports;
using Portal.Web.Components.Money;

namespace Portal.Web.Pages.Partner.Money;

/// <summary>A partner's withdrawals as a file.</summary>
public sealed class WithdrawalsExport(IStringLocalizer<MoneyTexts> texts) : PagedList<WithdrawalView>(
    ExportSide.Partner, ListName, Permission.PartnerRead, DefaultOrder,
    ListFilters.Of().Enum<WithdrawalState>("state", MoneyPaths.Open))
{
    public const string ListName = "withdrawals";
    public const string DefaultOrder = "-" + WithdrawalQueries.SortByRequested;

    public override string Title => texts["HistoryTitle"];

    /// <summary>What the address says, for the page too.</summary>
    public static WithdrawalFilter Filter(Func<string, string?> read, Guid? partner) => new(
        partner ?? Guid.Empty, ListExports.Choice<WithdrawalState>(read("state")), Open: read("state") == MoneyPaths.Open);

    protected override ExportColumns<WithdrawalView> Columns() => new ExportColumns<WithdrawalView>()
        .Text("reference", texts["Reference"], row => row.Reference)
        .Instant("requestedAt", texts["RequestedAt"], row => row.RequestedAt)
        .Dong("amount", texts["Amount"], row => row.Amount)
        .Dong("tax", texts["Tax"], row => row.Tax)
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Word(
            "reason", texts["Answer"], row => row.Reason,
            row => row.Reason is { Length: > 0 } reason ? TextCatalog.Word("PayoutReason", reason) : "")
        .Text("bank", texts["Bank"], row => row.BankName)
        .Text("accountNumber", texts["AccountNumber"], row => row.AccountNumber)
        .Text("holderName", texts["HolderName"], row => row.HolderName)
        .Text("batch", texts["Batch"], row => row.Batch)
        .Instant("endedAt", texts["PaidOut"], row => row.EndedAt);

    protected override Task<PageOf<WithdrawalView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<WithdrawalQueries>().ListAsync(
            source.Actor, Filter(source.Read, source.Actor.PartnerId), page, cancellationToken);
}
