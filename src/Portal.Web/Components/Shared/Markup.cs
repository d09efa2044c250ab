using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shared;

/// <summary>
/// Builds small pieces of HTML that stand in every cell of a list: <c>Markup.Of($"&lt;b&gt;{name}&lt;/b&gt;")</c>. What is put in is
/// encoded, unless it is markup itself. A component in each cell would keep 3 KB of the server's memory as long as the page is open; such a
/// piece keeps its text.
/// </summary>
public static class Markup
{
    /// <summary>Vietnamese letters stay letters.</summary>
    internal static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static MarkupString Of(ref Handler html) => new(html.ToString());

    /// <summary>An attribute with a leading space, or nothing without a value.</summary>
    public static MarkupString Attribute(string name, string? value) => value is null
        ? default : Of($" {new MarkupString(name)}=\"{value}\"");

    /// <summary>Encodes whatever is put into the text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler(int literalLength, int formattedCount)
    {
        private readonly StringBuilder built = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string html) => built.Append(html);

        public void AppendFormatted(MarkupString html) => built.Append(html.Value);

        public void AppendFormatted(string? text) => built.Append(Encode(text));

        public void AppendFormatted(int number) => built.Append(number);

        public override string ToString() => built.ToString();

        private static string Encode(string? text) => text is null ? "" : Html.Encode(text);
    }
}
