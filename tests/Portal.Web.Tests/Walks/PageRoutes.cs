using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.Components.Layout;

namespace Portal.Web.Tests.Walks;

/// <summary>The portal's pages for people who have signed in, found by their routes: a new one is there by itself.</summary>
public sealed partial record PageRoute(string Template, Type Page, string Policy)
{
    public static readonly IReadOnlyList<PageRoute> All =
    [
        .. Walk.Of(typeof(Menu).Assembly.GetTypes()
            .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, Page: page)))
            .Select(one => (one.Template, one.Page, Policy: one.Page.GetCustomAttributes<AuthorizeAttribute>().Select(needs => needs.Policy)
                .FirstOrDefault(policy => policy is not null)))
            .Where(one => one.Policy is { } policy && Permission.All.Contains(policy))) // the steps of signing in are no role's pages
            .Select(one => new PageRoute(one.Template, one.Page, one.Policy!))
            .OrderBy(route => route.Template, StringComparer.Ordinal),
    ];

    public bool HasParameters => Template.Contains('{', StringComparison.Ordinal);

    public bool MayOpen(Role role) => Permission.Of(role).Contains(Policy);

    /// <summary>Whether an address, with or without its query, is one of this page's.</summary>
    public bool Matches(string address) => Regex.IsMatch(
        address.Split('?', '#')[0], "^" + Parameter().Replace(Template, "[^/]+") + "$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
