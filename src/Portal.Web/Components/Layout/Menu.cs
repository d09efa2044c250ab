using System.Reflection;
using Portal.App;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;
using Portal.Web.Components.Shared;

namespace Portal.Web.Components.Layout;

/// <summary>A line of the menu. <see cref="Text"/> is a key of CommonTexts; without the permission the line is not there.</summary>
/// <param name="Daily">Who comes for it every day.</param>
public sealed record MenuItem(string Text, string Icon, string Href, string Permission, IReadOnlyList<Role> Daily);

/// <summary>
/// What each role finds in the menu; the first line is where they arrive. The lines themselves stand with the features, see
/// <see cref="MenuLineAttribute"/>.
/// </summary>
public static class Menu
{
    private static readonly (MenuLineAttribute Line, MenuItem Item)[] Lines =
    [
        .. typeof(Registration).Assembly.GetTypes()
            .SelectMany(feature => feature.GetCustomAttributes<MenuLineAttribute>())
            .Select(line => (line, new MenuItem(line.Text, Icons.Named(line.Icon), line.Href, line.Permission, line.Daily))),
    ];

    private static readonly MenuItem[] Partner = By(line => line.Partner);
    private static readonly MenuItem[] Shop = By(line => line.Shop);
    private static readonly MenuItem[] Finance = By(line => line.Finance);
    private static readonly MenuItem[] Admin = By(line => line.Admin);

    /// <summary>The lines of a role, whoever has it; for the test that every one of them leads somewhere.</summary>
    public static IReadOnlyList<MenuItem> Of(Role role) => role switch
    {
        Role.Partner => Partner,
        Role.ShopOwner or Role.ShopStaff => Shop,
        Role.Finance or Role.FinanceApprover => Finance,
        Role.Admin => Admin,
        Role.Auditor => [.. Admin.Union(Finance)],
        _ => [],
    };

    public static IReadOnlyList<MenuItem> Of(Actor actor) =>
        actor.Role is { } role ? [.. Of(role).Where(item => actor.May(item.Permission))] : [];

    /// <summary>The lines that stand in a phone's bottom bar, and those behind "more".</summary>
    public static (IReadOnlyList<MenuItem> Daily, IReadOnlyList<MenuItem> More) OnPhone(Actor actor)
    {
        var all = Of(actor);
        IReadOnlyList<MenuItem> daily = [.. all.Where(item => actor.Role is { } role && item.Daily.Contains(role))];
        return (daily, [.. all.Except(daily)]);
    }

    private static MenuItem[] By(Func<MenuLineAttribute, int> place) =>
        [.. Lines.Where(pair => place(pair.Line) > 0).OrderBy(pair => place(pair.Line)).Select(pair => pair.Item)];
}
