using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Texts;

namespace Portal.Web.Components.Shared;

/// <summary>
/// <c>@LateMark.Of(batch.Promise)</c>: how late something is, since when, and whom it waits for; nothing while there is time.
/// </summary>
public static class LateMark
{
    public static MarkupString Of(PromisedDay? promise) => promise is { IsLate: true } late
        ? Markup.Of($"<span class=\"chip sentence {Tone.Cancelled.Css()}\">{Icon.Of(Icons.Clock, 14)}{Text(late)}</span>")
        : default;

    /// <summary>Trễ 3 ngày, từ 06/07/2026; đang chờ kế toán duyệt chi.</summary>
    public static string Text(PromisedDay late) => string.Format(System.Globalization.CultureInfo.CurrentCulture,
        CommonTexts.Of("LateBy"), late.DaysLate, TextTemplate.Day(late.By.AddDays(1)), TextCatalog.Word(late.WaitsFor));
}
