using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.SignIn;

/// <summary>The real host on a world's database, clock and keys, and browsers that fill in its forms.</summary>
public sealed class AccountHost(World world, params (string Name, string Value)[] settings) : WebApplicationFactory<Program>
{
    public World World { get; } = world;

    public string Environment { get; init; } = "Development";

    /// <summary>Where the host's log is to be read, if a test reads it.</summary>
    public RecordedLog? Log { get; init; }

    public Browser Open() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = Address }));

    /// <summary>Where the portal is reached: in Production under its public name.</summary>
    public Uri Address => new(Environment == Production.Name ? Production.PublicUrl : "http://localhost");

    /// <summary>A browser in which this person signed in, with the code of their app where they have one.</summary>
    public async Task<Browser> SignInAsync(World.Person person, bool withApp = false)
    {
        var browser = Open();
        await browser.SignInAsync(person.Email);
        if (withApp)
            await browser.SubmitAsync("/account/code", ("Input.Code", AuthenticatorApp.Code()));
        return browser;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        if (Environment == Production.Name)
            builder.UseStaticWebAssets(); // what publishing copies, and only Development finds by itself
        builder.UseSetting("Database:Provider", World.Provider.ToString());
        builder.UseSetting("ConnectionStrings:Portal", World.Settings.ConnectionStrings.Portal);
        builder.UseSetting("Data:Directory", World.Settings.Data.Directory);
        builder.UseSetting("Demo:Seed", "false");
        foreach (var (name, value) in Environment == Production.Name ? [.. Production.Settings, .. settings] : settings)
            builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(World.Clock);
            services.AddSingleton(World.Get<IDataProtectionProvider>());
            if (Log is not null)
                services.AddSingleton<ILoggerProvider>(Log);
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = World.QuickHashing);
        });
    }
}

/// <summary>What a person's browser does on static pages: keeps cookies, and sends forms as they stand with what was typed.</summary>
public sealed class Browser(HttpClient client)
{
    private static readonly HtmlParser Parser = new();

    public HttpClient Client { get; } = client;

    public async Task<HttpResponseMessage> GetAsync(string path) => await Client.GetAsync(path);

    public async Task<IHtmlDocument> ReadAsync(string path) => await ReadAsync(await Client.GetAsync(path));

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) =>
        Parser.ParseDocument(await answer.Content.ReadAsStringAsync());

    public Task<HttpResponseMessage> SignInAsync(string name, string password = World.Password, string? returnUrl = null) =>
        SubmitAsync("/account/sign-in" + (returnUrl is null ? "" : $"?returnUrl={Uri.EscapeDataString(returnUrl)}"), ("Input.Name", name),
            ("Input.Password", password));

    /// <summary>Opens the page, fills in its first form of <paramref name="typed"/>'s fields and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] typed)
    {
        var page = await ReadAsync(path);
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(candidate =>
            typed.Length == 0 || typed.All(field => candidate.QuerySelector($"[name='{field.Name}']") is not null));
        var fields = form.QuerySelectorAll("input[name], select[name]")
            .Select(field => (Name: field.GetAttribute("name")!, Value: field is IHtmlSelectElement select
                ? select.Value ?? "" : field.GetAttribute("value") ?? ""))
            .Where(field => !typed.Any(own => own.Name == field.Name))
            .Concat(typed);
        return await Client.PostAsync(
            form.GetAttribute("action") is { Length: > 0 } action ? action : path,
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    /// <summary>Presses "sign out" on the page of one's roles.</summary>
    public async Task<HttpResponseMessage> SignOutAsync()
    {
        var token = (await ReadAsync("/account/role"))
            .QuerySelector("form[action='/account/sign-out'] input[name='__RequestVerificationToken']")!;
        return await Client.PostAsync(
            "/account/sign-out",
            new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token.GetAttribute("value")!)]));
    }

    /// <summary>Where an answer leads, as path and query; null when it leads nowhere.</summary>
    public static string? Leads(HttpResponseMessage answer) => answer.Headers.Location switch
    {
        null => null,
        { IsAbsoluteUri: true } away when away.Host is not ("localhost" or Production.Host) => away.ToString(),
        { IsAbsoluteUri: true } own => own.PathAndQuery,
        var relative => relative.ToString(),
    };

    public static async Task<string> TextAsync(HttpResponseMessage answer) => (await ReadAsync(answer)).QuerySelector("main")!.Text();

    public static void IsPage(HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
}
