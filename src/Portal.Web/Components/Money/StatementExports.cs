using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Money.Invoices;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Invoices;
using Portal.Domain.Statements;
using Portal.Web.Components.Exports;

namespace Portal.Web.Components.Money;

/// <summary>Weekly statements as a file.</summary>
public abstract class StatementsExport(IStringLocalizer<MoneyTexts> texts, ExportSide side, string permission, ListFilters filters)
    : PagedList<StatementView>(side, ListName, permission, "-" + StatementQueries.SortByWeek, filters)
{
    public const string ListName = "statements";

    public override string Title => texts["StatementsTitle"];

    protected static ListFilters Known() => ListFilters.Of("q").Enum<StatementState>("state").Words("open", "1");

    protected override ExportColumns<StatementView> Columns()
    {
        var columns = new ExportColumns<StatementView>().Text("number", texts["Statement"], row => row.Number);
        if (Side == ExportSide.Operator)
            columns.Text("shop", texts["Shop"], row => row.ShopName);
        return columns
            .Day("week", texts["StatementWeek"], row => row.Week)
            .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
            .Dong("surcharges", texts["Surcharges"], row => row.Surcharges)
            .Dong("promotions", texts["PromotionsOwed"], row => row.Promotions)
            .Dong("corrections", texts["Corrections"], row => row.Corrections)
            .Dong("net", texts["Net"], row => row.Net)
            .Word("outcome", texts["Outcome"], row => row.Outcome, outcome => TextCatalog.Word(outcome))
            .Dong("remaining", texts["Remaining"], row => row.Remaining)
            .Text("settlement", texts["Batch"], row => row.Settlement)
            .Text("invoice", texts["Invoice"], row => row.Invoice);
    }

    protected override Task<PageOf<StatementView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<StatementQueries>().ListAsync(
            source.Actor,
            Side == ExportSide.Operator
                ? StatementChoices.Filter(
                    source.Read("state"), source.Read("outcome"), source.Read("week"), source.Read("q"), source.Read("open"))
                : StatementChoices.Filter(source.Read("state"), null, null, source.Read("q"), source.Read("open")),
            page, cancellationToken);
}

/// <summary>A shop's own.</summary>
public sealed class ShopStatementsExport(IStringLocalizer<MoneyTexts> texts)
    : StatementsExport(texts, ExportSide.Shop, StatementPermissions.Read, Known());

/// <summary>All shops'.</summary>
public sealed class FinanceStatementsExport(IStringLocalizer<MoneyTexts> texts) : StatementsExport(
    texts, ExportSide.Operator, Permission.OperatorRead, Known().Enum<StatementOutcome>("outcome").Day("week"));

/// <summary>Monthly invoices as a file.</summary>
public abstract class InvoicesExport(IStringLocalizer<MoneyTexts> texts, ExportSide side, string permission, ListFilters filters)
    : PagedList<InvoiceView>(side, ListName, permission, "-" + InvoiceQueries.SortByIssued, filters)
{
    public const string ListName = "invoices";

    /// <summary>The word of the address for invoices that are past their day.</summary>
    public const string Overdue = "overdue";

    public override string Title => texts["InvoicesTitle"];

    /// <summary>What the address of a shop's list says, for the page too.</summary>
    public static InvoiceFilter Own(Func<string, string?> read) => new(Open: read("open") == "1");

    /// <summary>The same of the operator's.</summary>
    public static InvoiceFilter All(Func<string, string?> read) => new(
        State: ListExports.Choice<InvoiceState>(read("state")), Search: read("q"), Overdue: read("state") == Overdue);

    protected override ExportColumns<InvoiceView> Columns()
    {
        var columns = new ExportColumns<InvoiceView>().Text("number", texts["Invoice"], row => row.Number);
        if (Side == ExportSide.Operator)
            columns.Text("shop", texts["Shop"], row => row.ShopName);
        return columns
            .Word(
                "month", texts["Month"], row => row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                row => MoneyFormat.Month(row.Month))
            .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
            .Dong("amount", texts["Amount"], row => row.Amount)
            .Day("dueOn", texts["DueOn"], row => row.DueOn)
            .Dong("paid", texts["PaidAmount"], row => row.Paid)
            .Dong("setOff", texts["SetOff"], row => row.SetOff)
            .Dong("open", texts["OpenAmount"], row => row.Open);
    }

    protected override Task<PageOf<InvoiceView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<InvoiceQueries>().ListAsync(
            source.Actor, Side == ExportSide.Operator ? All(source.Read) : Own(source.Read), page, cancellationToken);
}

/// <summary>A shop's own.</summary>
public sealed class ShopInvoicesExport(IStringLocalizer<MoneyTexts> texts)
    : InvoicesExport(texts, ExportSide.Shop, StatementPermissions.Read, ListFilters.Of().Words("open", "1"));

/// <summary>All shops'.</summary>
public sealed class FinanceInvoicesExport(IStringLocalizer<MoneyTexts> texts) : InvoicesExport(
    texts, ExportSide.Operator, Permission.OperatorRead, ListFilters.Of("q").Enum<InvoiceState>("state", Overdue));
