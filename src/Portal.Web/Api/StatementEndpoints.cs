using Portal.App.Money.Invoices;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Shops' weekly statements (R7.7, R7.8) and monthly invoices (R7.9).</summary>
internal static class StatementEndpoints
{
    public static void MapStatements(this IEndpointRouteBuilder api)
    {
        api.MapGet("/shops/{id}/statements",
            async (ApiCall call, string id, Paging paging, StatementQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.OfShopAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .WithTags("Statements").Answers<CursorPage<StatementView>>(
                "List a shop's weekly statements",
                "The shop itself, or the operator. The newest first. `net` is promotions less surcharges, with corrections, positive in the shop's favour: it is `settled` by the week's settlement batch, or `carried` and invoiced monthly; `remaining` is what of it is neither.");

        api.MapGet("/statements/{id}", async (ApiCall call, string id, Paging paging, StatementQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.DetailAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .WithTags("Statements").Answers<StatementDetail>(
                "Get a weekly statement with its lines",
                "The shop itself, or the operator. `lines` come in pages as other lists (`limit`, `cursor`, `nextCursor`), in the order in which they became known; over all pages they add up to `net`. The `id` of a line is that of the ledger's entry, by which a dispute names it; `week` is set where a fact came after its own week's statement.");

        api.MapPost("/statements/{id}/confirmation", (ApiCall call, string id, ConfirmStatement confirm, CancellationToken cancel) =>
                call.ChangedAsync(actor => confirm.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .WithTags("Statements").Answers<StatementView>(
                "Confirm a weekly statement",
                "The shop itself. It is final from then on; after `reviewUntil` it becomes final by itself, and confirming it again changes nothing.");

        api.MapGet("/shops/{id}/invoices",
            async (ApiCall call, string id, Paging paging, InvoiceQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.OfShopAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .WithTags("Statements").Answers<CursorPage<InvoiceView>>(
                "List a shop's invoices", "The shop itself, or the operator. The newest first, each with the statements that it asks for.");

        api.MapGet("/invoices/{id}", async (ApiCall call, string id, InvoiceQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .WithTags("Statements").Answers<InvoiceView>("Get an invoice", "The shop itself, or the operator. Fields as in the list.");

        api.MapPost("/invoices/{id}/payments",
            (ApiCall call, string id, Body<RecordInvoicePayment.Input> body, RecordInvoicePayment record, CancellationToken cancel) =>
                call.ChangedAsync(actor => record.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .WithTags("Statements").Answers<InvoiceView>(
                "Record that a shop paid",
                "Operator. A part, the whole, or too much, which then stands in the shop's favour in its next statement. `paidOn` is not a day to come. 409 `payment_known` when the invoice has a payment with this `reference`.");
    }
}
