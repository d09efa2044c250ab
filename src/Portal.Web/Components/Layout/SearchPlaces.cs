using Portal.App.Platform.Security;
using Portal.App.Search;

namespace Portal.Web.Components.Layout;

/// <summary>Where the things are that a search finds, for the role that somebody looks in.</summary>
public static class SearchPlaces
{
    public const string Page = "/search";

    public static string Results(string text) => $"{Page}?q={Uri.EscapeDataString(text)}";

    /// <summary>False for a kind whose list is not in the reader's menu: its hits have no page to open.</summary>
    public static bool Has(Actor actor, SearchKind kind)
    {
        var list = Of(actor, kind).List;
        return Menu.Of(actor).Any(item => item.Href == list);
    }

    /// <summary>The list that holds this kind, for the same text.</summary>
    public static string ListOf(Actor actor, SearchKind kind, string text) =>
        $"{Of(actor, kind).List}?q={Uri.EscapeDataString(text)}&range={DateChoice.All}";

    public static string PageOf(Actor actor, SearchKind kind, SearchHit hit)
    {
        var (list, parameter) = Of(actor, kind);
        return $"{list}?{parameter}={Uri.EscapeDataString(kind == SearchKind.Link ? hit.Title : hit.Id.ToString())}&range={DateChoice.All}";
    }

    // with the parameter that opens one of them there
    private static (string List, string Parameter) Of(Actor actor, SearchKind kind) => kind switch
    {
        SearchKind.Order => (actor.IsOperator ? "/admin/orders" : actor.PartnerId is null ? "/shop/orders" : "/partner/orders", "order"),
        SearchKind.Link => ("/partner/links", "q"),
        SearchKind.Partner => ("/admin/partners", "partner"),
        SearchKind.Shop => ("/admin/shops", "shop"),
        _ => ("/admin/users", "user"),
    };
}
