using Microsoft.AspNetCore.Components;

namespace Portal.Web.Components.Shared;

/// <summary>Which rows of a list are chosen, for something that is done with all of them at once.</summary>
/// <param name="Chosen">The keys of the chosen rows; the page's own set.</param>
/// <param name="Key">A row's key.</param>
/// <param name="Name">What a row's box is called for screen readers.</param>
/// <param name="May">Whether a row may be chosen.</param>
/// <param name="Changed">Tells the page, so that it draws what depends on the choice.</param>
public sealed record ListChoice<TRow>(
    HashSet<Guid> Chosen, Func<TRow, Guid> Key, Func<TRow, string> Name, Func<TRow, bool> May, EventCallback Changed);
