using Portal.App.Documents;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.MonthRun;
using Portal.App.Documents.Statements;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Api.Json;
using Portal.Web.Pages.Documents;

namespace Portal.Web.Api;

/// <summary>Documents as files. A final one is issued, and the same bytes each time.</summary>
internal static class DocumentEndpoints
{
    private const string Said =
        " In Vietnamese, or in English with `Accept-Language: en`. What is final has a number, can be checked at `/check/{number}`, and is the same bytes each time; what may still change says so on every page. Each is noted with its hash. 403 without the right to take data out.";

    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/partners/{id}/statements", async (
                ApiCall call, WholeListPaging paging, string id, PartnerMonthQueries queries, CancellationToken cancel) =>
            call.Answer(await queries.ListAsync(call.Actor, IdConverter.Parse(id), cancel), list => paging.Cut(list)))
            .WithTags("Statements").Answers<App.Platform.Data.CursorPage<PartnerMonth>>(
                "List a partner's months",
                "The operator, or the partner. The newest first; `closing` is what was theirs and not paid at its end.");

        api.MapGet("/partners/{id}/statements/{month}", async (
                ApiCall call, string id, string month, PartnerMonthQueries queries, CancellationToken cancel) =>
            QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                ? Problems.Of(refusal)
                : call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), asked.Value, cancel)))
            .WithTags("Statements").Answers<PartnerMonth>("Get a partner's month", "The operator, or the partner. Fields as in the list.");

        api.MapPost("/months/{month}/statements", (ApiCall call, string month, StartStatementRun start, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Task.FromResult(Problems.Of(refusal))
                    : call.ChangedAsync(actor => start.RunAsync(actor, asked.Value, cancel)))
            .WithTags("Months").Answers<StatementRunView>(
                "Issue a month's statements",
                "Operator. Of all partners who have entries in a closed month, each told by mail; asked for again it says how far it is. 409 `document_not_final` while the month is not closed.");

        api.MapGet("/months/{month}/statements", async (
                ApiCall call, string month, StatementRunQueries queries, CancellationToken cancel) =>
            QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                ? Problems.Of(refusal)
                : call.Answer(await queries.OfAsync(call.Actor, asked.Value, cancel)))
            .WithTags("Months").Answers<StatementRunView>(
                "Get how far a month's statements are", "Operator. 404 where none were asked for.");

        foreach (var (format, ending) in new[] { (FileFormat.Pdf, "pdf"), (FileFormat.Xlsx, "xlsx") })
        {
            api.MapGet($"/partners/{{id}}/statements/{{month}}.{ending}", (
                    ApiCall call, HttpContext http, string id, string month, OpenDocument open) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Task.FromResult(Problems.Of(refusal))
                    : SendAsync(
                        call, http, new DocumentSubject(DocumentKind.PartnerStatement, IdConverter.Parse(id), asked.Value), format, open))
                .Gives(format, "A partner's month as a file", "The operator, or the partner.");

            api.MapGet($"/statements/{{id}}.{ending}", (ApiCall call, HttpContext http, string id, OpenDocument open) =>
                SendAsync(call, http, new DocumentSubject(DocumentKind.ShopStatement, IdConverter.Parse(id)), format, open))
                .Gives(format, "A weekly statement as a file", "The shop itself, or the operator.");

            api.MapGet($"/invoices/{{id}}.{ending}", (ApiCall call, HttpContext http, string id, OpenDocument open) =>
                SendAsync(call, http, new DocumentSubject(DocumentKind.Invoice, IdConverter.Parse(id)), format, open))
                .Gives(format, "An invoice as a file", "The shop itself, or the operator.");

            api.MapGet($"/payout-batches/{{id}}.{ending}", (ApiCall call, HttpContext http, string id, OpenDocument open) =>
                SendAsync(call, http, new DocumentSubject(DocumentKind.BatchVoucher, IdConverter.Parse(id)), format, open))
                .Gives(format, "The voucher of a batch", "Operator.");

            api.MapGet($"/disputes/{{id}}.{ending}", (ApiCall call, HttpContext http, string id, OpenDocument open) =>
                SendAsync(call, http, new DocumentSubject(DocumentKind.DisputeFile, IdConverter.Parse(id)), format, open))
                .Gives(format, "A dispute as one file",
                    "Both sides, each with the evidence that they may see, and the operator. Never issued: it says what its reader may know now.");

            api.MapGet($"/months/{{month}}.{ending}", (ApiCall call, HttpContext http, string month, OpenDocument open) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Task.FromResult(Problems.Of(refusal))
                    : SendAsync(call, http, new DocumentSubject(DocumentKind.MonthReport, Guid.Empty, asked.Value), format, open))
                .Gives(format, "The report of a month", "Operator.");

            api.MapGet($"/partners/{{id}}/tax/{{year}}.{ending}", (
                    ApiCall call, HttpContext http, string id, string year, OpenDocument open) =>
                {
                    var errors = new List<FieldError>();
                    return QueryValues.Year(errors, "year", year) is { } asked && errors.Count == 0
                        ? SendAsync(
                            call, http, new DocumentSubject(DocumentKind.TaxSummary, IdConverter.Parse(id), new DateOnly(asked, 1, 1)),
                            format, open)
                        : Task.FromResult(Problems.Of(Refusal.Invalid(errors)));
                })
                .Gives(format, "A partner's year of tax", "The operator, or the partner.");
        }
    }

    private static void Gives(this RouteHandlerBuilder endpoint, FileFormat format, string summary, string who) => endpoint
        .WithTags("Documents").Produces(StatusCodes.Status200OK, contentType: format.ContentType())
        .WithSummary(summary).WithDescription(who + Said);

    private static async Task<IResult> SendAsync(
        ApiCall call, HttpContext http, DocumentSubject subject, FileFormat format, OpenDocument open)
    {
        var culture = call.Culture.TwoLetterISOLanguageName == "en" ? TextCatalog.English : TextCatalog.Vietnamese;
        var opened = await open.RunAsync(call.Actor, new OpenDocument.Input(subject, format, culture), http.RequestAborted);
        return opened.Refusal is { } refusal ? Problems.Of(refusal) : DocumentFiles.Send(http, opened.Value);
    }
}
