using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Corrections of balances, and the audit of the ledger.</summary>
internal static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        api.MapPost("/partners/{id}/adjustments",
            (ApiCall call, string id, Body<AdjustBalance.Input> body, AdjustBalance adjust, CancellationToken cancel) =>
                call.CreatedAsync(actor => adjust.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .WithTags("Ledger").Creates<AdjustmentView>(
                "Correct a balance",
                "Operator. `gross` is before tax, negative takes away; `reason` is required. What one person corrects, through whatever key, and what is corrected of one partner, is limited by day and month, both ways added up; above that it is `proposed` and waits for another person.");

        api.MapPost("/adjustments/{id}/decision",
            (ApiCall call, string id, Body<DecideAdjustment.Input> body, DecideAdjustment decide, CancellationToken cancel) =>
                call.ChangedAsync(actor => decide.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .WithTags("Ledger").Answers<AdjustmentView>("Decide about a correction",
                "Operator (`finance-approve`), as another person than the one behind whoever proposed it: 403 `own_adjustment` otherwise.");

        api.MapGet("/adjustments", async (ApiCall call, Paging paging, string? state, LedgerQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var only = QueryValues.Choice<AdjustmentState>(errors, "state", state);
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(await queries.PageAdjustmentsAsync(call.Actor, only, paging.Value, cancel));
            })
            .WithTags("Ledger").Answers<CursorPage<AdjustmentView>>(
                "List corrections", "Operator. The newest first; `state=proposed` are those that wait for a second person.");

        api.MapGet("/ledger/trial-balance", async (ApiCall call, string? asOf, TrialBalanceQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var instant = QueryValues.Instant(errors, "asOf", asOf);
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(await queries.GetAsync(call.Actor, instant, cancel));
            })
            .WithTags("Ledger").Answers<TrialBalanceView>(
                "Get the trial balance",
                "Operator. What the platform has earned, owes, is owed, holds and has paid, over all partners and shops; `difference` is zero. With `asOf` as the ledger stood at that instant.");

        api.MapPost("/ledger/audits", (ApiCall call, AuditLedger audit, LedgerQueries queries, CancellationToken cancel) =>
                call.AuditedAsync(audit, queries, cancel))
            .WithTags("Ledger").Answers<AuditView>(
                "Audit the ledger", "Operator. Recomputes every entry, the hash chain, every balance, and the entries against rewards and withdrawals; `found` names what is wrong.");
    }

    private static async Task<IResult> AuditedAsync(
        this ApiCall call, AuditLedger audit, LedgerQueries queries, CancellationToken cancel) =>
        (await audit.RunAsync(call.Actor, cancel)).Refusal is { } refusal
            ? Problems.Of(refusal)
            : call.Answer<AuditView>((await queries.LastAuditAsync(call.Actor, cancel))!);
}
