using Portal.App.Attribution.Replay;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Programmes and the versions of their settings.</summary>
internal static class ProgrammeEndpoints
{
    public static void MapProgrammes(this IEndpointRouteBuilder api)
    {
        var programmes = api.MapGroup("/programs").WithTags("Programs");

        programmes.MapPost("/", (ApiCall call, Body<CreateProgramme.Input> body, CreateProgramme create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, body.Value, cancel)))
            .Creates<ProgrammeView>(
                "Create a programme",
                "Operator. `settings` overrides the template's settings, unknown names are refused. The first settings are in force since the shop opened, or from `effectiveFrom` on.");

        programmes.MapGet("/", async (ApiCall call, Paging paging, string? shopId, ProgrammeQueries queries, CancellationToken cancel) =>
                call.Answer<CursorPage<ProgrammeView>>(
                    await queries.ListAsync(call.Actor, IdConverter.ParseOptional(shopId), paging.Value, cancel)))
            .Answers<CursorPage<ProgrammeView>>(
                "List programmes", "The operator sees all, a shop its own, a partner those that he joined.");

        programmes.MapGet("/{code}", async (ApiCall call, string code, ProgrammeQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, code, cancel)))
            .Answers<ProgrammeView>("Get a programme", "With the settings that are in force now.");

        programmes.MapPost("/{code}/versions",
            (ApiCall call, string code, Body<AddProgrammeVersion.Input> body, AddProgrammeVersion add, CancellationToken cancel) =>
                call.CreatedAsync(actor => add.RunAsync(actor, code, body.Value, cancel)))
            .Creates<ProgrammeVersionView>(
                "Add settings from an instant on",
                "Operator. Orders placed before `effectiveFrom` keep theirs; it must lie after every order that the programme already decided about. `settings` overrides the template's settings, not those of the version before.");

        programmes.MapPost("/{code}/versions/preview",
            (ApiCall call, string code, Body<AddProgrammeVersion.Input> body, PreviewProgrammeVersion preview, CancellationToken cancel) =>
                call.ChangedAsync(actor => preview.RunAsync(actor, code, body.Value, cancel),
                    result => ProgrammeVersionPreviewAnswer.Of(result, call.Culture)))
            .Answers<ProgrammeVersionPreviewAnswer>(
                "Look at new settings before adding them",
                "Operator. By the same checks as adding them: what they would change, until when they would hold and the rules that they make. Writes nothing.");

        programmes.MapDelete("/{code}/versions/{number:int}",
            (ApiCall call, string code, int number, WithdrawProgrammeVersion withdraw, CancellationToken cancel) =>
                call.GoneAsync(actor => withdraw.RunAsync(actor, code, number, cancel)))
            .Ends("Withdraw settings that have not started");

        programmes.MapGet("/{code}/rules", async (ApiCall call, string code, ProgrammeQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.StoryAsync(call.Actor, code, cancel), story => ProgrammeRulesAnswer.Of(story, call.Culture)))
            .Answers<ProgrammeRulesAnswer>("Read a programme's rules in words",
                "Made from the settings and the tax policy that are in force now, in the language of `Accept-Language`.");

        programmes.MapPost("/{code}/replay",
            (ApiCall call, string code, Body<ReplayProgramme.Input> body, ReplayProgramme replay, CancellationToken cancel) =>
                call.ChangedAsync(actor => replay.RunAsync(actor, code, body.Value, cancel),
                    result => ReplayAnswer.Of(result, call.Culture)))
            .Answers<ReplayAnswer>(
                "Try settings on a past month",
                "Operator. Decides the month's orders by these settings and tells what would have come out otherwise, for whom and why. Writes nothing. `month` is `2024-06`; left out, the last whole one.");

        programmes.MapGet("/{code}/versions",
            async (ApiCall call, WholeListPaging paging, string code, ProgrammeQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.VersionsAsync(call.Actor, code, cancel), versions => paging.Cut(versions)))
            .Answers<CursorPage<ProgrammeVersionView>>("List a programme's versions", "The one that starts last comes first.");
    }
}
