using System.Buffers;

namespace Portal.Domain.Tracking;

/// <summary>Who seems to have used a link (R1.1). Only <see cref="Human"/> earns credit.</summary>
public enum ClickSource
{
    Human,

    /// <summary>A program that says so itself: a crawler, a link preview, a tool.</summary>
    Bot,

    /// <summary>A browser that looked ahead, or asked without wanting the page.</summary>
    Prefetch,
}

/// <summary>
/// Tells people from programs by what a request says of itself (R1.1). It believes only plain statements: a program that
/// is missed costs nothing but a number in a statistic, since it buys nothing, while a customer taken for a program costs
/// the partner their reward. So a missing user agent, or an unusual one, is a person.
/// </summary>
public static class BotDetection
{
    /// <summary>Words in a user agent that no customer's browser has.</summary>
    private static readonly SearchValues<string> Markers = SearchValues.Create(
    [
        "bot", "crawl", "spider", "slurp", "scrap", "archiver", "fetcher", "monitor", "preview", "validator",
        // link previews of the networks that people share in, where the name has none of the words above
        "facebookexternalhit", "facebookcatalog", "meta-externalagent", "meta-externalfetcher", "embedly", "pinterest/0.",
        "vkshare", "iframely", "mediapartners-google", "google-read-aloud", "google-inspectiontool", "googleother", "apis-google",
        "chatgpt-user", "claude-user", "perplexity-user", "cardyb", "mastodon/", "google-pagerenderer", "unfurl", "oembed", "opengraph",
        // browsers without a screen, and what drives them
        "headless", "phantomjs", "slimerjs", "puppeteer", "playwright", "selenium", "webdriver", "cypress/", "rendertron", "prerender",
        // tools and libraries under their own names
        "curl/", "wget/", "python-requests", "python-urllib", "aiohttp/", "python-httpx", "go-http-client", "java/", "apache-httpclient",
        "libwww-perl", "lwp::", "axios/", "node-fetch", "guzzlehttp", "http.rb/", "undici", "httpie/", "insomnia/", "postmanruntime",
        "httrack", "lighthouse", "pagespeed", "gtmetrix", "pingdom", "uptime",
    ],
    StringComparison.OrdinalIgnoreCase);

    /// <summary>A maker of telephones whose name ends in a marker.</summary>
    private const string TelephoneNamedLikeABot = "cubot";

    /// <param name="method">The HTTP method.</param>
    /// <param name="userAgent">The header <c>User-Agent</c>.</param>
    /// <param name="purposes">The headers with which browsers announce that they look ahead: <c>Sec-Purpose</c>, <c>Purpose</c>,
    /// <c>X-Purpose</c>, <c>X-Moz</c>.</param>
    public static ClickSource Of(string method, string? userAgent, params ReadOnlySpan<string?> purposes)
    {
        if (IsBot(userAgent))
            return ClickSource.Bot;
        if (!string.Equals(method, "GET", StringComparison.OrdinalIgnoreCase))
            return ClickSource.Prefetch;

        foreach (var purpose in purposes)
        {
            if (LooksAhead(purpose))
                return ClickSource.Prefetch;
        }

        return ClickSource.Human;
    }

    private static bool LooksAhead(string? purpose) => purpose is not null
        && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase)
            || purpose.Contains("prerender", StringComparison.OrdinalIgnoreCase)
            || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase));

    private static bool IsBot(string? userAgent)
    {
        if (string.IsNullOrEmpty(userAgent))
            return false;

        // WhatsApp's preview says nothing but its name and version; its browser says more before it
        if (userAgent.StartsWith("WhatsApp/", StringComparison.OrdinalIgnoreCase))
            return true;

        var agent = userAgent.Contains(TelephoneNamedLikeABot, StringComparison.OrdinalIgnoreCase)
            ? userAgent.Replace(TelephoneNamedLikeABot, "", StringComparison.OrdinalIgnoreCase)
            : userAgent;
        return agent.AsSpan().ContainsAny(Markers);
    }
}
