using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>API keys.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/keys").WithTags("Keys");

        keys.MapPost("/", (ApiCall call, Body<CreateApiKey.Input> body, CreateApiKey create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, body.Value, cancel), isSecret: true))
            .Creates<CreatedApiKey>(
                "Create a key", "Operator. `shopId` makes a shop's key (`orders:write`, `orders:read`, `customers:read`, `links`), `partnerId` a partner's (`read`, `links`, `withdrawals`), neither the operator's (`admin`, `finance`, `finance-approve`; the last two never together: 422 `scopes_of_both_sides`). Operator keys are made by persons in the portal: 403 `operator_key_needs_person`. Outside Production the bootstrap key makes them too, and `person` (an e-mail address) says as whom the key counts where a decision takes two persons; without it the key counts as its maker. `key` is shown here and never again.");

        keys.MapGet("/", async (ApiCall call, Paging paging, ApiKeyQueries queries, CancellationToken cancel) =>
                call.Answer<CursorPage<ApiKeyView>>(await queries.ListAsync(call.Actor, paging.Value, cancel)))
            .Answers<CursorPage<ApiKeyView>>("List keys", "Without their secrets, revoked ones included.");

        keys.MapDelete("/{id}", (ApiCall call, string id, RevokeApiKey revoke, CancellationToken cancel) =>
                call.GoneAsync(actor => revoke.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .Ends("Revoke a key");
    }
}
