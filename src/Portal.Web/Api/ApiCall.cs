using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Web.Api.Json;
using Portal.Web.SignIn;

namespace Portal.Web.Api;

/// <summary>
/// One call: who makes it, and how what a use case says becomes the answer. An <c>Idempotency-Key</c> goes with the actor
/// into the use case, which stores the answer in the transaction of its effect; the same call again is answered from there.
/// </summary>
public sealed class ApiCall : IApiInput
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const string JsonType = "application/json; charset=utf-8";

    /// <summary>Marks a stored answer that holds a secret or a customer's address, and is therefore kept encrypted.</summary>
    private const string Sealed = "application/vnd.portal.sealed";

    /// <summary>
    /// Marks a stored answer that is kept compressed: that of 500 orders would be half a megabyte in each batch's transaction.
    /// </summary>
    private const string Packed = "application/vnd.portal.packed";

    private const int WorthPacking = 4096;

    private readonly HttpContext context;
    private readonly string? key;

    private ApiCall(HttpContext context, Actor actor, string? key, Refusal? refusal)
    {
        this.context = context;
        Actor = actor;
        this.key = key;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; }

    /// <summary>Who calls, for reading.</summary>
    public Actor Actor { get; }

    /// <summary>Where people reach the portal, without a slash at the end.</summary>
    public string PublicUrl => context.RequestServices.GetRequiredService<PublicAddress>().Root.TrimEnd('/');

    /// <summary>The language in which sentences are answered.</summary>
    public CultureInfo Culture => Problems.Culture(context);

    public static ValueTask<ApiCall> BindAsync(HttpContext context)
    {
        var actor = context.Features.GetRequiredFeature<KnownKey>().Actor with
        {
            Address =
            context.User.FindFirst(PortalClaims.Address)?.Value
        };
        var header = context.Request.Headers[KeyHeader];
        if (header.Count == 0 || !HttpMethods.IsPost(context.Request.Method))
            return new(new ApiCall(context, actor, null, null));

        var good = header is [{ Length: >= 1 and <= IdempotentCall.MaxKey } key] && key.All(letter => letter is > ' ' and <= '~');
        return new(new ApiCall(context, actor, header[0], good
            ? null
            : Domain.Common.Refusal.Invalid(
                new FieldError(KeyHeader, FieldCodes.OutOfRange).With("min", "1").With("max", $"{IdempotentCall.MaxKey}"))));
    }

    /// <summary>What a read found.</summary>
    public IResult Answer<T>(Outcome<T> outcome, Func<T, object>? view = null)
        where T : notnull =>
        outcome.Refusal is { } refusal ? Problems.Of(refusal) : new Rendered(Render(outcome.Value, StatusCodes.Status200OK, view), false);

    /// <summary>Something was made: 201.</summary>
    public Task<IResult> CreatedAsync<T>(Func<Actor, Task<Outcome<T>>> useCase, Func<T, object>? view = null, bool isSecret = false)
        where T : notnull => RunAsync(useCase, value => Render(value, StatusCodes.Status201Created, view), isSecret);

    /// <summary>Something was changed: 200 and how it is now.</summary>
    public Task<IResult> ChangedAsync<T>(Func<Actor, Task<Outcome<T>>> useCase, Func<T, object>? view = null, bool isSecret = false)
        where T : notnull => RunAsync(useCase, value => Render(value, StatusCodes.Status200OK, view), isSecret);

    /// <summary>The answer's status depends on what became of it.</summary>
    public Task<IResult> AnsweredAsync<T>(Func<Actor, Task<Outcome<T>>> useCase, Func<T, StoredAnswer> render)
        where T : notnull => RunAsync(useCase, render, false);

    public static StoredAnswer Json(int status, object value) =>
        new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(value, PortalJson.Options));

    public StoredAnswer Problem(Refusal refusal)
    {
        var status = Problems.Status(refusal.Kind);
        return new StoredAnswer(status, Problems.ContentType, JsonSerializer.SerializeToUtf8Bytes(ProblemOf(refusal), PortalJson.Options));
    }

    /// <summary>A refusal that is a part of an answer.</summary>
    public Problem ProblemOf(Refusal refusal) => Problems.From(context, refusal, Problems.Status(refusal.Kind));

    /// <summary>Something is gone: 204.</summary>
    public async Task<IResult> GoneAsync(Func<Actor, Task<Outcome<Done>>> useCase) =>
        (await useCase(Actor)).Refusal is { } refusal ? Problems.Of(refusal) : TypedResults.NoContent();

    private async Task<IResult> RunAsync<T>(Func<Actor, Task<Outcome<T>>> useCase, Func<T, StoredAnswer> render, bool isSecret)
        where T : notnull
    {
        if (key is null)
        {
            var done = await useCase(Actor);
            return done.Refusal is { } refusal ? Problems.Of(refusal) : new Rendered(render(done.Value), false);
        }

        StoredAnswer? answer = null;
        var caller = Actor with
        {
            Call = new IdempotentCall(key, RequestHash(), value =>
            {
                answer = render((T)value);
                return Keep(answer, isSecret);
            }),
        };
        var outcome = await useCase(caller);
        if (outcome.Refusal == IdempotentCall.Replay
            && await context.RequestServices.GetRequiredService<IdempotentAnswers>()
            .FindAsync(caller, context.RequestAborted) is { } stored)
        {
            return new Rendered(Restore(stored), true);
        }

        return outcome.Refusal is { } no ? Problems.Of(no) : new Rendered(answer ?? render(outcome.Value), false);
    }

    private static StoredAnswer Render<T>(T value, int status, Func<T, object>? view)
        where T : notnull =>
        Json(status, view is null ? value : view(value));

    private StoredAnswer Keep(StoredAnswer answer, bool isSecret)
    {
        if (isSecret)
            return answer with { ContentType = Sealed, Body = Protector().Protect(answer.Body) };
        if (answer.Body.Length < WorthPacking || answer.ContentType != JsonType)
            return answer;

        using var packed = new MemoryStream();
        using (var pack = new BrotliStream(packed, CompressionLevel.Fastest))
            pack.Write(answer.Body);
        return answer with { ContentType = Packed, Body = packed.ToArray() };
    }

    private StoredAnswer Restore(StoredAnswer stored)
    {
        if (stored.ContentType == Sealed)
            return stored with { ContentType = JsonType, Body = Protector().Unprotect(stored.Body) };
        if (stored.ContentType != Packed)
            return stored;

        using var whole = new MemoryStream();
        using (var unpack = new BrotliStream(new MemoryStream(stored.Body), CompressionMode.Decompress))
            unpack.CopyTo(whole);
        return stored with { ContentType = JsonType, Body = whole.ToArray() };
    }

    private IDataProtector Protector() =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("Portal.IdempotentAnswers");

    private byte[] RequestHash()
    {
        var request = context.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // With the ids themselves: two of them can make one path (see ExactRouteValues).
        hash.AppendData(Encoding.UTF8.GetBytes(
            $"{request.Method} {request.Path}{request.QueryString}\n{string.Join('\n', request.RouteValues.Values)}\n"));
        hash.AppendData(context.Features.GetRequiredFeature<RawBody>().Bytes.Span);
        return hash.GetHashAndReset();
    }

    private sealed class Rendered(StoredAnswer answer, bool replayed) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            response.ContentType = answer.ContentType;
            response.ContentLength = answer.Body.Length;
            response.Headers.CacheControl = "no-store";
            if (replayed)
                response.Headers[ReplayedHeader] = "true";
            await response.Body.WriteAsync(answer.Body, httpContext.RequestAborted);
        }
    }
}
