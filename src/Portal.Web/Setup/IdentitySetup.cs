using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Portal.App.Access.Users;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Web.SignIn;

namespace Portal.Web.Setup;

/// <summary>Who somebody is (cookies) and what they may open (one policy for each permission; closed unless said otherwise).</summary>
public static class IdentitySetup
{
    /// <summary>Pages for everybody who signed in, also before their second factor is set up.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>The step between password and code.</summary>
    public const string HalfSignedInScheme = "portal.half";


    public static void AddIdentity(this WebApplicationBuilder builder, PortalSettings settings)
    {
        var secure = builder.Environment.IsProduction() ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        var services = builder.Services;
        services.AddDataProtection()
            .SetApplicationName("Portal")
            .PersistKeysToFileSystem(new DirectoryInfo(new DataDirectory(settings.Data.Directory).Folder("keys")))
            .SealKeyFiles(settings);

        services.AddSingleton<SessionEvents>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<SignInThrottle>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                options.Cookie.Name = PortalCookies.Name("portal", builder.Environment);
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = secure;
                // the session's row says when it is over; each cookie is written with its session's end
                options.ExpireTimeSpan = settings.Sessions.OperatorWhole;
                options.SlidingExpiration = false;
                options.LoginPath = AccountPaths.SignIn;
                options.ReturnUrlParameter = AccountPaths.ReturnUrl;
                options.EventsType = typeof(SessionEvents);
            })
            .AddCookie(HalfSignedInScheme, options =>
            {
                options.Cookie.Name = PortalCookies.Name(HalfSignedInScheme, builder.Environment);
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = secure;
                options.ExpireTimeSpan = AccountToken.SecondStepLife;
                options.SlidingExpiration = false;
            });
        services.AddAntiforgery(options =>
        {
            // Not the policy "always": antiforgery then fails requests that reach the portal unencrypted behind somebody's proxy.
            if (builder.Environment.IsProduction())
                options.Cookie = new AlwaysSecure { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true, Path = "/" };
            else
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.Name = PortalCookies.Name("portal.form", builder.Environment);
        });

        services.AddAuthorization(AddPolicies);
        services.AddCascadingAuthenticationState();
        services.AddScoped<OpenPage>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<OpenPage>());
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
    }

    /// <summary>What the accounts need of the running host.</summary>
    public static void UseIdentity(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(AddAddress);
        app.UseAuthorization();
        app.MapSignOut();
        app.MapSeen();
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<PublicAddress>().ListensOn(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []));
    }

    /// <summary>
    /// A new principal, so that a cookie that is renewed does not keep the address; a circuit has that of its connection.
    /// </summary>
    private static Task AddAddress(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.RemoteIpAddress is { } address)
        {
            context.User = new ClaimsPrincipal(
                context.User.Identities.Append(new ClaimsIdentity([new Claim(PortalClaims.Address, Plain(address).ToString())])));
        }

        return next(context);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>An address that cannot be invited stops the start: otherwise nobody would notice until they wanted to sign in.</summary>
    public static async Task InviteFirstAdminAsync(this WebApplication app)
    {
        var outcome = await app.Services.GetRequiredService<InviteFirstAdmin>().RunAsync(Actor.System, CancellationToken.None);
        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(
                $"Portal:FirstAdmin cannot be invited: {refusal.Fields.FirstOrDefault()?.Code ?? refusal.Code}.");
    }

    private static void AddPolicies(AuthorizationOptions options)
    {
        var person = new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context => !context.User.LacksSecondFactor())
            .Build();
        options.DefaultPolicy = person;
        options.FallbackPolicy = person;
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        foreach (var permission in Permission.All)
        {
            options.AddPolicy(permission, policy => policy
                .RequireAuthenticatedUser()
                .RequireAssertion(context => ActorOf.User(context.User).May(permission)));
        }
    }

    /// <summary>Sent over encrypted connections only, whatever the connection that the portal itself sees.</summary>
    private sealed class AlwaysSecure : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
