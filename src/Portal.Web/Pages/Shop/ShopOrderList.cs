using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Texts;
using Portal.Domain.Orders;
using Portal.Domain.Statements;
using Portal.Domain.Surcharges;
using Portal.Web.Components;

namespace Portal.Web.Pages.Shop;

/// <summary>What the address of the shop's order list says, read alike by the page and by its export, so that both show the same.</summary>
public static class ShopOrderList
{
    /// <summary>The word of the address for orders with a payment that waits for review.</summary>
    public const string Held = "held";

    public const string DefaultSort = "-" + ShopOrderQueries.SortByPlaced;

    public static readonly IReadOnlyList<(string Word, OrderStatus Status)> Statuses =
        [("pending", OrderStatus.Pending), ("successful", OrderStatus.Successful), ("cancelled", OrderStatus.Cancelled)];

    /// <summary>The parameters that say which rows there are, in which order.</summary>
    public static readonly IReadOnlyList<string> Parameters =
        ["status", "range", "from", "to", "source", "introducedBy", "surcharge", "mark", "customer", "q", "sort"];

    /// <summary>Who introduced the customer (R7.6), as the address says it.</summary>
    public static readonly IReadOnlyList<(string Word, Introducer By)> Introducers =
        [("owner", Introducer.Owner), ("platform", Introducer.Platform)];

    /// <summary>How orders stand between statements and ledger (R7.8), as the address says it.</summary>
    public static readonly IReadOnlyList<(string Word, ReconciliationMark Mark)> Marks =
        [.. Enum.GetValues<ReconciliationMark>().Select(mark => (mark.ToString().ToLowerInvariant(), mark))];

    /// <param name="read">A parameter of the address, or null.</param>
    /// <param name="range">The days that it asks for.</param>
    public static ShopOrderFilter Filter(Func<string, string?> read, DateChoice range)
    {
        OrderStatus? status = null;
        foreach (var (word, value) in Statuses)
        {
            if (word == read("status"))
                status = value;
        }

        Introducer? introducer = Introducers.Where(of => of.Word == read("introducedBy")).Select(of => (Introducer?)of.By).FirstOrDefault();
        return new ShopOrderFilter(
            status, read("status") == Held, range.Period, read("source"), read("q"), introducer,
            read("surcharge") is { } state && SurchargeDecisions.All.Contains(state) ? state : null,
            Guid.TryParse(read("customer"), out var customer) ? customer : null,
            Marks.Where(of => of.Word == read("mark")).Select(of => (ReconciliationMark?)of.Mark).FirstOrDefault());
    }

    /// <param name="surcharges">Whether the shop pays any: only then has the file columns for them.</param>
    public static ExportColumns<ShopOrderRow> Columns(IStringLocalizer<ShopTexts> texts, bool surcharges)
    {
        var columns = new ExportColumns<ShopOrderRow>()
            .Text("code", texts["OrderCode"], row => row.Code)
            .Instant("placedAt", texts["PlacedAt"], row => row.PlacedAt)
            .Word("status", texts["Status"], row => row.Status, status => TextCatalog.Of(status))
            .Instant("statusAt", texts["StatusAt"], row => row.StatusAt)
            .Word(
                "cancellationReason", texts["CancellationReason"], row => row.CancellationReason,
                row => row.CancellationReason is { } reason ? TextCatalog.Reason(reason) : "")
            .Word("held", texts["HeldShort"], row => row.Held ? "yes" : "no", row => row.Held ? texts["HeldYes"] : "")
            .Text("product", texts["FirstProduct"], row => row.Product)
            .Number("lines", texts["ProductLines"], row => row.Lines)
            .Text("source", texts["Source"], row => row.Source ?? "")
            .Dong("paid", texts["CustomerPaid"], row => row.Paid)
            .Dong("reward", texts["PartnerReward"], row => row.Reward);
        return surcharges ? WithSurcharges(columns, texts) : columns;
    }

    private static ExportColumns<ShopOrderRow> WithSurcharges(
        ExportColumns<ShopOrderRow> columns, IStringLocalizer<ShopTexts> texts) => columns
        .Word(
            "introducedBy", texts["IntroducedBy"], row => row.Surcharge?.IntroducedBy.ToString().ToLowerInvariant(),
            row => row.Surcharge is { } surcharge ? TextCatalog.Word(surcharge.IntroducedBy) : "")
        .Dong("platformPromotion", texts["PlatformPromotion"], row => row.PlatformPromotion)
        .Dong("ownPromotion", texts["OwnPromotion"], row => row.OwnPromotion)
        .Dong("surchargeBase", texts["SurchargeBase"], row => row.Surcharge?.Base)
        .Dong("surcharge", texts["SurchargeAmount"], row => row.Surcharge?.Amount)
        .Word(
            "surchargeState", texts["SurchargeFilter"], row => row.Surcharge?.State,
            row => row.Surcharge is { } surcharge ? TextCatalog.Decision(surcharge.State) : "")
        .Number("freeOrder", texts["FreeOrderNumber"], row => row.Surcharge?.Free)
        .Word(
            "reconciliation", texts["Reconciliation"], row => row.Surcharge?.Mark?.ToString().ToLowerInvariant(),
            row => row.Surcharge?.Mark is { } mark ? TextCatalog.Word(mark) : "");
}
