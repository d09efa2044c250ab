using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Files;
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
    public static IReadOnlyList<CsvColumn<ShopOrderRow>> Columns(IStringLocalizer<ShopTexts> texts, bool surcharges) =>
    [
        new(texts["OrderCode"], row => row.Code),
        new(texts["PlacedAt"], row => TextTemplate.Instant(row.PlacedAt)),
        new(texts["Status"], row => TextCatalog.Of(row.Status)),
        new(texts["StatusAt"], row => TextTemplate.Instant(row.StatusAt)),
        new(texts["CancellationReason"], row => row.CancellationReason is { } reason ? TextCatalog.Reason(reason) : ""),
        new(texts["HeldShort"], row => row.Held ? texts["HeldYes"] : ""),
        new(texts["FirstProduct"], row => row.Product),
        new(texts["ProductLines"], row => row.Lines),
        new(texts["Source"], row => row.Source ?? ""),
        new(texts["CustomerPaid"], row => row.Paid),
        new(texts["PartnerReward"], row => row.Reward),
        .. surcharges ? SurchargeColumns(texts) : [],
    ];

    private static IEnumerable<CsvColumn<ShopOrderRow>> SurchargeColumns(IStringLocalizer<ShopTexts> texts) =>
    [
        new(texts["IntroducedBy"], row => row.Surcharge is { } surcharge ? TextCatalog.Word(surcharge.IntroducedBy) : ""),
        new(texts["PlatformPromotion"], row => row.PlatformPromotion),
        new(texts["OwnPromotion"], row => row.OwnPromotion),
        new(texts["SurchargeBase"], row => row.Surcharge?.Base),
        new(texts["SurchargeAmount"], row => row.Surcharge?.Amount),
        new(texts["SurchargeFilter"], row => row.Surcharge is { } surcharge ? TextCatalog.Decision(surcharge.State) : ""),
        new(texts["FreeOrderNumber"], row => row.Surcharge?.Free),
        new(texts["Reconciliation"], row => row.Surcharge?.Mark is { } mark ? TextCatalog.Word(mark) : ""),
    ];
}
