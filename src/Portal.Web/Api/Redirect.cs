using System.Globalization;
using System.Net;
using Microsoft.Extensions.Primitives;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Tracking;
using Portal.Web.Setup;

namespace Portal.Web.Api;

/// <summary>
/// <c>GET /r/{code}</c>: records the click durably and sends the customer to the shop with their click id (R1.1, R1.3). The
/// hottest address of the portal: it stands before everything else in the pipeline and asks no database. The way leads only
/// where the stored link says, so nobody can make it an open redirect (R1.2).
/// </summary>
public sealed class Redirect
{
    /// <summary>The cookie with the visitor's id, which only this server reads.</summary>
    public const string VisitorCookie = "pvid";

    /// <summary>The cookie with the token of the visitor's last click.</summary>
    public const string ClickCookie = "pclk";

    private const string Prefix = "/r/";

    private readonly LinkDirectory links;
    private readonly ClickWriter writer;
    private readonly RestoreClicks restore;
    private readonly ClickIds ids;
    private readonly ClickTokens tokens;
    private readonly PortalKeys keys;
    private readonly TimeProvider clock;
    private readonly bool onHttps;
    private readonly bool production;
    private readonly string visitorCookie;
    private readonly string clickCookie;
    private readonly string clickCookiePath;
    private readonly byte[] unknownPage = Page("unknown");
    private readonly byte[] pausedPage = Page("paused");

    public Redirect(LinkDirectory links, ClickWriter writer, RestoreClicks restore, ClickIds ids, ClickTokens tokens, PortalKeys keys,
        TimeProvider clock, PortalSettings settings, IHostEnvironment environment)
    {
        this.links = links;
        this.writer = writer;
        this.restore = restore;
        this.ids = ids;
        this.tokens = tokens;
        this.keys = keys;
        this.clock = clock;
        production = environment.IsProduction();
        onHttps = production || settings.Portal.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        visitorCookie = PortalCookies.Name(VisitorCookie, environment);
        clickCookie = PortalCookies.Name(ClickCookie, environment);
        // A plain name needs the path to keep it apart from the cookie that a shop on the same host keeps for itself.
        clickCookiePath = production ? "/" : Prefix;
    }

