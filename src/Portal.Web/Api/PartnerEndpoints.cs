using Portal.App.Data;
using Portal.App.Partners;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Partners, the check of their identity, and the programmes that they join.</summary>
internal static class PartnerEndpoints
{
    public static void MapPartners(this IEndpointRouteBuilder api)
    {
        var partners = api.MapGroup("/partners").WithTags("Partners");

        partners.MapPost("/", (ApiCall call, Body<CreatePartner.Input> body, CreatePartner create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, body.Value, cancel)))
            .Creates<PartnerView>("Create a partner", "Operator. `referralCode` is null until the identity is approved, unless a programme that he joined has no identity gate.");

        partners.MapGet("/", async (ApiCall call, Paging paging, PartnerQueries queries, CancellationToken cancel) =>
                call.Answer<CursorPage<PartnerView>>(await queries.ListAsync(call.Actor, paging.Value, cancel)))
            .Answers<CursorPage<PartnerView>>("List partners", "The operator sees all, a partner himself.");

        partners.MapGet("/{id}", async (ApiCall call, string id, PartnerQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<PartnerView>("Get a partner", "The operator, or the partner himself.");

        partners.MapPost("/{id}/programs", (ApiCall call, string id, Body<JoinProgramme.Input> body, JoinProgramme join, CancellationToken cancel) =>
                call.ChangedAsync(actor => join.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PartnerView>("Add a partner to a programme", "Operator. Joining twice changes nothing.");

        partners.MapPost("/{id}/verification", (ApiCall call, string id, Body<VerifyPartner.Input> body, VerifyPartner verify, CancellationToken cancel) =>
                call.ChangedAsync(actor => verify.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PartnerView>("Decide about a partner's identity", "Operator. Approval gives him his code and a first link in each of his programmes. A rejection needs a `reason`.");
    }
}
