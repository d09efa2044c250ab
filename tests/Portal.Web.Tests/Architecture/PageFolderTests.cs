using System.Reflection;
using Microsoft.AspNetCore.Components;
using Portal.Tests.Shared;
using Portal.Web.Pages;
using Portal.Web.Pages.Errors;
using Portal.Web.SignIn;

namespace Portal.Web.Tests.Architecture;

/// <summary>
/// The folder of a page is its address: <c>/admin/orders</c> stands in <c>Pages/Admin/Orders</c>. Whoever reads an address finds the page,
/// and whoever reads a folder knows who opens it.
/// </summary>
public sealed class PageFolderTests
{
    private static readonly Dictionary<Type, string> Excepted = new()
    {
        [typeof(Home)] = "the address has no word: it leads everyone to the first page of their role",
        [typeof(Error)] = "shown at whatever address failed",
        [typeof(NotFound)] = "shown at whatever address is nobody's",
        [typeof(Status)] = "shown at whatever address was refused",
    };

    private static readonly (Type Page, string Address)[] Routable =
        [.. Walk.Of(AddressFolder.Types.SelectMany(
            page => page.GetCustomAttributes<RouteAttribute>().Select(route => (page, route.Template))))];

    [Fact]
    public void A_page_stands_in_the_folder_of_its_address() =>
        Assert.Empty(Routable.Where(page => AddressFolder.Holds(AddressFolder.Pages, page.Page) && !Excepted.ContainsKey(page.Page))
            .Where(page => AddressFolder.Words(page.Address).Length == 0 || !AddressFolder.Holds(AddressFolder.Of(page.Address), page.Page))
            .Select(page => $"{page.Page.FullName}: {page.Address} belongs in {AddressFolder.Of(page.Address)}"));

    [Fact]
    public void The_pages_of_signing_in_stand_together_and_no_other_page_is_outside_of_the_pages()
    {
        var outside = Routable.Where(page => !AddressFolder.Holds(AddressFolder.Pages, page.Page)).ToList();

        Assert.NotEmpty(outside);
        Assert.All(outside, page => Assert.True(
            AddressFolder.Holds(typeof(SignInPage).Namespace!, page.Page) && AddressFolder.Words(page.Address)[0] is "Account" or "Join",
            $"{page.Page.FullName}: {page.Address}"));
    }

    [Fact]
    public void Only_pages_that_exist_are_excepted() =>
        Assert.All(Excepted.Keys, page => Assert.Contains(Routable, routable => routable.Page == page));
}
