namespace Portal.Web.Pages.Admin.Risk;

/// <summary>What an admin is about to do, to which cases, or to some orders of one.</summary>
/// <param name="Orders">Null for everything that the cases concern.</param>
public sealed record RiskChoosing(RiskDoing Doing, IReadOnlyList<Guid> Cases, IReadOnlyList<Guid>? Orders = null);

/// <summary>What can be done about a case.</summary>
public enum RiskDoing
{
    Hold,
    Release,
    Dismiss,
}
