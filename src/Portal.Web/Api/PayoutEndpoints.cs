using System.Globalization;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <param name="Month">The month whose requests are paid.</param>
public sealed record PayoutBatchBody(DateOnly Month);

/// <param name="Week">The Monday of the week whose statements are settled.</param>
public sealed record SettlementBatchBody(DateOnly Week);

/// <param name="Note">What became of it; required.</param>
public sealed record ResolveExceptionBody(string? Note = null);

/// <summary>Batches of payments to partners (R6.6) and shops (R7.7): made by one, approved by another, answered by the bank.</summary>
internal static class PayoutEndpoints
{
    public static void MapPayouts(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/payout-batches").WithTags("Payouts");

        batches.MapPost("/", (ApiCall call, Body<PayoutBatchBody> body, MakePayoutBatch make, CancellationToken cancel) =>
                call.CreatedAsync(actor => make.RunAsync(actor, body.Value.Month, cancel)))
            .Creates<PayoutBatchView>(
                "Make a month's batch",
                "Operator. Of the month's requests and those held back before. 422 `month_not_over` or `nothing_to_pay`, 409 `batch_exists`.");

        MapBatches(batches, PayoutKind.Withdrawals);

        var settlements = api.MapGroup("/settlement-batches").WithTags("Settlements");
        settlements.MapPost("/", (ApiCall call, Body<SettlementBatchBody> body, MakeSettlementBatch make, CancellationToken cancel) =>
                call.CreatedAsync(actor => make.RunAsync(actor, body.Value.Week, cancel)))
            .Creates<PayoutBatchView>(
                "Make a week's settlement batch",
                "Operator. What the statements of the week, and earlier ones that are not settled, leave in shops' favour, less what is in dispute. A shop without an account that money may go to waits for the next one. From here on it goes as payout batches do, by the same two people. 422 `week_not_over` or `nothing_to_settle`, 409 `batch_exists`.");
        MapBatches(settlements, PayoutKind.Settlements);

        api.MapPost("/unmatched-answers/{id}/settlement",
            (ApiCall call, string id, Body<ResolveExceptionBody> body, ResolveException settle, CancellationToken cancel) =>
                call.GoneAsync(actor => settle.RunAsync(actor, IdConverter.Parse(id), body.Value.Note, cancel)))
            .WithTags("Payouts").Ends("Say what became of an answer that fitted no line")
            .WithDescription("Operator. Moves no money, and doing it twice changes nothing. One that contradicts an earlier answer is an approver's: 403 `answer_contradicts`, `own_answer` or, about a payment to oneself, `own_partner`.");

        api.MapPost("/unmatched-answers/{id}/acceptance",
            (ApiCall call, string id, Body<ResolveExceptionBody> body, AcceptBankCorrection accept, CancellationToken cancel) =>
                call.GoneAsync(actor => accept.RunAsync(actor, IdConverter.Parse(id), body.Value.Note, cancel)))
            .WithTags("Payouts").Ends("Accept an answer that says the opposite of an earlier one")
            .WithDescription("Operator (`finance-approve`), as another person than the one behind whoever reported it: 403 `own_answer` otherwise, and `own_partner` about a payment to oneself. The line becomes paid or returned by an entry that names the one it corrects. 422 `answer_not_opposite` when it contradicts nothing, 409 `answer_settled` when somebody was first.");
    }