    /// <summary>Puts the redirect before everything that comes after this call.</summary>
    public static void Use(WebApplication app, PortalSettings settings)
    {
        var redirect = ActivatorUtilities.CreateInstance<Redirect>(app.Services);
        app.Use((context, next) =>
            context.Request.Path.Value is { } path && path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                ? redirect.AnswerAsync(context, path)
                : next(context));

        // What the click path costs is measured against the same server answering this; and what an open page keeps, by the second.
        if (settings.Portal.Benchmark)
        {
            app.Use((context, next) => context.Request.Path.Value switch
            {
                "/benchmark/redirect" => AnswerConstantly(context),
                "/benchmark/memory" =>
                context.Response.WriteAsync(GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture)),
                _ => next(context),
            });
        }
    }

    private static Task AnswerConstantly(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = "https://shop.example/";
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private Task AnswerAsync(HttpContext context, string path)
    {
        var (request, response) = (context.Request, context.Response);
        // The shop learns that the customer came from here, but not by which link.
        response.Headers["Referrer-Policy"] = "origin";
        SecurityHeaders.Add(response.Headers, production);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        response.Headers.CacheControl = "no-store";
        response.Headers["X-Robots-Tag"] = "noindex";

        var search = links.FindAsync(path.AsSpan(Prefix.Length));
        return search.IsCompletedSuccessfully ? AnswerAsync(context, search.Result) : AnswerAfterAsync(context, search);
    }

    private async Task AnswerAfterAsync(HttpContext context, ValueTask<LinkTarget?> search) => await AnswerAsync(context, await search);

    private Task AnswerAsync(HttpContext context, LinkTarget? link) => link switch
    {
        null => ShowAsync(context, StatusCodes.Status404NotFound, unknownPage),
        { Paused: true } => ShowAsync(context, StatusCodes.Status410Gone, pausedPage),
        _ => SendOnAsync(context, link),
    };

    private async Task SendOnAsync(HttpContext context, LinkTarget link)
    {
        var (request, response) = (context.Request, context.Response);
        var now = ClickRecord.ToMilliseconds(clock.GetUtcNow());
        var returns = request.Headers.Cookie.Count > 0;
        // the plain name is what visitors of earlier versions have
        var knows = VisitorId.TryParse(returns ? request.Cookies[visitorCookie] ?? request.Cookies[VisitorCookie] : null, out var visitor);
        if (!knows)
            visitor = VisitorId.New(clock);

        var userAgent = request.Headers.UserAgent.ToString();
        var click = new ClickRecord
        {
            Id = ids.Next(),
            LinkId = link.LinkId,
            PartnerId = link.PartnerId,
            ProgrammeId = link.ProgrammeId,
            VisitorId = visitor,
            At = now,
            Kind = Kind(request, userAgent),
            IpHash = IpHash(context.Connection.RemoteIpAddress),
            UserAgent = ClickRecord.Clean(userAgent, ClickRecord.LongestUserAgent),
            Referrer = ClickRecord.Clean(request.Headers.Referer.ToString(), ClickRecord.LongestReferrer),
        };
        if (returns)
            BringBack(request.Cookies[clickCookie] ?? request.Cookies[ClickCookie]);
        var recorded = await writer.RecordTogetherAsync(click);

        var token = tokens.Create(new ClickFacts(click.Id, click.LinkId, visitor, now, click.Kind, recorded));
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = Destination.AppendClick(link.DestinationUrl, token);
        response.ContentLength = 0;

        // A known visitor may hold a click of a programme with a longer window: their cookie is never made to live shorter.
        var window = link.WindowAt(now);
        var life = knows && links.LongestWindow > window ? links.LongestWindow : window;
        var secure = onHttps || request.IsHttps ? "; secure" : "";
        var known = Cookie(visitorCookie, visitor.ToString(), "/", life, secure);
        // A look-ahead must not take the place of the click that the customer made.
        response.Headers.SetCookie = click.EarnsCredit
            ? new StringValues([known, Cookie(clickCookie, token, clickCookiePath, window, secure)])
            : known;
    }

    /// <summary>A visitor whose last click the disk had refused brings it along. Nobody waits for it: the click just made
    /// shares its commit.</summary>
    private void BringBack(string? token)
    {
        if (token is not null && tokens.TryRead(token, out var last) && !last.Recorded)
            _ = restore.RunAsync(last);
    }

    private static ClickKind Kind(HttpRequest request, string userAgent)
    {
        var headers = request.Headers;
        return BotDetection.Of(
            request.Method, userAgent, headers["Sec-Purpose"], headers["Purpose"], headers["X-Purpose"], headers["X-Moz"]) switch
        {
            ClickSource.Bot => ClickKind.Bot,
            ClickSource.Prefetch => HttpMethods.IsHead(request.Method) ? ClickKind.Head : ClickKind.Prefetch,
            _ => ClickKind.Human,
        };
    }

    private byte[]? IpHash(IPAddress? address) => address is null
        ? null
        : keys.Hash("ip", (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString());

    private static string Cookie(string name, string value, string path, TimeSpan life, string secure) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}={value}; max-age={(long)life.TotalSeconds}; path={path}; samesite=lax; httponly{secure}");

    private static async Task ShowAsync(HttpContext context, int status, byte[] page)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = page.Length;
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.Body.WriteAsync(page, context.RequestAborted);
    }

    private static byte[] Page(string name)
    {
        using var stream = typeof(Redirect).Assembly.GetManifestResourceStream($"redirect/{name}.html")!;
        var page = new byte[stream.Length];
        stream.ReadExactly(page);
        return page;
    }
}
