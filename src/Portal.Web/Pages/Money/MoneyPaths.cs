namespace Portal.Web.Pages.Money;

/// <summary>Where the partner's pages about his money are.</summary>
public static class MoneyPaths
{
    public const string Earnings = "/partner/earnings";
    public const string EarningsExport = "/partner/earnings.csv";
    public const string Withdrawals = "/partner/withdrawals";
}
