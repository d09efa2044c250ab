using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;

namespace Portal.Web.Components.Shared;

#pragma warning disable BL0006 // what a template draws can be read in no other way; the compiler tells when it changes
/// <summary>
/// Turns a template into one piece of HTML: <c>@Still.Of(@&lt;nav&gt;…&lt;/nav&gt;)</c>. As long as a page is open the server remembers
/// every element and attribute that it drew, twice, and 6 KB for every component; text it remembers once. So what many pages show and what
/// only changes as a whole (links of the menu, tabs, the rows of a list) is drawn as text.
/// </summary>
public static class Still
{
    private static readonly HashSet<string> WithoutEnd = new(StringComparer.OrdinalIgnoreCase) { "br", "hr", "img", "input", "wbr" };

    /// <exception cref="InvalidOperationException">Something of it is alive: a component, an event.</exception>
    public static MarkupString Of(RenderFragment template) =>
        TryOf(template) is { } html ? new(html) : throw new InvalidOperationException("A component or an event cannot be drawn as text.");

    /// <summary>Null where something of it is alive.</summary>
    public static string? TryOf(RenderFragment template)
    {
        using var builder = new RenderTreeBuilder();
        template(builder);
        var frames = builder.GetFrames();
        var html = new StringBuilder();
        return Write(html, frames.Array, 0, frames.Count) ? html.ToString() : null;
    }

    private static bool Write(StringBuilder html, RenderTreeFrame[] frames, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            ref var frame = ref frames[i];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Text:
                    html.Append(Markup.Html.Encode(frame.TextContent));
                    break;
                case RenderTreeFrameType.Markup:
                    html.Append(frame.MarkupContent);
                    break;
                case RenderTreeFrameType.Region:
                    break; // its content follows
                case RenderTreeFrameType.Element:
                    if (!WriteElement(html, frames, i))
                        return false;
                    i += frame.ElementSubtreeLength - 1;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool WriteElement(StringBuilder html, RenderTreeFrame[] frames, int at)
    {
        var (name, end) = (frames[at].ElementName, at + frames[at].ElementSubtreeLength);
        html.Append('<').Append(name);
        for (at++; at < end && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
        {
            if (frames[at].AttributeEventHandlerId != 0 || frames[at].AttributeValue is Delegate or EventCallback)
                return false;
            html.Append(' ').Append(frames[at].AttributeName);
            if (frames[at].AttributeValue is not true)
                html.Append("=\"").Append(
                    Markup.Html.Encode(Convert.ToString(frames[at].AttributeValue, CultureInfo.InvariantCulture) ?? ""))
                    .Append('"');
        }

        html.Append('>');
        if (!Write(html, frames, at, end))
            return false;
        if (!WithoutEnd.Contains(name))
            html.Append("</").Append(name).Append('>');
        return true;
    }
}
