using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.Invoices;

/// <summary>Who records what shops paid.</summary>
public static class InvoicePermissions
{
    [Granted(Role.Finance, Role.FinanceApprover)]
    public const string Write = "operator.invoices.write";
}

/// <summary>Monthly invoices to shops, and what they paid (R7.9).</summary>
[MenuLine("Menu_Invoices", "File", "/finance/invoices", Permission.OperatorRead, Finance = 46)]
public static class InvoicesRegistration
{
    public static IServiceCollection AddInvoices(this IServiceCollection services) => services
        .AddSingleton<MakeInvoices>();
}
