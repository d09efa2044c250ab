using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Portal.App.Access.Users;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;

namespace Portal.Web.SignIn;

/// <summary>
/// How often one address may send the forms that anybody can send (sign-in, code, forgotten password, mailed links). It
/// slows whoever tries many accounts; one account is guarded by its own count. Addresses fall into a fixed number of places, since a
/// stranger may have as many as they like; which ones share a place differs from start to start.
/// </summary>
public sealed class SignInThrottle(PortalSettings settings) : IDisposable
{
    private const int Places = 65_536;

    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, int>(address =>
        RateLimitPartition.GetFixedWindowLimiter(
            (int)((uint)address.GetHashCode(StringComparison.Ordinal) % Places), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = settings.Limits.SignInsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));

    /// <summary>Null when the form may be looked at; otherwise the refusal, and the response says so with 429 and Retry-After.</summary>
    public Refusal? Check(HttpContext http)
    {
        using var lease = limiter.AttemptAcquire(Source(http.Connection.RemoteIpAddress));
        if (lease.IsAcquired)
            return null;

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)) : 60;
        var seconds = wait.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = seconds;
        return new Refusal(RefusalKind.TooMany, UserRefusals.TooManyAttempts).With("seconds", seconds);
    }

    public void Dispose() => limiter.Dispose();

    // A customer of an IPv6 provider has 2^64 addresses of their own.
    private static string Source(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
