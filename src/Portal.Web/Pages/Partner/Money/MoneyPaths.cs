using Portal.Web.Components.Money;

namespace Portal.Web.Pages.Partner.Money;

/// <summary>Where the partner's pages about their money are.</summary>
public static class MoneyPaths
{
    public const string Earnings = "/partner/earnings";
    public const string EarningsExport = "/partner/earnings.csv";
    public const string Withdrawals = "/partner/withdrawals";

    public const string Statements = "/partner/statements";

    /// <summary>The requests that have not ended.</summary>
    public const string OpenWithdrawals = Withdrawals + "?state=" + Open;

    /// <summary>The word of the address for them.</summary>
    public const string Open = "open";

    public static string Statement(DateOnly month) => $"{Statements}/{MoneyFormat.Key(month)}";
}
