using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>
/// The parts of a dispute that is filed by a program: <c>dispute</c>, its JSON, and <c>evidence</c>, a file each. Files are received while
/// they come; disposing of this deletes what no dispute took.
/// </summary>
internal sealed class DisputeParts : IDisposable
{
    /// <summary>As large as all files may be together, and something around them.</summary>
    public const long MostBytes = ((long)EvidenceRules.MostFiles * EvidenceRules.MostBytes) + (1024 * 1024);

    private const int MostJson = 64 * 1024;
    private const int MostHeaders = 16 * 1024;

    private readonly List<ReceivedEvidence> files = [];

    /// <summary>The dispute as it was sent.</summary>
    public DisputeBody Body { get; private set; } = null!;

    public DisputeDraft Draft { get; private set; } = null!;

    /// <summary>
    /// What makes two requests the same, whatever marks their parts' borders: the JSON, and what the files are.
    /// </summary>
    public RawBody Fingerprint { get; private set; } = null!;

    public IReadOnlyList<(ReceivedEvidence File, EvidenceStore.Statement Statement)> Evidence =>
    [
        .. files.Select((file, i) => (
            file, new EvidenceStore.Statement(Body.Evidence?.ElementAtOrDefault(i)?.StatedAt, Body.Evidence?.ElementAtOrDefault(i)?.Note))),
    ];

    /// <summary>Reads them all. The dispute comes first, so that nothing is received for one that cannot be filed.</summary>
    public async Task<Refusal?> ReadAsync(ApiCall call, HttpContext context, EvidenceStore store, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            // without files there is but the JSON
            if (context.Features.Get<RawBody>() is not { } json)
                return new Refusal(RefusalKind.UnsupportedMedia, ApiRefusals.MediaTypeNotSupported);

            return Read(call, json.Bytes);
        }

        var reader = new MultipartReader(boundary, context.Request.Body)
        {
            HeadersLengthLimit = MostHeaders,
            BodyLengthLimit = MostBytes,
        };
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (await PartAsync(call, section, store, cancellationToken) is { } refusal)
                    return refusal;
            }
        }
        catch (Exception broken) when (
            broken is InvalidDataException || (broken is IOException && !cancellationToken.IsCancellationRequested))
        {
            return new Refusal(RefusalKind.Malformed, ApiRefusals.Malformed);
        }

        if (Body is null)
            return Refusal.Invalid(new FieldError("dispute", FieldCodes.Required));
        if (Body.Evidence is { } said && said.Count > files.Count)
            return Refusal.Invalid(WrongCount(said.Count));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Fingerprint.Bytes.Span);
        foreach (var file in files)
            hash.AppendData(file.Sha256);
        Fingerprint = new RawBody(hash.GetHashAndReset());
        return null;
    }

    public void Dispose() => files.ForEach(file => file.Dispose());

    private async Task<Refusal?> PartAsync(
        ApiCall call, MultipartSection section, EvidenceStore store, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var what))
            return new Refusal(RefusalKind.Malformed, ApiRefusals.Malformed);

        switch (HeaderUtilities.RemoveQuotes(what.Name).Value)
        {
            case "dispute" when Body is null:
                using (var json = new MemoryStream())
                {
                    var buffer = new byte[8192];
                    int read;
                    while ((read = await section.Body.ReadAsync(buffer, cancellationToken)) > 0)
                    {
                        json.Write(buffer, 0, read);
                        if (json.Length > MostJson)
                            return new Refusal(RefusalKind.TooLarge, ApiRefusals.BodyTooLarge).With("max", $"{MostJson}");
                    }

                    return Read(call, json.ToArray());
                }

            case "evidence" when Body is null:
                return Refusal.Invalid(new FieldError("dispute", FieldCodes.Required));
            case "evidence":
                if (files.Count >= EvidenceRules.MostFiles)
                    return Refusal.Invalid(WrongCount(files.Count + 1));

                var name = (what.FileNameStar.HasValue ? what.FileNameStar : HeaderUtilities.RemoveQuotes(what.FileName)).Value;
                var received = await store.ReceiveAsync(name, section.Body, cancellationToken);
                if (received.Refusal is { } refusal)
                    return refusal;

                files.Add(received.Value);
                return null;
            case var other:
                return Refusal.Invalid(new FieldError(
                    other is { Length: > 0 and <= 64 } ? other : "?", other == "dispute"
                    ? FieldCodes.DuplicateField : FieldCodes.UnknownField));
        }
    }

    private Refusal? Read(ApiCall call, ReadOnlyMemory<byte> json)
    {
        var body = StrictJson.Read<DisputeBody>(json);
        if (body.Refusal is { } wrong)
            return wrong;

        var draft = body.Value.Read();
        if (draft.Refusal is { } unknown)
            return unknown;

        (Body, Draft, Fingerprint) = (body.Value, draft.Value, new RawBody(json));
        return SubmitDispute.Check(call.Actor, Draft);
    }

    private static FieldError WrongCount(int actual) => new FieldError("evidence", FieldCodes.WrongCount)
        .With("min", "1").With("max", $"{EvidenceRules.MostFiles}").With("actual", $"{actual}");
}
