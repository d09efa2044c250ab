using Portal.Domain.Tracking;

namespace Portal.Domain.Tests.Tracking;

public sealed class BotDetectionTests
{
    private const string Chrome =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    [Theory]
    [InlineData(Chrome)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/126.0.0 Chrome/120.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.0.0 Mobile Safari/537.36 Zalo android/12240710 ZaloTheme/light ZaloLanguage/vi")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21F90 [FBAN/FBIOS;FBAV/470.0.0.47.107;FBLC/vi_VN]")]
    [InlineData("Mozilla/5.0 (Linux; Android 13; vi-VN) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 trill_2023405030 BytedanceWebview/d8a21c6")]
    [InlineData("Mozilla/5.0 (Linux; Android 12; M2101K6G) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36 Viber/22.3.0.0")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/14.8.0/IAB")]
    [InlineData("Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36")]
    [InlineData("")]
    [InlineData(null)]
    public void R1_1_A_persons_browser_earns_credit(string? userAgent) =>
        Assert.Equal(ClickSource.Human, BotDetection.Of("GET", userAgent));

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36")]
    [InlineData("Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)")]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")]
    [InlineData("TelegramBot (like TwitterBot)")]
    [InlineData("WhatsApp/2.23.20.0 A")]
    [InlineData("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")]
    [InlineData("Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com")]
    [InlineData("Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 (compatible; Googlebot/2.1)")]
    [InlineData("curl/8.5.0")]
    [InlineData("Wget/1.21.4")]
    [InlineData("python-requests/2.32.3")]
    [InlineData("Go-http-client/1.1")]
    [InlineData("Baiduspider+(+http://www.baidu.com/search/spider.htm)")]
    [InlineData("GOOGLEBOT/2.1")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessEdg/126.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) PhantomJS/2.1.1 Safari/538.1")]
    [InlineData("Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Cypress/13.6.0 Chrome/114.0.5735.289 Electron/25.8.4 Safari/537.36")]
    [InlineData("Mozilla/5.0 (compatible; Cardyb/1.1; +mailto:support@bsky.app)")]
    [InlineData("http.rb/5.1.1 (Mastodon/4.2.8; +https://mastodon.example/)")]
    [InlineData("Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots")]
    [InlineData("facebookexternalhit/1.1;line-poker/1.0")]
    [InlineData("GuzzleHttp/7")]
    public void R1_1_A_program_that_says_so_does_not(string userAgent)
    {
        Assert.Equal(ClickSource.Bot, BotDetection.Of("GET", userAgent));
        Assert.Equal(ClickSource.Bot, BotDetection.Of("HEAD", userAgent));
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("head")]
    [InlineData("OPTIONS")]
    public void R1_1_A_request_that_does_not_want_the_page_does_not(string method) =>
        Assert.Equal(ClickSource.Prefetch, BotDetection.Of(method, Chrome));

    [Theory]
    [InlineData("prefetch")]
    [InlineData("prefetch;prerender")]
    [InlineData("Prefetch;anonymous-client-ip")]
    [InlineData("prerender")]
    [InlineData("preview")]
    public void R1_1_A_browser_that_looks_ahead_does_not(string purpose)
    {
        Assert.Equal(ClickSource.Prefetch, BotDetection.Of("GET", Chrome, purpose));
        Assert.Equal(ClickSource.Prefetch, BotDetection.Of("GET", Chrome, null, purpose));
    }

    [Theory]
    [InlineData("")]
    [InlineData("navigate")]
    public void R1_1_Another_purpose_is_a_visit(string purpose) =>
        Assert.Equal(ClickSource.Human, BotDetection.Of("GET", Chrome, purpose, null));
}
