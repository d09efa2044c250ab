using Portal.Web.Components;
using Portal.Web.Components.Money;

namespace Portal.Web.Pages.Finance;

/// <summary>Where finance's pages are.</summary>
public static class FinancePaths
{
    public const string ToDo = "/finance";
    public const string Months = "/finance/months";
    public const string Tax = "/finance/tax";
    public const string Batches = "/finance/batches";
    public const string Settlements = "/finance/settlements";
    public const string Statements = "/finance/statements";
    public const string OpenStatements = "/finance/statements?open=1";
    public const string Invoices = "/finance/invoices";
    public const string Reconciliation = "/finance/reconciliation";
    public const string Ledger = "/finance/ledger";
    public const string LedgerExport = "/finance/ledger.csv";
    public const string BankFile = "/finance/batches/{id:guid}/file.{format:regex(^(csv|xlsx)$)}";

    public static string Invoice(Guid id) => $"{Invoices}?invoice={id}";

    /// <summary>The ledger's entries of an order.</summary>
    public static string EntriesOf(string? order) => $"{Ledger}?range={DateChoice.All}&q={Uri.EscapeDataString(order ?? "")}";

    public static string Batch(Guid id) => $"{Batches}/{id}";

    public static string Month(DateOnly month) => $"{Months}?month={MoneyFormat.Key(month)}";

    /// <summary>The entries in the books of a month.</summary>
    public static string LedgerOf(DateOnly month) => $"{Ledger}?month={MoneyFormat.Key(month)}&range={DateChoice.All}";

    public static string File(Guid batch, string format, string template) => $"{Batches}/{batch}/file.{format}?template={template}";
}
