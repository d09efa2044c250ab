using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Surcharges;
using Portal.App.Platform.Data;

namespace Portal.App.Attribution.Rewards;

/// <summary>
/// What later groups do in the transaction that decides about orders or changes what becomes of their rewards. Called in the order in which
/// they are registered.
/// </summary>
public interface IRewardStep
{
    /// <summary>
    /// Rewards may have changed; they, their orders and the holds on them are as they are to be, and nobody else changes these orders.
    /// </summary>
    /// <param name="by">Who holds or releases; null where the portal acts.</param>
    internal Task ChangedAsync(PortalDb db, IReadOnlyCollection<Reward> rewards, string? by, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>The same for surcharges, which may be owed now or not any more (R7.5).</summary>
    internal Task ChangedAsync(PortalDb db, IReadOnlyCollection<StandingSurcharge> surcharges, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>New decisions and their rewards are stored, each given with the decision that it replaced.</summary>
    internal Task DecidedAsync(
        PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written, CancellationToken cancellationToken) =>
            Task.CompletedTask;
}

internal static class RewardSteps
{
    public static async Task ChangedAsync(
        this IEnumerable<IRewardStep> steps, PortalDb db, IReadOnlyCollection<Reward> rewards, string? by,
        CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            await step.ChangedAsync(db, rewards, by, cancellationToken);
    }

    public static async Task ChangedAsync(
        this IEnumerable<IRewardStep> steps, PortalDb db, IReadOnlyCollection<StandingSurcharge> surcharges,
        CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            await step.ChangedAsync(db, surcharges, cancellationToken);
    }

    public static async Task DecidedAsync(
        this IEnumerable<IRewardStep> steps, PortalDb db, IReadOnlyList<(DecidedOrder New, OrderDecision? Replaced)> written,
        CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            await step.DecidedAsync(db, written, cancellationToken);
    }
}
