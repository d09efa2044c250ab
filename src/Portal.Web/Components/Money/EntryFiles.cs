using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Files;
using Portal.Domain.Common;
using Portal.Web.SignIn;

namespace Portal.Web.Components.Money;

/// <summary>A list of entries as a file, exactly what its filter shows, streamed while the database reads.</summary>
public static class EntryFiles
{
    public static async Task<IResult> ExportAsync(
        HttpContext http, LedgerQueries queries, RecordExport record, IStringLocalizer<MoneyTexts> texts, TimeProvider clock,
        bool forOperator)
    {
        var actor = ActorOf.User(http.User);
        string? Read(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
        var filter = EntryList.Filter(Read, DateChoice.Read(Read, clock), forOperator ? null : actor.PartnerId);
        var today = LocalCalendar.Day(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var name = $"{texts[forOperator ? "LedgerFile" : "EarningsFile"]}-{today}.csv";
        if (!(await record.RunAsync(actor, new RecordExport.Input(name, http.Request.QueryString.Value), http.RequestAborted)).Succeeded)
            return Results.Forbid();

        http.Response.Headers.CacheControl = "private, no-store";
        var rows = queries.ExportAsync(actor, filter, EntryList.Newest, http.RequestAborted);
        return Results.Stream(
            stream => CsvFile.WriteAsync(stream, EntryList.Columns(texts, forOperator).AsCsv(), rows, http.RequestAborted),
            "text/csv; charset=utf-8", name);
    }
}
