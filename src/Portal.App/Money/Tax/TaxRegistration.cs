using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.Tax;

/// <summary>Who sets tax policies and what payees are.</summary>
public static class TaxPermissions
{
    [Granted(Role.Finance, Role.FinanceApprover)]
    public const string Write = "operator.tax.write";
}

/// <summary>Income tax: use cases and reads alone, which are registered by what they are.</summary>
[MenuLine("Menu_Tax", "File", "/finance/tax", Permission.OperatorRead, Finance = 30)]
public static class TaxRegistration;
