using Portal.App.Platform.Data;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Risk;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <param name="Reason">Why; required.</param>
/// <param name="OrderIds">Only the rewards of these orders; all that the case concerns when left out.</param>
public sealed record RiskReviewBody(string? Reason = null, IReadOnlyList<string>? OrderIds = null);

/// <summary>What stands out about partners, and the rewards that are held because of it.</summary>
internal static class RiskEndpoints
{
    public static void MapRisk(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/risk").WithTags("Risk");

        cases.MapGet("/", async (
                ApiCall call, Paging paging, string? rule, string? state, string? partnerId, RiskQueries queries,
                CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var filter = new RiskFilter(
                    null, QueryValues.Choice<RiskRule>(errors, "rule", rule), QueryValues.Choice<RiskState>(errors, "state", state),
                    IdConverter.ParseOptional(partnerId));
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(await queries.PageAsync(call.Actor, filter, paging.Value, cancel));
            })
            .Answers<CursorPage<RiskCaseView>>(
                "List risk cases", "Operator. One case a partner and rule. `state` is `new`, `held`, `overdue` (held, and nobody looked again in time) or `dismissed` (nothing left to do).");

        cases.MapGet("/{id}", async (ApiCall call, string id, RiskQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<RiskDetail>(
                "Get a risk case", "Operator. With its latest signals, the orders that they concern, and what was done about it.");

        cases.MapPost("/{id}/hold", (ApiCall call, string id, Body<RiskReviewBody> body, HoldRewards hold, CancellationToken cancel) =>
                call.ChangedAsync(actor => hold.RunAsync(actor, Choice(id, body.Value), cancel), held => held.Reviewed[0]))
            .Answers<RiskCaseView>(
                "Hold rewards", "Operator. Keeps the rewards that the case concerns from being paid until they are released, and has to be repeated before `dueAt`. 409 `risk_nothing_to_hold` when there is none.");

        cases.MapPost("/{id}/release",
            (ApiCall call, string id, Body<RiskReviewBody> body, ReleaseRewards release, CancellationToken cancel) =>
                call.ChangedAsync(actor => release.RunAsync(actor, Choice(id, body.Value), cancel), released => released.Reviewed[0]))
            .Answers<RiskCaseView>(
                "Release rewards", "Operator. The rewards are as they were before they were held. 409 `risk_nothing_held` when none is.");

        cases.MapPost("/{id}/dismiss",
            (ApiCall call, string id, Body<RiskReviewBody> body, DismissRisk dismiss, CancellationToken cancel) =>
                call.ChangedAsync(actor => dismiss.RunAsync(actor, Choice(id, body.Value), cancel), dismissed => dismissed.Reviewed[0]))
            .Answers<RiskCaseView>(
                "Dismiss signals", "Operator. The signals that nobody reviewed count as harmless; what is held stays held. 409 `risk_nothing_new` when there is none.");
    }

    private static RiskChoice Choice(string id, RiskReviewBody body) =>
        new([IdConverter.Parse(id)], body.Reason, body.OrderIds?.Select(IdConverter.Parse).ToList());
}