    /// <summary>What batches of both kinds have.</summary>
    private static void MapBatches(RouteGroupBuilder batches, PayoutKind kind)
    {
        batches.MapGet("/", async (ApiCall call, Paging paging, PayoutQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.PageAsync(call.Actor, kind, paging.Value, cancel)))
            .Answers<CursorPage<PayoutBatchView>>("List batches",
                "Operator. The newest first; `promise` says by when one is to be paid, how late that is, and whom it waits for.");

        batches.MapGet("/{id}", async (ApiCall call, string id, PayoutQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<PayoutBatchView>("Get a batch", "Operator.");

        batches.MapGet("/{id}/lines",
            async (ApiCall call, string id, Paging paging, string? state, PayoutQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var only = QueryValues.Choice<PayoutLineState>(errors, "state", state);
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(await queries.PageLinesAsync(call.Actor, IdConverter.Parse(id), only, paging.Value, cancel));
            })
            .Answers<CursorPage<PayoutLineView>>("List a batch's lines", "Operator. Those that were requested last come first.");

        batches.MapGet("/{id}/preview", async (ApiCall call, string id, PayoutPreviewQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<PayoutPreview>(
                "Look ahead to a batch's approval",
                "Operator, until the batch is approved. What approving it now would pay, and in `changes` what is otherwise than when it was made: lines that would be held, with the `reason`, or taxed otherwise. At most 100 of them, the largest first; `changed` counts all. `paysReader` says whether it would pay whoever asks, who then cannot approve it.");

        batches.MapPost("/{id}/lines",
            (ApiCall call, string id, Body<ChangePayoutLines.Input> body, ChangePayoutLines change, CancellationToken cancel) =>
                call.ChangedAsync(actor => change.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PayoutBatchView>(
                "Include, hold or leave out lines",
                "Operator, until the batch is approved. `state` is `included`, `held` (waits for the next batch) or `excluded` (goes back to the balance at the approval); the last two need a `reason`. 403 `own_partner` for putting a line back that pays oneself. 422 `line_not_payable` for one that is to be included and cannot be paid as things are.");

        batches.MapPost("/{id}/approval", (ApiCall call, string id, ApprovePayoutBatch approve, CancellationToken cancel) =>
                call.ChangedAsync(actor => approve.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .Answers<PayoutBatchView>(
                "Approve a batch", "Operator (`finance-approve`), as another person than the one behind whoever made it: 403 `own_batch` otherwise; 403 `own_partner` while it pays the partner that the approver is: somebody else approves, or the line is held. A line that cannot be paid any more is held, with the reason: `account_removed`, `account_cooling_off`, `identity_missing`, `agreement_missing` or `negative_balance`. 422 `tax_policy_missing` when no policy says what is to be withheld today.");

        batches.MapPost("/{id}/discard", (ApiCall call, string id, DiscardPayoutBatch discard, CancellationToken cancel) =>
                call.ChangedAsync(actor => discard.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .Answers<PayoutBatchView>("Give a batch up", "Operator, until it is approved. Its requests wait for another one.");

        batches.MapGet("/{id}/file", FileAsync)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").WithSummary("Get the bank file")
            .WithDescription("Operator, once the batch is approved. `format` is `csv` (the default) or `xlsx`; `template` is the bank that pays (`GENERIC`, `VCB`, `TCB`, `BIDV`). The headers `X-Portal-Count`, `X-Portal-Total` and `X-Portal-Sha256` say what it holds; the same batch and template always give the same bytes.");

        batches.MapPost("/{id}/results",
            (ApiCall call, string id, Body<RecordPayoutResults.Input> body, RecordPayoutResults record, CancellationToken cancel) =>
                call.ChangedAsync(actor => record.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PayoutResults>(
                "Tell the bank's results",
                "Operator. Lines that are paid become paid, the others give their money back with the bank's reason; of a payment to oneself somebody else says that (403 `own_partner`). Telling the same again changes nothing; what fits no line is answered in `unmatched` and listed for a person.");

        batches.MapGet("/{id}/unmatched", async (ApiCall call, string id, Paging paging, PayoutQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.PageUnmatchedAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .Answers<CursorPage<ReconciliationExceptionView>>("List answers that fitted no line", "Operator. The newest first.");
    }

    private static async Task<IResult> FileAsync(
        ApiCall call, HttpContext http, string id, string? format, string? template, ExportPayoutBatch export, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var chosen = QueryValues.Choice<BankFileFormat>(errors, "format", format) ?? BankFileFormat.Csv;
        if (errors.Count > 0)
            return Problems.Of(Refusal.Invalid(errors));

        var outcome = await export.RunAsync(
            call.Actor, IdConverter.Parse(id), new ExportPayoutBatch.Input(chosen, template ?? BankFileTemplate.Generic), cancel);
        if (outcome.Refusal is { } refusal)
            return Problems.Of(refusal);

        var file = outcome.Value;
        http.Response.Headers["X-Portal-Count"] = file.Count.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-Portal-Total"] = file.Total.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-Portal-Sha256"] = file.Sha256;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(file.Content, file.ContentType, file.Name);
    }
}
