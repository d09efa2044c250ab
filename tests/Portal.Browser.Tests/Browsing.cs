using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Demo;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.Browser.Tests;

/// <summary>How somebody looks at the portal: the window's size and the theme.</summary>
public sealed record Look(int Width, int Height, string Theme)
{
    public static readonly Look Desk = new(1440, 900, "light");
    public static readonly Look Phone = new(390, 844, "light");

    public static Look Of(string device, string theme) => (device == "phone" ? Phone : Desk) with { Theme = theme };
}

/// <summary>
/// The real portal as a process of its own with a small demonstration in it, and one browser. Started once for all tests of
/// this project; each test has its own contexts, as people have their own browsers.
/// </summary>
public sealed class Browsing : IAsyncLifetime
{
    /// <summary>The operator's key, for what a test sets up by API.</summary>
    public const string OperatorKey = "the-operators-first-key-for-browser-tests-only";

    private const string Orders = "1200";

    /// <summary>Milliseconds that a condition may take to come true; a busy machine needs some.</summary>
    private const float Patience = 90_000;

    private readonly string folder = AppContext.BaseDirectory;
    private readonly IReadOnlyList<(string Name, string Value)> more = [];
    private readonly string data = Directory.CreateTempSubdirectory("portal-browser-").FullName;
    private readonly SemaphoreSlim oneSignsIn = new(1);
    private readonly Dictionary<string, string> sessions = [];
    private PortalProcess? process;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private readonly Dictionary<string, string> apps = [];
    private DemoAccounts? accounts;

    public Browsing()
    {
    }

    private Browsing(string folder, IReadOnlyList<(string Name, string Value)> more) => (this.folder, this.more) = (folder, more);

    /// <summary>The portal, as people reach it.</summary>
    public Uri Portal => new($"http://localhost:{process!.Address.Port}/");

    /// <summary>The demo shop on another host name of the same machine, so that its cookies are its own, as a real shop's are.</summary>
    public Uri Shop => new($"http://127.0.0.1:{process!.Address.Port}/demo-shop/");

    /// <summary>Where the portal's mails land, since it has no mail server.</summary>
    public string Mails => Path.Combine(data, "mail");

    /// <summary>The file of the portal's database.</summary>
    public string Database => Path.Combine(data, "portal.db");

    /// <summary>What the portal has said so far; the reason when a page fails.</summary>
    public string PortalOutput => process!.Output;

    /// <summary>Another portal than the one that was built with these tests: published, or of another version.</summary>
    public static async Task<Browsing> StartAsync(string folder, params (string Name, string Value)[] more)
    {
        var browsing = new Browsing(folder, more);
        await browsing.InitializeAsync();
        return browsing;
    }

    public async ValueTask InitializeAsync()
    {
        process = await PortalProcess.StartAsync(folder,
        [
            ("Data__Directory", data),
            ("Demo__Seed", "true"),
            ("Demo__Orders", Orders),
            ("Portal__BootstrapAdminKey", OperatorKey),
            ("Limits__SignInsPerMinute", "1000"),
            .. more,
        ]);
        accounts = new DemoAccounts(PortalKeys.Open(data, new SecuritySettings(), TimeProvider.System));
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        browser = await Chromium.StartAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (process is not null)
            await process.DisposeAsync();
        Directory.Delete(data, recursive: true);
        oneSignsIn.Dispose();
    }

    /// <summary>
    /// Gives the demonstration's main partner enough to withdraw, whatever the day left them. Once, however many tests ask: corrections add
    /// up.
    /// </summary>
    public async Task HasMoneyAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri(Portal, "api/v1/") };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {OperatorKey}");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "the-main-partner-has-money");
        var partner = await PartnerAsync(client, DemoData.People.MainPartner);
        using var given = await client.PostAsJsonAsync($"partners/{partner}/adjustments", new { gross = 900_000, reason = "Thưởng quý" });
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
    }

    private static async Task<string> PartnerAsync(HttpClient client, string name)
    {
        var cursor = "";
        while (true)
        {
            var page = JsonNode.Parse(await client.GetStringAsync($"partners?limit=500{cursor}"))!;
            if (page["items"]!.AsArray().FirstOrDefault(one => one!["name"]!.GetValue<string>() == name) is { } found)
                return found["id"]!.GetValue<string>();

            cursor = $"&cursor={page["nextCursor"]!.GetValue<string>()}";
        }
    }

    /// <summary>Somebody's browser who has not been here before.</summary>
    public async Task<IBrowserContext> StrangerAsync(Look? look = null, string? session = null)
    {
        var seen = look ?? Look.Desk;
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = seen.Width, Height = seen.Height },
            ColorScheme = seen.Theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
            StorageState = session,
            // a browser without a screen says so, and earns partners no credit (R1.1): these tests are people
            UserAgent = $"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{browser.Version} Safari/537.36",
        });
        context.SetDefaultTimeout(Patience);
        return context;
    }

    /// <summary>
    /// The browser of the demonstration's person in this role, signed in. The sign-in itself happens once: a code of the
    /// authenticator app is good for one use.
    /// </summary>
    public async Task<IBrowserContext> SignedInAsync(Role role, Look? look = null)
    {
        var email = DemoData.People.Accounts.First(account => account.Role == role).Email;
        await oneSignsIn.WaitAsync();
        try
        {
            if (!sessions.TryGetValue(email, out var session))
                sessions[email] = session = await SignInAsync(email);
            return await StrangerAsync(look, session);
        }
        finally
        {
            oneSignsIn.Release();
        }
    }

    /// <summary>Types the password, and the code where one is asked for.</summary>
    public async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync(new Uri(Portal, "account/sign-in").ToString());
        await page.Locator("input[autocomplete=username]").FillAsync(email);
        await page.Locator("input[autocomplete=current-password]").FillAsync(accounts!.Password);
        await page.Locator("main button[type=submit]").ClickAsync();
        if ((apps.GetValueOrDefault(email) ?? accounts.AuthenticatorKey(email)) is { } key)
        {
            await page.Locator("input[autocomplete=one-time-code]").FillAsync(AuthenticatorApp.Code(key));
            await page.Locator("main button[type=submit]").ClickAsync();
        }

        await page.IsAtAsync("^https?://[^/]+/(?!account)");
    }

    /// <summary>
    /// Sets up an authenticator app for the demonstration's person in this role, on the page that asks for it, and goes on to where they
    /// were. All of the person's sessions end with it, so the one that other tests share becomes this one.
    /// </summary>
    public async Task SetUpAppAsync(IPage page, Role role)
    {
        var email = DemoData.People.Accounts.First(account => account.Role == role).Email;
        var key = (await page.Locator("details .code").TextContentAsync())!.Trim();
        await page.Locator("input[autocomplete=one-time-code]").FillAsync(AuthenticatorApp.Code(key));
        await page.Locator("input[autocomplete=current-password]").FillAsync(accounts!.Password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await page.Locator(".recovery-codes").WaitForAsync();
        apps[email] = key;
        sessions[email] = await page.Context.StorageStateAsync();
        await page.Locator("main a.button.primary").ClickAsync();
    }

    private async Task<string> SignInAsync(string email)
    {
        await using var context = await StrangerAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page, email);
        return await context.StorageStateAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowsingCollection : ICollectionFixture<Browsing>
{
    public const string Name = "browser";
}
