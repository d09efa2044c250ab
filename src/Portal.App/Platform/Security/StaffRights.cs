namespace Portal.App.Platform.Security;

/// <summary>
/// What a shop's staff may do beside reading, each by a decision of the shop's owner. Kept as a number: the values never change.
/// </summary>
[Flags]
public enum StaffRights
{
    None = 0,

    /// <summary>Reports orders and what becomes of them, by hand and by file.</summary>
    ReportOrders = 1,

    /// <summary>Reads, files and answers the shop's disputes.</summary>
    Dispute = 2,

    /// <summary>Takes the shop's lists out as files (R9.6).</summary>
    Export = 4,
}

/// <summary>Sets of <see cref="StaffRights"/>.</summary>
public static class StaffRightSets
{
    public static readonly IReadOnlyList<StaffRights> Each = [StaffRights.ReportOrders, StaffRights.Dispute, StaffRights.Export];

    public const StaffRights All = StaffRights.ReportOrders | StaffRights.Dispute | StaffRights.Export;

    /// <summary>What nobody chose otherwise: the daily work, and not the taking out of data (R9.6).</summary>
    public const StaffRights Default = StaffRights.ReportOrders | StaffRights.Dispute;

    /// <summary>True when nothing of <paramref name="wanted"/> lacks.</summary>
    public static bool Contain(this StaffRights held, StaffRights wanted) => (held & wanted) == wanted;
}

/// <summary>Has staff of a shop have this permission only with the right. Whoever else it is granted to has it anyway.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NeedsStaffRightAttribute(StaffRights right) : Attribute
{
    public StaffRights Right { get; } = right;
}
