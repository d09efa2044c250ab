using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.Components.Layout;
using Portal.Web.Tests.Texts;

namespace Portal.Web.Tests.Components;

public sealed class MenuTests
{
    private static readonly ILookup<string, Type> Pages = typeof(Menu).Assembly.GetTypes()
        .SelectMany(page => page.GetCustomAttributes<RouteAttribute>().Select(route => (route.Template, page)))
        .ToLookup(route => route.Template, route => route.page, StringComparer.Ordinal);

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory, MemberData(nameof(Roles))]
    public void Every_line_of_a_menu_leads_to_a_page_that_the_role_may_open(Role role) =>
        Assert.All(Menu.Of(role).Where(item => Permission.Of(role).Contains(item.Permission)), item =>
        {
            var page = Assert.Single(Pages[item.Href]);
            Assert.AllThereAre(page.GetCustomAttributes<AuthorizeAttribute>().Where(needs => needs.Policy is not null), needs =>
                Assert.Contains(needs.Policy!, Permission.Of(role)));
        });

    [Theory, MemberData(nameof(Roles))]
    public void Every_line_of_a_menu_has_its_word(Role role) =>
        Assert.All(Menu.Of(role), item => Assert.Contains(item.Text, ResourceFiles.Named("CommonTexts").Keys));

    [Theory, MemberData(nameof(Roles))]
    public void A_phone_shows_four_lines_of_the_day_and_the_rest_behind_one_button(Role role)
    {
        var actor = new Actor(Guid.Empty, "Người thử", Guid.Empty, Guid.Empty, Permission.Of(role).ToHashSet()) { Role = role };

        var (daily, more) = Menu.OnPhone(actor);

        Assert.Equal(Math.Min(4, Menu.Of(actor).Count), daily.Count);
        Assert.Equal(Menu.Of(actor).Select(item => item.Text).Order(), daily.Concat(more).Select(item => item.Text).Order());
    }

    [Theory]
    [InlineData(Role.Partner, "/partner/earnings")]
    [InlineData(Role.ShopOwner, "/shop/orders")]
    [InlineData(Role.Finance, "/finance/batches")]
    [InlineData(Role.Admin, "/admin/risk")]
    public void What_a_role_does_daily_is_not_behind_the_button(Role role, string page)
    {
        var actor = new Actor(Guid.Empty, "Người thử", Guid.Empty, Guid.Empty, Permission.Of(role).ToHashSet()) { Role = role };

        Assert.Contains(page, Menu.OnPhone(actor).Daily.Select(item => item.Href));
    }

    [Fact]
    public void Every_page_says_who_may_open_it() =>
        Assert.Empty(Walk.Of(Pages.SelectMany(pages => pages))
            .Where(page => !page.GetCustomAttributes<AuthorizeAttribute>().Any()
                && !page.GetCustomAttributes<AllowAnonymousAttribute>().Any())
            .Select(page => page.Name));
}
