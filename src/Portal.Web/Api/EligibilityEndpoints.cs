using Portal.App.Eligibility;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <param name="Outcome">Approved or rejected.</param>
/// <param name="Reason">Why; required for a rejection.</param>
public sealed record EligibilityDecisionBody(EligibilityVerdict Outcome, string? Reason = null);

/// <summary>Who is on the way into a refer-a-friend programme (R4.2–R4.4), and the decisions about likely duplicates.</summary>
internal static class EligibilityEndpoints
{
    public static void MapEligibility(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/eligibility").WithTags("Eligibility");

        accounts.MapGet("/", async (
                ApiCall call, Paging paging, string? state, string? program, string? email, string? groupId, EligibilityQueries queries,
                CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var wanted = QueryValues.Choice<EligibilityState>(errors, "state", state);
                if (errors.Count > 0)
                    return Problems.Of(Refusal.Invalid(errors));

                var filter = new EligibilityFilter(email, wanted, program, IdConverter.ParseOptional(groupId));
                return call.Answer(await queries.PageAsync(call.Actor, filter, paging.Value, cancel));
            })
            .Answers<CursorPage<EligibilityView>>(
                "List customer accounts on their way into a programme",
                "Operator. `state=queued` is the admin's queue. `email` is a whole address: accounts are only known by its hash. `reasons` are stable codes.");

        accounts.MapGet("/{id}", async (ApiCall call, string id, EligibilityQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<EligibilityDetail>(
                "Get an account", "Operator. With the accounts of its group of likely duplicates and what they share.");

        accounts.MapPost("/{id}/decision",
            (ApiCall call, string id, Body<EligibilityDecisionBody> body, DecideEligibility decide, CancellationToken cancel) =>
                call.ChangedAsync(
                    actor => decide.RunAsync(
                        actor, new DecideEligibility.Input([IdConverter.Parse(id)], body.Value.Outcome, body.Value.Reason), cancel),
                    decided => decided.Decided[0],
                    isSecret: true))
            .Answers<EligibilityView>(
                "Decide about a likely duplicate",
                "Operator. An approval is mailed at `mailDueAt`, and can be undone until then. A rejection needs a `reason`. 409 `eligibility_decided` for an account that is not waiting.");

        accounts.MapPost("/{id}/decision/undo", (ApiCall call, string id, UndoEligibility undo, CancellationToken cancel) =>
                call.ChangedAsync(
                    actor => undo.RunAsync(actor, new UndoEligibility.Input([IdConverter.Parse(id)]), cancel), undone => undone.Decided[0],
                    isSecret: true))
            .Answers<EligibilityView>("Undo a decision",
                "Operator. The account waits for a decision again. 409 `eligibility_mailed` once the invitation is on its way.");

        api.MapGet("/partners/{id}/eligibility",
            async (ApiCall call, WholeListPaging paging, string id, EligibilityQueries queries, CancellationToken cancel) =>
                call.Answer(
                    await queries.OfPartnerAsync(call.Actor, IdConverter.Parse(id), cancel),
                    progress => paging.Cut(progress)))
            .WithTags("Eligibility")
            .Answers<CursorPage<EligibilityProgress>>(
                "How far a partner is on the way into programmes",
                "The operator, or the partner himself: programmes that he is not in, of shops where one of his own e-mail addresses has orders.");
    }
}
