using Portal.App.Accounts;
using Portal.App.Data;
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
            .Creates<CreatedApiKey>("Create a key", "Operator. `shopId` makes a shop's key (`orders:write`, `orders:read`, `links`), `partnerId` a partner's (`read`, `links`), neither the operator's (`admin`). `key` is shown here and never again.");

        keys.MapGet("/", async (ApiCall call, Paging paging, ApiKeyQueries queries, CancellationToken cancel) =>
                call.Answer<CursorPage<ApiKeyView>>(await queries.ListAsync(call.Actor, paging.Value, cancel)))
            .Answers<CursorPage<ApiKeyView>>("List keys", "Without their secrets, revoked ones included.");

        keys.MapDelete("/{id}", (ApiCall call, string id, RevokeApiKey revoke, CancellationToken cancel) =>
                call.GoneAsync(actor => revoke.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .Ends("Revoke a key");
    }
}
