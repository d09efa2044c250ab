using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Clicks;

namespace Portal.App.Traffic.Links;

/// <summary>Who makes links.</summary>
public static class LinkPermissions
{
    [Granted(Role.Partner), Scope(ApiKeyOwner.Partner, "links", CoveredBy = OperatorWrite)]
    public const string PartnerWrite = "partner.links.write";

    [Granted(Role.ShopOwner), Scope(ApiKeyOwner.Shop, "links", CoveredBy = OperatorWrite)]
    public const string ShopWrite = "shop.links.write";

    [Granted(Role.Admin)]
    public const string OperatorWrite = "operator.links.write";
}

/// <summary>Links, and the click path: keys, ids, store, writer and the directory of links.</summary>
[MenuLine("Menu_Links", "Link", "/partner/links", Permission.PartnerRead, Partner = 20, Daily = [Role.Partner])]
[MenuLine("Menu_OwnLinks", "Link", "/shop/links", LinkPermissions.ShopWrite, Shop = 20, Daily = [Role.ShopOwner, Role.ShopStaff])]
public static class TrackingRegistration
{
    public static IServiceCollection AddTracking(this IServiceCollection services, PortalSettings settings, DataDirectory data)
    {
        services.AddMetrics();
        services.AddSingleton(provider => PortalKeys.Open(data.Root, settings.Security, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClickTokens>();
        services.AddSingleton(provider => new ClickIds(
            provider.GetRequiredService<TimeProvider>(), settings.Tracking.Node ?? RandomNumberGenerator.GetInt32(ClickIds.Nodes)));
        services.AddSingleton<IClickStore>(provider => settings.Database.Provider == DatabaseProvider.Sqlite
            ? new SqliteClickStore(data.File("clicks.db"), settings.Tracking.ClickFileMegabytes)
            : new ServerClickStore(
                settings.Database.Provider,
                Registration.ConnectionString(settings, data),
                provider.GetRequiredService<IDbContextFactory<PortalDb>>()));
        services.AddSingleton(settings.Tracking);
        services.AddSingleton<ClickWriter>();
        services.AddSingleton<LinkDirectory>();
        services.AddSingleton<RestoreClicks>();
        services.AddHostedService<TrackingStart>();
        services.AddSingleton<IPartnerStep, DefaultLinks>();
        return services.AddAudited(AuditedKind.Of<Link>(link => new AuditSubject(link.Code, link.Id, link.PartnerId)));
    }

    /// <summary>
    /// Before the first request: links in memory, ids above all that are stored. After the last one: what
    /// waits is written.
    /// </summary>
    private sealed class TrackingStart(LinkDirectory links, ClickIds ids, IClickStore store, ClickWriter writer) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            ids.StartAfter(await store.LastIdAsync(cancellationToken));
            await links.LoadAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => writer.StopAsync(cancellationToken);
    }
}
