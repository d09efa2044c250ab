using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Security;
using Portal.Web.Components.Money;

namespace Portal.Web.Pages.Partner.Money;

/// <summary>What the partner's pages about their money offer as files.</summary>
public static class MoneyFiles
{
    public static void MapMoneyFiles(this WebApplication app) =>
        app.MapGet(MoneyPaths.EarningsExport, EarningsAsync).RequireAuthorization(Permission.PartnerRead).ExcludeFromDescription();

    private static Task<IResult> EarningsAsync(
        HttpContext http, LedgerQueries queries, RecordExport record, IStringLocalizer<MoneyTexts> texts, TimeProvider clock) =>
        EntryFiles.ExportAsync(http, queries, record, texts, clock, forOperator: false);
}
