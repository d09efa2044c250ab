using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Web.Components;
using Portal.Web.Pages;
using Portal.Web.Pages.Errors;
using Portal.Web.SignIn;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// The folder of a page is its address: <c>/admin/orders</c> stands in <c>Pages/Admin/Orders</c>. Whoever reads an address finds the page, and whoever
/// reads a folder knows who opens it.
/// </summary>
public sealed class PageFolderTests
{
    private const string Pages = "Portal.Web.Pages";

    private static readonly Dictionary<Type, string> Excepted = new()
    {
        [typeof(Home)] = "the address has no word: it leads everyone to the first page of their role",
        [typeof(Error)] = "shown at whatever address failed",
        [typeof(NotFound)] = "shown at whatever address is nobody's",
        [typeof(Status)] = "shown at whatever address was refused",
    };

    private static readonly Type[] Everything = typeof(PortalApp).Assembly.GetTypes();

    private static readonly (Type Page, string Address)[] Routable =
        [.. Everything.SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (page, route.Template)))];

    [Fact]
    public void A_page_stands_in_the_folder_of_its_address() =>
        Assert.Empty(Routable.Where(page => InPages(page.Page) && !Excepted.ContainsKey(page.Page))
            .Where(page => Words(page.Address).Length == 0 || !IsIn(page.Page, FolderOf(page.Address)))
            .Select(page => $"{page.Page.FullName}: {page.Address} belongs in {FolderOf(page.Address)}"));

    [Fact]
    public void The_pages_of_signing_in_stand_together_and_no_other_page_is_outside_of_the_pages()
    {
        var outside = Routable.Where(page => !InPages(page.Page)).ToList();

        Assert.NotEmpty(outside);
        Assert.All(outside, page => Assert.True(
            IsIn(page.Page, typeof(SignInPage).Namespace!) && Words(page.Address)[0] is "Account" or "Join", $"{page.Page.FullName}: {page.Address}"));
    }

    [Fact]
    public void Only_pages_that_exist_are_excepted() =>
        Assert.All(Excepted.Keys, page => Assert.Contains(Routable, routable => routable.Page == page));

    /// <summary>The area's folder, and below it as many of the address's words as are folders; what stands deeper is the page's own grouping.</summary>
    private static string FolderOf(string address)
    {
        var words = Words(address);
        var folder = $"{Pages}.{words[0]}";
        foreach (var word in words[1..])
        {
            if (!Everything.Any(type => IsIn(type, $"{folder}.{word}")))
                break;
            folder += "." + word;
        }

        return folder;
    }

    /// <summary>The literal words at the beginning of an address, written as folders are: <c>failed-work</c> is <c>FailedWork</c>.</summary>
    private static string[] Words(string address) =>
    [
        .. address.Split('/', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => !word.StartsWith('{'))
            .Select(word => string.Concat(word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))),
    ];

    private static bool InPages(Type type) => IsIn(type, Pages);

    private static bool IsIn(Type type, string folder) => type.Namespace is { } name && (name + ".").StartsWith(folder + ".", StringComparison.Ordinal);
}
