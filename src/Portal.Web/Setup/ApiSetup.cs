using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Settings;
using Portal.Web.Api;
using Portal.Web.Api.Json;

namespace Portal.Web.Setup;

/// <summary>The HTTP API under /api: its own errors, keys, limits and bodies, apart from everything that pages do.</summary>
public static class ApiSetup
{
    private const string Root = "/api";
    private const string LimitPolicy = "api";

    public static void AddApi(this IServiceCollection services, PortalSettings settings)
    {
        services.ConfigureHttpJsonOptions(json => PortalJson.Configure(json.SerializerOptions));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Name, null);
        services.AddAuthorization(options => options.AddPolicy(ApiKeyAuthentication.Name, policy => policy
            .AddAuthenticationSchemes(ApiKeyAuthentication.Name).RequireAuthenticatedUser()));
        services.AddSingleton<ApiBodies>();
        services.AddSingleton(PerKey(settings));
        services.AddApiDocument();
    }

    /// <summary>Must stand before authentication and authorization of pages: calls of the API go no further than this.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseApiPage();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase), api =>
        {
            api.Use(ApiErrors.HandleAsync);
            api.Use(AnswerWhatIsNoCallAsync);
            api.UseAuthorization();
            api.Use(ExactRouteValues.HandleAsync);
            api.Use(LimitAsync);
            var bodies = app.Services.GetRequiredService<ApiBodies>();
            api.Use(bodies.HandleAsync);
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(ApiKeyAuthentication.Name)
            .DisableAntiforgery()
            .AddEndpointFilterFactory(RefuseBadInput.Make);
        api.MapShops();
        api.MapProgrammes();
        api.MapPartners();
        api.MapEligibility();
        api.MapRisk();
        api.MapDisputes();
        api.MapEvidence();
        api.MapWithdrawals();
        api.MapPayouts();
        api.MapStatements();
        api.MapDocuments();
        api.MapExports();
        api.MapMonths();
        api.MapLedger();
        api.MapLinks();
        api.MapOrders();
        api.MapKeys();
        app.MapApiDocument();
    }

    public static async Task EnsureFirstKeyAsync(this WebApplication app) =>
        await app.Services.GetRequiredService<BootstrapKey>().EnsureAsync(CancellationToken.None);

    /// <summary>
    /// No such address, or routing's own answers for a wrong method or media type: they belong to nobody's permissions, and
    /// the rules of pages would send the caller to the sign-in page.
    /// </summary>
    private static Task AnswerWhatIsNoCallAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return endpoint.Metadata.GetMetadata<IAuthorizeData>() is null ? endpoint.RequestDelegate!(context) : next(context);
    }

    private static PartitionedRateLimiter<KnownKey> PerKey(PortalSettings settings) =>
        PartitionedRateLimiter.Create<KnownKey, Guid>(key => RateLimitPartition.GetFixedWindowLimiter(key.Actor.ClientId, _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = settings.Limits.RequestsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    private static async Task LimitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<KnownKey>() is { } key)
        {
            using var lease = context.RequestServices.GetRequiredService<PartitionedRateLimiter<KnownKey>>().AttemptAcquire(key);
            if (!lease.IsAcquired)
            {
                var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : TimeSpan.FromMinutes(1);
                context.Response.Headers.RetryAfter = $"{(int)Math.Ceiling(wait.TotalSeconds)}";
                await Problems.WriteAsync(
                    context, new Domain.Common.Refusal(Domain.Common.RefusalKind.TooMany, ApiRefusals.TooManyRequests));
                return;
            }
        }

        await next(context);
    }
}
