using System.Globalization;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;
using Portal.Web.Texts;

namespace Portal.Web.Components.Shared;

/// <summary>What came back, in words: <c>Khách trả một phần hàng: 2 × Áo dài · 50.000 ₫</c>.</summary>
public static class ReturnText
{
    /// <param name="change">A line of the order's history.</param>
    /// <param name="returned">What came back in all, which knows the products' names.</param>
    public static string Of(StatusChange change, ReturnedView? returned)
    {
        var effect = TextCatalog.Effect(change.Effect);
        if (change.ReturnedAmount is not { } amount)
            return effect;

        var pieces = change.ReturnedPieces.GroupBy(line => line.Sku, StringComparer.Ordinal).Select(line => Pieces(
            line.Sum(one => one.Quantity), returned?.Lines.FirstOrDefault(known => known.Sku == line.Key)?.Name ?? line.Key));
        return string.Join(", ", pieces) is { Length: > 0 } text ? $"{effect}: {text} · {amount}" : $"{effect} · {amount}";
    }

    public static string Pieces(int quantity, string name) =>
        string.Format(
        CultureInfo.CurrentCulture, CommonTexts.Of("ReturnedPieces"), quantity.ToString("N0", CultureInfo.CurrentCulture), name);
}
