using System.Net;
using System.Security.Cryptography;
using System.Text;
using Portal.App.Platform.Settings;

namespace Portal.Web.Setup;

/// <summary>
/// Who may see what is meant for whoever runs the portal: <c>/metrics</c>, the parts of <c>/health/ready</c>, the API's description.
/// <c>Monitoring</c> names them by a key, a port or addresses. Outside Production this machine may always; in Production nobody may
/// whom the setting does not name. To others these addresses do not exist.
/// </summary>
public sealed class MonitoringAccess
{
    private const string Bearer = "Bearer ";

    private static readonly string[] Paths = ["/metrics", "/openapi", "/api-docs"];

    private readonly byte[]? keyHash;
    private readonly int? port;
    private readonly IReadOnlyList<IPNetwork> networks;
    private readonly bool ownMachine;

    /// <exception cref="InvalidOperationException"><c>Monitoring:Addresses</c> has one that is no address and no network.</exception>
    public MonitoringAccess(PortalSettings settings, IHostEnvironment environment)
    {
        keyHash = settings.Monitoring.Key.Length > 0 ? Hash(settings.Monitoring.Key) : null;
        port = settings.Monitoring.Port;
        networks =
        [
            .. settings.Monitoring.Addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Network),
        ];
        ownMachine = !environment.IsProduction();
    }

    /// <summary>True for an address that only they may see.</summary>
    public static bool IsForMonitoring(PathString path) =>
        Array.Exists(Paths, own => path.StartsWithSegments(own, StringComparison.OrdinalIgnoreCase));

    public bool Allows(HttpContext context)
    {
        var connection = context.Connection;
        if (port is not null && connection.LocalPort == port)
            return true;

        // none: the request comes from within the process
        var address = connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : connection.RemoteIpAddress;
        if (ownMachine && (address is null || IPAddress.IsLoopback(address)))
            return true;
        if (address is not null && networks.Any(network => network.Contains(address)))
            return true;

        return keyHash is not null
            && context.Request.Headers.Authorization is [{ } header]
            && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Bearer.Length..].Trim()), keyHash);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static IPNetwork Network(string text)
    {
        if (IPAddress.TryParse(text, out var address))
            return new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new InvalidOperationException($"Monitoring:Addresses: {text} is no address and no network.");
    }
}

/// <summary>Keeps strangers from what <see cref="MonitoringAccess"/> guards.</summary>
public static class MonitoringSetup
{
    public static void UseMonitoringAccess(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<MonitoringAccess>();
        app.Use((context, next) =>
        {
            if (!MonitoringAccess.IsForMonitoring(context.Request.Path) || access.Allows(context))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
