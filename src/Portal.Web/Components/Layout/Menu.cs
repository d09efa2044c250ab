using Portal.App.Platform.Security;
using Portal.Web.Components.Shared;

namespace Portal.Web.Components.Layout;

/// <summary>A line of the menu. <see cref="Text"/> is a key of CommonTexts; without the permission the line is not there.</summary>
public sealed record MenuItem(string Text, string Icon, string Href, string Permission);

/// <summary>
/// What each role finds in the menu, in this order; the first line is where they arrive. A page that does not exist yet has
/// no line: nobody is led into an empty room.
/// </summary>
public static class Menu
{
    private static readonly MenuItem[] Partner =
    [
        new("Menu_Overview", Icons.Home, "/partner", Permission.PartnerRead),
        new("Menu_Links", Icons.Link, "/partner/links", Permission.PartnerRead),
        new("Menu_Orders", Icons.Orders, "/partner/orders", Permission.PartnerRead),
        new("Menu_OrderLookup", Icons.Lookup, "/partner/lookup", Permission.PartnerRead),
        new("Menu_Earnings", Icons.Money, "/partner/earnings", Permission.PartnerRead),
        new("Menu_Withdrawals", Icons.Export, "/partner/withdrawals", Permission.PartnerRead),
        new("Menu_Rules", Icons.Programme, "/partner/programmes", Permission.PartnerRead),
        new("Menu_Profile", Icons.Person, "/partner/profile", Permission.PartnerRead),
    ];

    private static readonly MenuItem[] Shop =
    [
        new("Menu_OrdersSurcharges", Icons.Orders, "/shop/orders", Permission.ShopOrdersRead),
        new("Menu_OwnLinks", Icons.Link, "/shop/links", Permission.ShopLinksWrite),
        new("Menu_Import", Icons.Import, "/shop/imports", Permission.ShopImport),
        new("Menu_Rules", Icons.Programme, "/shop/programmes", Permission.ShopOrdersRead),
    ];

    private static readonly MenuItem Shops = new("Menu_Shops", Icons.Shop, "/admin/shops", Permission.OperatorRead);
    private static readonly MenuItem Programmes = new("Menu_Programmes", Icons.Programme, "/admin/programmes", Permission.OperatorRead);
    private static readonly MenuItem Partners = new("Menu_Partners", Icons.People, "/admin/partners", Permission.OperatorRead);

    private static readonly MenuItem Keys = new("Menu_Keys", Icons.Key, "/admin/keys", Permission.OperatorRead);

    private static readonly MenuItem AllOrders = new("Menu_AllOrders", Icons.Orders, "/admin/orders", Permission.OperatorRead);

    private static readonly MenuItem FailedWork = new("Menu_FailedWork", Icons.Clock, "/admin/failed-work", Permission.OperatorRead);

    private static readonly MenuItem[] Finance =
    [
        new("Menu_ToDo", Icons.CheckCircle, "/finance", Permission.OperatorRead),
        new("Menu_Months", Icons.Calendar, "/finance/months", Permission.OperatorRead),
        new("Menu_Tax", Icons.File, "/finance/tax", Permission.OperatorRead),
        new("Menu_Batches", Icons.Money, "/finance/batches", Permission.OperatorRead),
        new("Menu_Reconciliation", Icons.Switch, "/finance/reconciliation", Permission.OperatorRead),
        new("Menu_Ledger", Icons.Inbox, "/finance/ledger", Permission.OperatorRead),
        Partners, AllOrders, Programmes, Shops, Keys, FailedWork,
    ];

    private static readonly MenuItem[] Admin =
    [
        Shops,
        Programmes,
        Partners,
        new("Menu_Identities", Icons.Person, "/admin/identities", Permission.OperatorRead),
        AllOrders,
        new("Menu_Eligibility", Icons.Shield, "/admin/eligibility", Permission.OperatorRead),
        new("Menu_Risk", Icons.Alert, "/admin/risk", Permission.OperatorRead),
        new("Menu_Audit", Icons.Eye, "/admin/audit", Permission.OperatorAuditRead),
        Keys,
        new("Menu_Users", Icons.Users, "/admin/users", Permission.OperatorUsersRead),
        FailedWork,
    ];

    /// <summary>What a phone's bottom bar holds beside "more": what the role comes for every day.</summary>
    private static readonly Dictionary<Role, string[]> Daily = new()
    {
        [Role.Partner] = ["Menu_Overview", "Menu_Links", "Menu_Orders", "Menu_Earnings"],
        [Role.ShopOwner] = ["Menu_OrdersSurcharges", "Menu_OwnLinks", "Menu_Import", "Menu_Rules"],
        [Role.ShopStaff] = ["Menu_OrdersSurcharges", "Menu_OwnLinks", "Menu_Import", "Menu_Rules"],
        [Role.Finance] = ["Menu_ToDo", "Menu_Batches", "Menu_Months", "Menu_Reconciliation"],
        [Role.FinanceApprover] = ["Menu_ToDo", "Menu_Batches", "Menu_Months", "Menu_Reconciliation"],
        [Role.Admin] = ["Menu_Identities", "Menu_Eligibility", "Menu_Risk", "Menu_FailedWork"],
        [Role.Auditor] = ["Menu_Audit", "Menu_Ledger", "Menu_AllOrders", "Menu_Risk"],
    };

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
        var wanted = actor.Role is { } role ? Daily.GetValueOrDefault(role, []) : [];
        IReadOnlyList<MenuItem> daily = [.. wanted.Select(text => all.FirstOrDefault(item => item.Text == text)).OfType<MenuItem>()];
        return (daily, [.. all.Except(daily)]);
    }
}
