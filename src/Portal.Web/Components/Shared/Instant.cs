using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Web.Texts;

namespace Portal.Web.Components.Shared;

/// <summary>
/// <c>@Instant.Of(row.PlacedAt)</c>: dd/MM/yyyy HH:mm in Vietnam time, the exact time and its zone on hover. No value: a dash.
/// </summary>
public static class Instant
{
    /// <param name="value">The moment.</param>
    /// <param name="dayOnly">Leaves the time of day to the hover.</param>
    public static MarkupString Of(DateTimeOffset? value, bool dayOnly = false)
    {
        if (value is not { } instant)
            return Markup.Of($"<span class=\"instant none\" aria-label=\"{CommonTexts.Of("None")}\">–</span>");

        var local = instant.ToOffset(LocalCalendar.Offset);
        var exact = $"{local.ToString("dd/MM/yyyy HH:mm:ss.FFF", CultureInfo.InvariantCulture)} ({CommonTexts.Of("VietnamTime")}, UTC+7)";
        var machine = instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
        var shown = local.ToString(dayOnly ? "dd/MM/yyyy" : "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
        return Markup.Of($"""<time class="instant" datetime="{machine}" title="{exact}">{shown}</time>""");
    }
}
