using Portal.App.Documents.Exports;
using Portal.Domain.Common;
using Portal.Web.Api.Json;
using Portal.Web.Components;
using Portal.Web.Pages.Exports;

namespace Portal.Web.Api;

/// <summary>What is to be taken out.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Format"><c>xlsx</c>, <c>csv</c> or <c>jsonl</c>.</param>
/// <param name="Filter">Parameters as the address of the list's page has them.</param>
/// <param name="Columns">Keys; all where none are named.</param>
public sealed record ExportBody(
    string List, string Format, IReadOnlyDictionary<string, string>? Filter = null, IReadOnlyList<string>? Columns = null);

/// <summary>An export and how far it is.</summary>
/// <param name="Rows">How many rows it has or will have; null while nobody counted.</param>
/// <param name="Done">How many of them are written.</param>
public sealed record ExportAnswer(
    Guid Id, string List, string Format, string State, long? Rows, long Done, long Bytes, string? Sha256, DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt, string? Failure)
{
    public static ExportAnswer Of(ExportView view) => new(
        view.Id, view.List, view.Format.Word(), view.State.ToString().ToLowerInvariant(), view.Rows, view.Done, view.Bytes, view.Sha256,
        view.AskedAt, view.FinishedAt, view.ExpiresAt, view.FailureCode);
}

/// <summary>Lists as files (R9.6).</summary>
internal static class ExportEndpoints
{
    private const string Range = "range";

    public static void MapExports(this IEndpointRouteBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports");

        exports.MapPost("/", (
            ApiCall call, Body<ExportBody> body, RequestExport request, ExportCatalogue lists, CancellationToken cancel) =>
            call.AnsweredAsync(
                actor => request.RunAsync(
                    actor,
                    new RequestExport.Input(
                        new ExportInput(
                            body.Value.List, body.Value.Format, Filter(lists.Find(actor, body.Value.List), body.Value.Filter),
                            body.Value.Columns, call.Culture.TwoLetterISOLanguageName),
                        IsProgram: true),
                    cancel),
                made => ApiCall.Json(StatusCodes.Status202Accepted, ExportAnswer.Of(made))))
            .Accepts<ExportAnswer>(
                "Take a list out as a file",
                "A key with `export`, or the operator's. `list` is `orders`, `clicks`, `entries`, `customers`, `disputes`, `statements`, `payout-lines` (with `filter.batch`), `audit` or another list that the portal shows whoever asks. `filter` has the parameters of the list's page (`status`, `q`, `from` and `to` as days, `sort`); without days it is all time. The file is made behind the call: ask `GET /exports/{id}` until it is `ready`.");

        exports.MapGet("/{id}", async (ApiCall call, string id, ExportQueries queries, CancellationToken cancel) =>
                call.Answer(await OneAsync(call, queries, id, cancel), ExportAnswer.Of))
            .Answers<ExportAnswer>("How far an export is", "Whoever asked for it.");

        exports.MapGet("/{id}/file", async (
            ApiCall call, string id, HttpContext http, OpenExport open, CancellationToken cancel) =>
            {
                var opened = await open.RunAsync(call.Actor, IdConverter.Parse(id), cancel);
                return opened.Refusal is { } refusal ? Problems.Of(refusal) : ExportDownloadFiles.Send(http, opened.Value);
            })
            .Produces(StatusCodes.Status200OK)
            .WithSummary("Fetch the file of an export")
            .WithDescription("Whoever asked for it, while they still may. 409 `export_not_ready` until it is made, `export_expired` after.");

        exports.MapDelete("/{id}", (ApiCall call, string id, CancelExport export, CancellationToken cancel) =>
                call.GoneAsync(actor => export.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .Ends("Take an export back");
    }

    private static async Task<Outcome<ExportView>> OneAsync(
        ApiCall call, ExportQueries queries, string id, CancellationToken cancellationToken) =>
        await queries.OneAsync(call.Actor, IdConverter.Parse(id), cancellationToken) is { } view
            ? view : Refusal.NotFound(ExportRefusals.NotFound);

    /// <summary>A program that names no days means all of them; a page begins with the last thirty.</summary>
    private static ExportFilter Filter(IExportable? list, IReadOnlyDictionary<string, string>? filter)
    {
        var values = (filter ?? new Dictionary<string, string>())
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        if (list?.Filters.Contains(Range) != true || values.ContainsKey(Range))
            return new ExportFilter(values);

        if (!values.ContainsKey("from") && !values.ContainsKey("to"))
        {
            values[Range] = DateChoice.All;
            return new ExportFilter(values);
        }

        values[Range] = DateChoice.Custom;
        values.TryAdd("from", "1000-01-01");
        values.TryAdd("to", "9998-12-31");
        return new ExportFilter(values);
    }
}
