namespace Portal.App.Money.PeriodClose;

/// <summary>Why a month is not closed.</summary>
public static class CloseRefusals
{
    /// <summary>Something on the checklist blocks it. Facts: <c>checks</c>.</summary>
    public const string Blocked = "month_close_blocked";
}
