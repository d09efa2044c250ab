namespace Portal.App.Platform.Security;

/// <summary>
/// What can be allowed, as dotted strings with the scope in front: <c>partner.</c> and <c>shop.</c> are always limited to the
/// actor's own partner or shop, <c>operator.</c> spans all.
/// </summary>
public static class Permission
{
    public const string PartnerRead = "partner.read";
    public const string PartnerLinksWrite = "partner.links.write";
    public const string PartnerBankAccountsWrite = "partner.bankaccounts.write";
    public const string PartnerWithdrawalsWrite = "partner.withdrawals.write";
    public const string ShopOrdersRead = "shop.orders.read";
    public const string ShopOrdersWrite = "shop.orders.write";
    public const string ShopImport = "shop.import";
    public const string ShopKeysWrite = "shop.keys.write";
    public const string ShopLinksWrite = "shop.links.write";
    public const string OperatorRead = "operator.read";
    public const string OperatorPartnersWrite = "operator.partners.write";
    public const string OperatorLinksWrite = "operator.links.write";
    public const string OperatorShopsWrite = "operator.shops.write";
    public const string OperatorProgrammesWrite = "operator.programmes.write";
    public const string OperatorOrdersWrite = "operator.orders.write";
    public const string OperatorEligibilityWrite = "operator.eligibility.write";
    public const string OperatorRiskWrite = "operator.risk.write";

    /// <summary>To ask in a partner's name, which programs do: an admin gives it to the keys that they make, and no page uses it.</summary>
    public const string OperatorWithdrawalsWrite = "operator.withdrawals.write";
    public const string OperatorPayoutsWrite = "operator.payouts.write";
    public const string OperatorPayoutsApprove = "operator.payouts.approve";
    public const string OperatorMonthsClose = "operator.months.close";
    public const string OperatorAdjustmentsWrite = "operator.adjustments.write";
    public const string OperatorAdjustmentsApprove = "operator.adjustments.approve";
    public const string OperatorTaxWrite = "operator.tax.write";

    /// <summary>Has work tried again that failed; it does nothing that was not decided before.</summary>
    public const string OperatorWorkRetry = "operator.work.retry";
    public const string OperatorAuditRead = "operator.audit.read";
    public const string OperatorUsersRead = "operator.users.read";
    public const string OperatorUsersWrite = "operator.users.write";
    public const string OperatorKeysWrite = "operator.keys.write";

    /// <summary>The operator's own keys, with no more than one's own rights. Only persons have it, so keys make no operator keys.</summary>
    public const string OperatorOwnKeysWrite = "operator.ownkeys.write";

    /// <summary>What each role may do: the one table that pages, use cases and tests read.</summary>
    public static IReadOnlySet<string> Of(Role role) => ByRole[role];

    /// <summary>Every permission that any role has.</summary>
    public static IEnumerable<string> All => ByRole.Values.SelectMany(permissions => permissions).Distinct(StringComparer.Ordinal);

    private static readonly Dictionary<Role, HashSet<string>> ByRole = new()
    {
        [Role.Partner] = [PartnerRead, PartnerLinksWrite, PartnerBankAccountsWrite, PartnerWithdrawalsWrite],
        [Role.ShopOwner] = [ShopOrdersRead, ShopOrdersWrite, ShopImport, ShopKeysWrite, ShopLinksWrite],
        [Role.ShopStaff] = [ShopOrdersRead, ShopOrdersWrite, ShopImport],
        [Role.Finance] = [OperatorRead, OperatorPayoutsWrite, OperatorMonthsClose, OperatorAdjustmentsWrite, OperatorTaxWrite, OperatorOwnKeysWrite, OperatorWorkRetry],

        // whoever may approve may also make; that nobody approves his own is a rule of the batch, not of the role (R6.6)
        [Role.FinanceApprover] =
        [
            OperatorRead, OperatorPayoutsWrite, OperatorPayoutsApprove, OperatorMonthsClose, OperatorAdjustmentsWrite, OperatorAdjustmentsApprove,
            OperatorTaxWrite, OperatorOwnKeysWrite, OperatorWorkRetry,
        ],
        [Role.Admin] =
        [
            OperatorRead, OperatorPartnersWrite, OperatorLinksWrite, OperatorShopsWrite, OperatorProgrammesWrite, OperatorOrdersWrite,
            OperatorEligibilityWrite, OperatorRiskWrite, OperatorAuditRead, OperatorUsersRead, OperatorUsersWrite, OperatorKeysWrite,
            OperatorOwnKeysWrite, OperatorWithdrawalsWrite, OperatorWorkRetry,
        ],
        [Role.Auditor] = [OperatorRead, OperatorAuditRead, OperatorUsersRead],
    };
}
