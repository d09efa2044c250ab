using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Portal.App.Disputes.Evidence;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Web.Api.Json;
using Portal.Web.Pages.Evidence;

namespace Portal.Web.Api;

/// <summary>The evidence of a dispute (R8.2, R8.5).</summary>
internal static class EvidenceEndpoints
{
    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/disputes/{id}/evidence").WithTags("Disputes");

        evidence.MapPost("/", async (
                ApiCall call, HttpContext context, string id, AddEvidence add, EvidenceStore store, CancellationToken cancel) =>
            {
                using var part = new EvidencePart(IdConverter.Parse(id));
                if (await part.ReadAsync(call, context, add, store, cancel) is { } refusal)
                    return Problems.Of(refusal);

                context.Features.Set(part.Fingerprint);
                return await call.CreatedAsync(actor => add.RunAsync(actor, part.Input, cancel), DisputeEvidenceAnswer.Of);
            })
            .WithMetadata(new TakesFiles(EvidencePart.MostBytes))
            .Accepts<DisputeEvidenceBody>("multipart/form-data")
            .Creates<DisputeEvidenceAnswer>(
                "Add evidence",
                "A `multipart/form-data` body: the part `statement`, this JSON, which may be left out, and then the part `evidence`, one file (JPEG, PNG, WebP, HEIC, PDF or text, 10 MiB at most). Both sides and the operator, until the dispute is decided. Nothing is ever replaced; the same bytes again, from the same key, are answered as what is there. 413 `evidence_too_large`, 415 `evidence_type_not_accepted`, 422 `evidence_damaged`, `evidence_foreign_data` or `evidence_full`.");

        evidence.MapGet("/{evidenceId}", (ApiCall call, HttpContext http, string id, string evidenceId, OpenEvidence open) =>
                ReadAsync(call, http, new OpenEvidence.Input(IdConverter.Parse(id), IdConverter.Parse(evidenceId), Preview: false), open))
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").WithSummary("Get a piece of evidence")
            .WithDescription(
                "The bytes as they came, as an attachment. Whoever brought it, and the operator; each reading is noted.");

        evidence.MapGet("/{evidenceId}/preview", (ApiCall call, HttpContext http, string id, string evidenceId, OpenEvidence open) =>
                ReadAsync(call, http, new OpenEvidence.Input(IdConverter.Parse(id), IdConverter.Parse(evidenceId), Preview: true), open))
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").WithSummary("Get the preview of a picture")
            .WithDescription(
                "A JPEG of at most 1600 pixels, made anew, without anything that the file says of itself. 404 `evidence_no_preview` where there is none, or none yet.");
    }

    private static async Task<IResult> ReadAsync(ApiCall call, HttpContext http, OpenEvidence.Input input, OpenEvidence open)
    {
        var opened = await open.RunAsync(call.Actor, input, http.RequestAborted);
        return opened.Refusal is { } refusal ? Problems.Of(refusal) : EvidenceFiles.Send(http, opened.Value, input.Preview);
    }

    /// <summary>The parts of the body: what the sender says, and the file, received while it comes.</summary>
    private sealed class EvidencePart(Guid disputeId) : IDisposable
    {
        public const long MostBytes = EvidenceRules.MostBytes + (128 * 1024);

        private const int MostJson = 16 * 1024;
        private const int MostHeaders = 16 * 1024;

        private DisputeEvidenceBody body = new();
        private byte[] json = [];
        private ReceivedEvidence? file;

        public AddEvidence.Input Input => new(disputeId, file!, Statement);

        /// <summary>What makes two requests the same, whatever marks their parts' borders.</summary>
        public RawBody Fingerprint => new(SHA256.HashData([.. json, .. file!.Sha256]));

        private EvidenceStore.Statement Statement => new(body.StatedAt, body.Note);

        public async Task<Refusal?> ReadAsync(
            ApiCall call, HttpContext context, AddEvidence add, EvidenceStore store, CancellationToken cancellationToken)
        {
            if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
                || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
                return new Refusal(RefusalKind.UnsupportedMedia, ApiRefusals.MediaTypeNotSupported);

            var reader = new MultipartReader(boundary, context.Request.Body)
            {
                HeadersLengthLimit = MostHeaders,
                BodyLengthLimit = MostBytes,
            };
            try
            {
                while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                {
                    if (await TakeAsync(call, section, add, store, cancellationToken) is { } refusal)
                        return refusal;
                }
            }
            catch (Exception broken)
                when (broken is InvalidDataException || (broken is IOException && !cancellationToken.IsCancellationRequested))
            {
                return new Refusal(RefusalKind.Malformed, ApiRefusals.Malformed);
            }

            return file is null ? Refusal.Invalid(new FieldError("evidence", FieldCodes.Required)) : null;
        }

        public void Dispose() => file?.Dispose();

        private async Task<Refusal?> TakeAsync(
            ApiCall call, MultipartSection section, AddEvidence add, EvidenceStore store, CancellationToken cancellationToken)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var what))
                return new Refusal(RefusalKind.Malformed, ApiRefusals.Malformed);

            var name = HeaderUtilities.RemoveQuotes(what.Name).Value ?? "";
            switch (name)
            {
                case "statement" when json.Length == 0 && file is null:
                    var read = new byte[MostJson + 1];
                    var length = await section.Body.ReadAtLeastAsync(read, read.Length, throwOnEndOfStream: false, cancellationToken);
                    if (length > MostJson)
                        return new Refusal(RefusalKind.TooLarge, ApiRefusals.BodyTooLarge).With("max", $"{MostJson}");

                    json = read[..length];
                    var said = StrictJson.Read<DisputeEvidenceBody>(json);
                    if (said.Succeeded)
                        body = said.Value;
                    return said.Refusal;
                case "evidence" when file is null:
                    if (await add.RefuseAsync(call.Actor, disputeId, Statement, cancellationToken) is { } refusal)
                        return refusal;

                    var received = await store.ReceiveAsync(
                        (what.FileNameStar.HasValue ? what.FileNameStar : HeaderUtilities.RemoveQuotes(what.FileName)).Value, section.Body,
                        cancellationToken);
                    file = received.Succeeded ? received.Value : null;
                    return received.Refusal;
                default:
                    return Refusal.Invalid(new FieldError(
                        name.Length is > 0 and <= 64 ? name : "?",
                        name is "statement" or "evidence" ? FieldCodes.DuplicateField : FieldCodes.UnknownField));
            }
        }
    }
}
