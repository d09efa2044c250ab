using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Common;
using Portal.Web.Texts;

namespace Portal.Web.Components.Shared;

/// <summary><c>@DongAmount.Of(row.Gross)</c>: 1.234.567 ₫, digits of one width, never broken over two lines. No value: a dash.</summary>
public static class DongAmount
{
    /// <param name="value">Đồng.</param>
    /// <param name="signed">Shows + before what came in.</param>
    /// <param name="total">In a total row: what it is the total of, so that the tile that opens the list can be compared with it.</param>
    public static MarkupString Of(Dong? value, bool signed = false, string? total = null)
    {
        if (value is not { } amount)
            return Markup.Of($"<span class=\"dong none\" aria-label=\"{CommonTexts.Of("None")}\">–</span>");

        var compared = total is null ? default
            : Markup.Of($"{Markup.Attribute("data-total", total)}{Markup.Attribute("data-value", amount.Amount.ToString(CultureInfo.InvariantCulture))}");
        return Markup.Of($"<span class=\"dong{(amount < Dong.Zero ? " negative" : "")}\"{compared}>{(signed && amount > Dong.Zero ? "+" : "")}{amount.ToString()}</span>");
    }
}
