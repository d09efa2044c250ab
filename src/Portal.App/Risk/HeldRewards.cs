using Portal.App.Attribution.Rewards;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>Which rewards are held: whoever pays asks here, and pays the others.</summary>
public static class HeldRewards
{
    /// <summary>Rewards that must not be paid now.</summary>
    public static IQueryable<Reward> Held(this IQueryable<Reward> rewards, PortalDb db) =>
        rewards.Where(reward => db.RewardHolds.Any(hold =>
        hold.OrderId == reward.OrderId && hold.ProgrammeId == reward.ProgrammeId && hold.PartnerId == reward.PartnerId
            && hold.ReleasedAt == null));

    /// <summary>The others.</summary>
    public static IQueryable<Reward> NotHeld(this IQueryable<Reward> rewards, PortalDb db) =>
        rewards.Where(reward => !db.RewardHolds.Any(hold =>
        hold.OrderId == reward.OrderId && hold.ProgrammeId == reward.ProgrammeId && hold.PartnerId == reward.PartnerId
            && hold.ReleasedAt == null));

    /// <summary>Rewards in force that the signals of a case concern.</summary>
    internal static IQueryable<Reward> ConcernedBy(this IQueryable<Reward> rewards, PortalDb db, Guid caseId) => rewards.Where(reward =>
        !reward.IsReplaced
        && db.RiskCases.Any(row => row.Id == caseId && row.PartnerId == reward.PartnerId)
        && db.RiskSignalOrders.Any(link => link.OrderId == reward.OrderId
            && db.RiskSignals.Any(signal => signal.Id == link.SignalId && signal.CaseId == caseId && signal.WithdrawnAt == null)));
}
