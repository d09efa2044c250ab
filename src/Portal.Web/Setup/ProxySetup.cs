using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>Takes the visitor's address and scheme from the proxies that the settings name, and from nobody else.</summary>
public static class ProxySetup
{
    public static void UseKnownProxies(this WebApplication app, PortalSettings settings)
    {
        var proxies = settings.Portal.KnownProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (proxies.Length == 0)
            return;

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = proxies.Length,
        };
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(IPAddress.TryParse(proxy, out var address)
                ? address
                : throw new InvalidOperationException($"Portal:KnownProxies: {proxy} is no address."));
        }

        app.UseForwardedHeaders(options);
    }
}
