using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Attribution.Rewards;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Risk;

/// <summary>What is decided about: cases, and of one case some orders only.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Orders">Ids of the orders whose rewards are meant; null for all that the cases concern. Only with a single case.</param>
public sealed record RiskChoice(IReadOnlyList<Guid> Cases, string? Reason, IReadOnlyList<Guid>? Orders = null);

/// <param name="Reviewed">The cases that were changed, as they are now.</param>
/// <param name="Skipped">Those where there was nothing to do.</param>
/// <param name="Rewards">How many rewards were held or released.</param>
public sealed record RiskReviewed(IReadOnlyList<RiskCaseView> Reviewed, IReadOnlyList<Guid> Skipped, int Rewards);

/// <summary>What holding, releasing and dismissing have in common.</summary>
public sealed class RiskReviewing(UnitOfWork work, RiskQueries queries, IEnumerable<IRewardStep> steps, TimeProvider clock)
{
    /// <summary>How many cases can be decided about at once: what a page of the list shows.</summary>
    public const int Most = 100;

    /// <summary>How many orders of a case can be chosen.</summary>
    public const int MostOrders = 500;

    /// <summary>Does it to each case, or refuses when there is nothing to do to any.</summary>
    /// <param name="actor">Must be allowed to.</param>
    /// <param name="choice">What is decided about.</param>
    /// <param name="nothing">Why it is refused then.</param>
    /// <param name="review">
    /// Changes one case, whose row is written already so that nobody else changes it meanwhile, and returns the orders of the rewards
    /// that it held or released; null when there was nothing to do.
    /// </param>
    internal async Task<Outcome<RiskReviewed>> RunAsync(
        Actor actor, RiskChoice choice, string nothing, Func<PortalDb, RiskCase, DateTimeOffset, CancellationToken,
        Task<IReadOnlyCollection<Guid>?>> review,
        CancellationToken cancellationToken)
    {
        if (!actor.May(RiskPermissions.Write))
            return Refusal.Forbidden();
        if (Check(choice) is { Count: > 0 } errors)
            return Refusal.Invalid(errors);

        return await work.RunAsync<RiskReviewed>(
            actor,
            async (db, stop) =>
            {
                var ids = choice.Cases.Distinct().ToArray();
                var cases = await db.RiskCases.Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(stop);
                if (cases.Count == 0)
                    return Refusal.NotFound(RiskRefusals.NotFound);
                if (await FourEyes.RefuseOwnPayeeAsync(db, actor, [.. cases.Select(row => row.PartnerId)], stop) is { } own)
                    return own;

                var now = clock.GetUtcNow();
                cases.ForEach(row => row.Version++);
                await db.SaveChangesAsync(stop);
                var reviewed = new List<RiskCase>();
                var touched = new HashSet<Guid>();
                var rewards = 0;
                foreach (var row in cases)
                {
                    if (await review(db, row, now, stop) is not { } orders)
                        continue;

                    reviewed.Add(row);
                    rewards += orders.Count;
                    touched.UnionWith(orders);
                    db.NotifyChange(ChangeTopics.Risk, row.Id, clock);
                    foreach (var order in orders.Distinct())
                        db.NotifyChange(ChangeTopics.Order, order, clock, row.PartnerId);
                }

                if (reviewed.Count == 0)
                    return Refusal.Conflict(nothing);

                await db.SaveChangesAsync(stop);
                await RiskCounts.CountAsync(db, reviewed, now, stop);
                await db.SaveChangesAsync(stop);
                await PostAsync(db, touched, actor, stop);
                var done = reviewed.ConvertAll(row => row.Id);
                return new RiskReviewed(await queries.ViewsOfAsync(db, done, stop), [.. ids.Except(done)], rewards);
            },
            cancellationToken);
    }

    /// <summary>
    /// What is held must not be payable. An event that is about one of the orders comes before or after, and then sees the hold.
    /// </summary>
    private async Task PostAsync(PortalDb db, IReadOnlyCollection<Guid> orders, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var part in orders.Order().Chunk(Parts.Size))
        {
            await db.Orders.Where(order => part.Contains(order.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
            var rewards = await db.Rewards.Where(reward => part.Contains(reward.OrderId)).ToListAsync(cancellationToken);
            await steps.ChangedAsync(db, rewards, actor.Name, cancellationToken);
        }
    }

    /// <summary>Adds to the case's history. The caller saves.</summary>
    internal void Log(PortalDb db, RiskCase row, RiskActionKind kind, string? reason, string by, int rewards) =>
        db.RiskActions.Add(new RiskAction
        {
            Id = Ids.New(clock),
            CaseId = row.Id,
            Kind = kind,
            Reason = reason?.Trim(),
            By = by,
            At = clock.GetUtcNow(),
            Rewards = rewards,
        });

    /// <summary>The signals of the case that stand, and where orders are chosen those that concern one of them.</summary>
    internal static IQueryable<RiskSignal> Signals(PortalDb db, RiskCase row, IReadOnlyList<Guid>? orders)
    {
        var signals = db.RiskSignals.Where(signal => signal.CaseId == row.Id && signal.WithdrawnAt == null);
        return orders is null
            ? signals
            : signals.Where(signal => db.RiskSignalOrders.Any(link => link.SignalId == signal.Id && orders.Contains(link.OrderId)));
    }

    private static List<FieldError> Check(RiskChoice choice)
    {
        var errors = new[]
        {
            TextCheck.RequiredText("reason", choice.Reason, Lengths.Note),
            Count("ids", choice.Cases.Count, choice.Orders is null ? Most : 1),
            choice.Orders is { } orders ? Count("orders", orders.Count, MostOrders) : null,
        };
        return [.. errors.OfType<FieldError>()];
    }

    private static FieldError? Count(string field, int actual, int max) => actual >= 1 && actual <= max
        ? null
        : new FieldError(field, FieldCodes.WrongCount).With("min", "1").With("max", $"{max}").With("actual", $"{actual}");
}
