namespace Portal.Web.Components.Shared;

/// <summary>The names of what lists add up to, in their total rows and on the tiles that open them.</summary>
public static class ListTotals
{
    /// <summary>How many rows there are, whatever page is shown.</summary>
    public const string Count = "count";

    public const string Pending = "pending";
    public const string Earned = "earned";
    public const string Gross = "gross";
    public const string Amount = "amount";
    public const string Transfer = "transfer";
    public const string Remit = "remit";
    public const string Refund = "refund";
    public const string Net = "net";
    public const string Remaining = "remaining";
    public const string Clicks = "clicks";
}
