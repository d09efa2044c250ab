using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.Payouts;

/// <summary>
/// Who makes batches and who approves them. Whoever may approve may also make; that nobody approves their own is a rule of the batch
/// (R6.6).
/// </summary>
public static class PayoutPermissions
{
    [Granted(Role.Finance, Role.FinanceApprover)]
    public const string Write = "operator.payouts.write";

    [Granted(Role.FinanceApprover), Scope(ApiKeyOwner.Operator, "finance-approve")]
    public const string Approve = "operator.payouts.approve";
}

/// <summary>Batches of payments, the bank's files and its answers.</summary>
[MenuLine("Menu_Batches", "Money", "/finance/batches", Permission.OperatorRead, Finance = 40, Daily = [Role.Finance, Role.FinanceApprover])]
[MenuLine("Menu_Settlements", "Shop", "/finance/settlements", Permission.OperatorRead, Finance = 42)]
[MenuLine(
    "Menu_Reconciliation", "Switch", "/finance/reconciliation", Permission.OperatorRead, Finance = 50,
    Daily = [Role.Finance, Role.FinanceApprover])]
public static class PayoutsRegistration
{
    public static IServiceCollection AddPayouts(this IServiceCollection services) => services
        .AddSingleton<PayoutSettlement>()
        .AddSingleton<PayoutMails>();
}
