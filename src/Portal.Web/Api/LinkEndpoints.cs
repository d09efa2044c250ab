using Portal.App.Attribution.Reevaluation;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Tracking;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>A link with its public address.</summary>
public sealed record LinkAnswer(
    Guid Id,
    string Code,
    string Url,
    Guid? PartnerId,
    Guid? ShopId,
    string Program,
    LinkKind Kind,
    string DestinationUrl,
    string? SubId,
    bool Paused,
    DateTimeOffset CreatedAt);

/// <summary>Tracking links, and clicks that happened elsewhere.</summary>
internal static class LinkEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/links").WithTags("Links");

        links.MapPost("/", (ApiCall call, Body<CreateLink.Input> body, CreateLink create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, body.Value, cancel), link => Answer(call, link)))
            .Creates<LinkAnswer>(
                "Create a link", "Operator, or a key with `links` for its own partner or shop. `destinationUrl` must lead to one of the shop's hosts; otherwise 422 `destination_not_allowed` says which are allowed. `shopId` in place of `partnerId` makes the shop owner's own link.");

        links.MapGet("/", async (
            ApiCall call, Paging paging, string? partnerId, string? shopId, LinkQueries queries, CancellationToken cancel) =>
            {
                var page = await queries.ListAsync(
                    call.Actor, IdConverter.ParseOptional(partnerId), IdConverter.ParseOptional(shopId), paging.Value, cancel);
                return call.Answer<CursorPage<LinkView>>(
                    page, found => new CursorPage<LinkAnswer>([.. found.Items.Select(link => Answer(call, link))], found.NextCursor));
            })
            .Answers<CursorPage<LinkAnswer>>("List links", "Of a partner, of a shop, or of everybody that the key sees.");

        links.MapGet("/{id}", async (ApiCall call, string id, LinkQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel), link => Answer(call, link)))
            .Answers<LinkAnswer>("Get a link", "The operator, or its owner.");

        links.MapPatch("/{id}", (ApiCall call, string id, Body<UpdateLink.Input> body, UpdateLink update, CancellationToken cancel) =>
                call.ChangedAsync(actor => update.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel), link => Answer(call, link)))
            .Answers<LinkAnswer>(
                "Change a link", "Operator, or a key with `links` for its own partner or shop. `kind` and `subId`: what is left out stays, an empty `subId` takes it away. Its code and where it leads never change.");

        links.MapPost("/{id}/pause", (ApiCall call, string id, PauseLink pause, CancellationToken cancel) =>
                call.ChangedAsync(actor => pause.RunAsync(actor, IdConverter.Parse(id), cancel), link => Answer(call, link)))
            .Answers<LinkAnswer>("Pause a link", "It answers 410 until it is resumed.");

        links.MapPost("/{id}/resume", (ApiCall call, string id, ResumeLink resume, CancellationToken cancel) =>
                call.ChangedAsync(actor => resume.RunAsync(actor, IdConverter.Parse(id), cancel), link => Answer(call, link)))
            .Answers<LinkAnswer>("Resume a link", "It leads to its destination again.");

        api.MapPost("/clicks", (ApiCall call, Body<ReportClick.Input> body, ReportClick report, CancellationToken cancel) =>
                call.CreatedAsync(actor => report.RunAsync(actor, body.Value, cancel)))
            .WithTags("Links")
            .Creates<ReportedClick>(
                "Report a click that happened elsewhere",
                "Operator, or a shop's key with `orders:write`. With `linkCode` or `referralCode`. `credited` is false, with a `reason` and without a `clickId`, for a click that can earn nothing.");
    }

    private static LinkAnswer Answer(ApiCall call, LinkView link) => new(
        link.Id, link.Code, $"{call.PublicUrl}/r/{link.Code}", link.PartnerId, link.ShopId, link.Program, link.Kind,
        link.DestinationUrl, link.SubId, link.PausedAt is not null, link.CreatedAt);
}
