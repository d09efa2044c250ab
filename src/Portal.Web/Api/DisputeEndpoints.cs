using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Disputes over orders, customers and surcharges (R8).</summary>
internal static class DisputeEndpoints
{
    public static void MapDisputes(this IEndpointRouteBuilder api)
    {
        var disputes = api.MapGroup("/disputes").WithTags("Disputes");

        disputes.MapGet("/", async (
                ApiCall call, Paging paging, string? state, string? kind, string? shopId, string? partnerId, bool? overdue,
                DisputeQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var filter = new DisputeFilter(
                    null, Code<DisputeState>(errors, "state", state), Code<DisputeKind>(errors, "kind", kind),
                    IdConverter.ParseOptional(shopId), IdConverter.ParseOptional(partnerId), overdue);
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(
                        await queries.PageAsync(call.Actor, filter, paging.Value, cancel),
                        page => new CursorPage<DisputeItemAnswer>([.. page.Items.Select(DisputeItemAnswer.Of)], page.NextCursor));
            })
            .Answers<CursorPage<DisputeItemAnswer>>(
                "List disputes",
                "A partner's or shop's own, and those about its orders; the operator's all. The newest first. `state` is `open`, `under_review`, `more_information`, `accepted`, `rejected` or `withdrawn`; `overdue=true` are those whose due date is past.");

        disputes.MapPost("/", async (
                ApiCall call, HttpContext context, SubmitDispute submit, EvidenceStore store, CancellationToken cancel) =>
            {
                using var parts = new DisputeParts();
                if (await parts.ReadAsync(call, context, store, cancel) is { } refusal)
                    return Problems.Of(refusal);

                context.Features.Set(parts.Fingerprint);
                return await call.CreatedAsync(
                    actor => submit.RunAsync(actor, new SubmitDispute.Input(parts.Draft, parts.Evidence), cancel), DisputeAnswer.Of);
            })
            .WithMetadata(new TakesFiles(DisputeParts.MostBytes))
            .Accepts<DisputeBody>("multipart/form-data", "application/json")
            .Creates<DisputeAnswer>(
                "File a dispute",
                "A partner or shop with the scope `disputes`. A `multipart/form-data` body: first the part `dispute`, this JSON, then a part `evidence` for each file (JPEG, PNG, WebP, HEIC, PDF or text, 10 MiB each, 10 at most); the n-th entry of `evidence` says when and what the n-th file is. Partners file `missing_order`, `wrong_partner` (`wanted.partnerId` is their own when left out), `wrong_amount` (`wanted.base`) and `wrong_status` (`wanted.status`); shops `wrong_source` (`customerId` or `orderExternalId`; `wanted.introducedBy` is `owner` when left out, `wanted.from` the number of the order from which on), `wrong_surcharge` (`wanted.base`; also by `statementLineId`), `wrong_amount` and `wrong_status`. 422 `dispute_evidence_missing` without evidence, 409 `dispute_already_open` where the same is open.");

        disputes.MapGet("/{id}", async (ApiCall call, string id, DisputeQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel), DisputeAnswer.Of))
            .Answers<DisputeAnswer>(
                "Get a dispute",
                "Both sides and the operator. The other side reads the thread; evidence is for its author and the operator alone.");

        disputes.MapGet("/{id}/preview", async (ApiCall call, string id, DisputePreviewQueries queries, CancellationToken cancel) =>
                call.Answer(
                    await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel),
                    preview => DisputePreviewAnswer.Of(preview, call.Culture)))
            .Answers<DisputePreviewAnswer>(
                "See what accepting would do",
                "Operator. The decisions before and after, and exactly the entries that the ledger would post. 422 `dispute_cannot_be_ruled` while the order is not there.");

        disputes.MapPost("/{id}/review", (ApiCall call, string id, ReviewDispute review, CancellationToken cancel) =>
                call.ChangedAsync(actor => review.RunAsync(actor, IdConverter.Parse(id), cancel), DisputeAnswer.Of))
            .Answers<DisputeAnswer>("Start the review", "Operator. 409 `dispute_wrong_state` unless it is `open`.");

        disputes.MapPost("/{id}/information-request",
            (ApiCall call, string id, Body<AskForInformation.Input> body, AskForInformation ask, CancellationToken cancel) =>
                call.ChangedAsync(actor => ask.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel), DisputeAnswer.Of))
            .Answers<DisputeAnswer>(
                "Ask its author for more", "Operator, of one under review. Its author has the turn until they write in the thread.");

        disputes.MapPost("/{id}/messages",
            (ApiCall call, string id, Body<WriteMessage.Input> body, WriteMessage write, CancellationToken cancel) =>
                call.ChangedAsync(actor => write.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel), DisputeAnswer.Of))
            .Answers<DisputeAnswer>(
                "Write in the thread",
                "Both sides and the operator, until it is decided. Of its author it is the answer where information is wanted.");

        disputes.MapPost("/{id}/decision",
            async (ApiCall call, string id, Body<DisputeDecisionBody> body, DecideDispute decide, CancellationToken cancel) =>
                body.Value.Read() is { Succeeded: true, Value: var input }
                    ? await call.ChangedAsync(actor => decide.RunAsync(actor, IdConverter.Parse(id), input, cancel), DisputeAnswer.Of)
                    : Problems.Of(body.Value.Read().Refusal!))
            .Answers<DisputeAnswer>(
                "Decide a dispute or its appeal",
                "Operator, once the review was started. Accepting rules, decides again and posts the difference; 409 `dispute_wrong_state` where somebody else decided. An appeal is decided by another person: 403 `dispute_own_decision` otherwise.");

        disputes.MapPost("/{id}/withdrawal", (ApiCall call, string id, WithdrawDispute withdraw, CancellationToken cancel) =>
                call.ChangedAsync(actor => withdraw.RunAsync(actor, IdConverter.Parse(id), cancel), DisputeAnswer.Of))
            .Answers<DisputeAnswer>("Withdraw a dispute", "Its author, until it is decided.");

        disputes.MapPost("/{id}/appeal",
            (ApiCall call, string id, Body<AppealDispute.Input> body, AppealDispute appeal, CancellationToken cancel) =>
                call.ChangedAsync(actor => appeal.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel), DisputeAnswer.Of))
            .Answers<DisputeAnswer>(
                "Appeal a decision",
                "Once, by whom it is against: its author where it was rejected, the other side where it was accepted.");
    }

    private static T? Code<T>(List<FieldError> errors, string field, string? code)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(code))
            return null;
        if (DisputeCodes.Parse<T>(code) is { } value)
            return value;

        errors.Add(new FieldError(field, FieldCodes.NotAllowed)
            .With("allowed", string.Join(", ", Enum.GetValues<T>().Select(DisputeCodes.Of))));
        return null;
    }
}
