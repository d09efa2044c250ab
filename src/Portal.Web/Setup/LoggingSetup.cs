using Microsoft.Extensions.Logging.Console;

namespace Portal.Web.Setup;

/// <summary>
/// Every line of the log says when, in UTC, and within a request which: its trace id and the id that error pages and API answers show.
/// An entry is one line, so that no text that somebody sent can pose as an entry of its own.
/// </summary>
public static class LoggingSetup
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    public static void AddPortalLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.Configure(
            options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddSimpleConsole(options =>
        {
            options.TimestampFormat = Time;
            options.UseUtcTimestamp = true;
            options.IncludeScopes = true;
            options.SingleLine = true;
            options.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
