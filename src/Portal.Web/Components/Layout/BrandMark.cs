using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Layout;

/// <summary>The portal's sign: decoration beside its name.</summary>
public static class BrandMark
{
    public static readonly MarkupString Svg = new(
        """<svg class="brand-mark" width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false"><rect width="28" height="28" rx="8" """
        + """fill="var(--accent)" /><path d="M9 20.5V8h6.2a4.3 4.3 0 0 1 0 8.6H9" fill="none" stroke="var(--on-accent)" stroke-width="2.6" """
        + """stroke-linecap="round" stroke-linejoin="round" /></svg>""");
}
