using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shared;

/// <summary><c>@Icon.Of(Icons.Orders)</c>: decoration beside a word; it says nothing to screen readers by itself.</summary>
public static class Icon
{
    /// <param name="name">One of <see cref="Icons"/>.</param>
    /// <param name="size">Pixels.</param>
    public static MarkupString Of(string name, int size = 18) => new(string.Create(CultureInfo.InvariantCulture,
        $"""<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" aria-hidden="true">{name}</svg>"""));
}
