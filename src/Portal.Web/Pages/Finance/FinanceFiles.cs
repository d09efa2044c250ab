using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Withdrawals;
using Portal.Web.Components.Money;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Finance;

/// <summary>What finance's pages offer as files.</summary>
public static class FinanceFiles
{
    public static void MapFinanceFiles(this WebApplication app)
    {
        app.MapGet(FinancePaths.BankFile, BankFileAsync).RequireAuthorization(Permission.OperatorRead).ExcludeFromDescription();
        app.MapGet(FinancePaths.LedgerExport, LedgerAsync).RequireAuthorization(Permission.OperatorRead).ExcludeFromDescription();
    }

    private static Task<IResult> LedgerAsync(
        HttpContext context, LedgerQueries queries, RecordExport record, IStringLocalizer<MoneyTexts> texts, TimeProvider clock) =>
        EntryFiles.ExportAsync(context, queries, record, texts, clock, forOperator: true);

    private static async Task<IResult> BankFileAsync(
        HttpContext context, Guid id, string format, string? template, ExportPayoutBatch export)
    {
        var chosen = format == "xlsx" ? BankFileFormat.Xlsx : BankFileFormat.Csv;
        var outcome = await export.RunAsync(
            ActorOf.User(context.User), id, new ExportPayoutBatch.Input(chosen, template ?? BankFileTemplate.Generic),
            context.RequestAborted);
        if (outcome.Refusal is { } refusal)
            return Results.Text(TextCatalog.Of(refusal), statusCode: StatusCodes.Status409Conflict);

        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(outcome.Value.Content, outcome.Value.ContentType, outcome.Value.Name);
    }
}
