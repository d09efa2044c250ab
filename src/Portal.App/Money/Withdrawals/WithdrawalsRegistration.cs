using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Money.Withdrawals;

/// <summary>Who asks for money.</summary>
public static class WithdrawalPermissions
{
    [Granted(Role.Partner), Scope(ApiKeyOwner.Partner, "withdrawals", CoveredBy = OperatorWrite)]
    public const string PartnerWrite = "partner.withdrawals.write";

    /// <summary>To ask in a partner's name, which programs do: an admin gives it to the keys that they make, and no page uses it.</summary>
    [Granted(Role.Admin)]
    public const string OperatorWrite = "operator.withdrawals.write";
}

/// <summary>Withdrawals: use cases and reads alone, which are registered by what they are.</summary>
[MenuLine("Menu_Withdrawals", "Export", "/partner/withdrawals", Permission.PartnerRead, Partner = 60)]
public static class WithdrawalsRegistration;
