using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Data;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>What partners withdraw (R6.5).</summary>
internal static class WithdrawalEndpoints
{
    public static void MapWithdrawals(this IEndpointRouteBuilder api)
    {
        api.MapPost("/partners/{id}/withdrawals",
            (ApiCall call, string id, Body<RequestWithdrawal.Input> body, RequestWithdrawal request, CancellationToken cancel) =>
                call.CreatedAsync(actor => request.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .WithTags("Withdrawals")
            .Creates<WithdrawalView>(
                "Request a withdrawal",
                "The partner with the scope `withdrawals`, or the operator. The amount is set aside at once. 422 with the reason when it cannot be: `withdrawal_identity_missing`, `agreement_not_signed`, `bank_account_not_usable`, `negative_balance`, `above_available`, `below_minimum_withdrawal`.");

        api.MapGet("/partners/{id}/withdrawals",
            async (ApiCall call, string id, Paging paging, WithdrawalQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.PageAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .WithTags("Withdrawals")
            .Answers<CursorPage<WithdrawalView>>(
            "List a partner's withdrawals",
            "The operator, or the partner himself. The newest first. `promise` says how late one is and whom it waits for (`finance`, `approver`, `bank`), `heldReason` why its batch does not pay it, `reason` why its money came back: a code (`account_removed`, `negative_balance`), the bank's words or finance's.");

        api.MapGet("/withdrawals/{id}", async (ApiCall call, string id, WithdrawalQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .WithTags("Withdrawals")
            .Answers<WithdrawalView>("Get a withdrawal", "The operator, or the partner himself. Fields as in the list.");

        api.MapDelete("/withdrawals/{id}", (ApiCall call, string id, CancelWithdrawal cancelWithdrawal, CancellationToken cancel) =>
                call.GoneAsync(actor => cancelWithdrawal.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .WithTags("Withdrawals").Ends("Take a withdrawal back, until its batch is made");
    }
}
