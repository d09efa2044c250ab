using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Attribution.Deciding;

/// <summary>A decision as it was taken, in force or not.</summary>
/// <param name="Cause">One of <see cref="DecisionCauses"/>; null for the first.</param>
/// <param name="CauseOrder">The number of the order that made the decision before wrong; only for those who see the shop's orders.</param>
public sealed record DecisionView(
    int Number, bool InForce, DateTimeOffset DecidedAt, string? Cause, string? CauseOrder, OrderProgrammeView Decision)
{
    /// <summary>The number of the dispute of whose ruling it was decided again; only for those who see the shop's orders.</summary>
    public string? CauseDispute { get; init; }
}

/// <summary>All decisions about an order, those that were replaced too (R1.11, R10.5): nothing that was once decided is hidden.</summary>
public sealed class DecisionQueries(IDbContextFactory<PortalDb> contexts)
{
    /// <summary>By programme, the newest first. A partner sees those that were about them.</summary>
    public async Task<Outcome<IReadOnlyList<DecisionView>>> OfOrderAsync(
        Actor actor, Guid? shopId, string externalId, CancellationToken cancellationToken)
    {
        var scope = OrderQueries.Scope(actor, new OrderFilter(ShopId: shopId));
        if (!scope.Succeeded)
            return scope.Refusal!;
        if (actor.IsOperator && shopId is null)
            return Refusal.Invalid(new FieldError("shopId", FieldCodes.Required));
        if (TextCheck.Id("externalId", externalId, OrderCheck.MaxExternalId) is not null)
            return Refusal.NotFound(OrderRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OrderQueries.FindAsync(db, scope.Value, externalId, cancellationToken) is not { } order)
            return Refusal.NotFound(OrderRefusals.NotFound);

        var partner = OrderQueries.OnlyPartner(actor);
        var rows = await db.OrderDecisions.AsNoTracking()
            .Where(decision => decision.OrderId == order.Id)
            .Select(decision => new
            {
                Decision = decision,
                Programme = db.Programmes.First(programme => programme.Id == decision.ProgrammeId).Code,
                CauseDispute = db.Rulings.Where(ruling => ruling.DisputeId == decision.DisputeId)
                    .Select(ruling => ruling.DisputeNumber).FirstOrDefault(),
                CauseOrder = db.Orders.Where(cause => cause.Id == decision.CauseOrderId).Select(cause => cause.ExternalId).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var rewards = await db.Rewards.AsNoTracking().Where(reward => reward.OrderId == order.Id).ToListAsync(cancellationToken);
        var surcharges = partner is not null
            ? [] : await db.Surcharges.AsNoTracking().Where(row => row.OrderId == order.Id).ToListAsync(cancellationToken);
        return rows
            .GroupBy(row => row.Programme, StringComparer.Ordinal)
            .OrderBy(programme => programme.Key, StringComparer.Ordinal)
            .SelectMany(programme => programme.OrderByDescending(row => row.Decision.Number)
                .Select((row, i) => (Row: row, InForce: i == 0)))
            .Where(one => partner is not { } only || one.Row.Decision.PartnerId == only || one.Row.Decision.CandidateId == only)
            .Select(one => new DecisionView(
                one.Row.Decision.Number, one.InForce, one.Row.Decision.DecidedAt, one.Row.Decision.Cause, partner is null
                ? one.Row.CauseOrder : null,
                DecisionViews.View(order, one.Row.Decision, one.Row.Programme,
                    rewards.Where(reward => IsOf(reward.ProgrammeId, reward.DecisionNumber, one.Row.Decision)),
                    surcharges.Find(row => IsOf(row.ProgrammeId, row.DecisionNumber, one.Row.Decision))))
            {
                CauseDispute = partner is null ? one.Row.CauseDispute : null,
            })
            .ToList();
    }

    private static bool IsOf(Guid programme, int number, OrderDecision decision) => programme == decision.ProgrammeId
        && number == decision.Number;
}
