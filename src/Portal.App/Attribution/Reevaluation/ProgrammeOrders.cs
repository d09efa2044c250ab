using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Attribution.Reevaluation;

/// <summary>R10.1: what a programme decided stays; orders from its beginning on are its, also those that came before it was made.</summary>
internal sealed class ProgrammeOrders(TimeProvider clock) : IProgrammeStep
{
    public Task<DateTimeOffset?> LatestDecidedAsync(PortalDb db, Guid programmeId, CancellationToken cancellationToken) =>
        db.OrderDecisions.Where(decision => decision.ProgrammeId == programmeId)
            .Join(db.Orders, decision => decision.OrderId, order => order.Id, (_, order) => (DateTimeOffset?)order.PlacedAt)
            .MaxAsync(cancellationToken);

    public async Task CreatedAsync(PortalDb db, Programme programme, ProgrammeVersion first, CancellationToken cancellationToken)
    {
        if (!await db.Orders.AnyAsync(
            order => order.ShopId == programme.ShopId && order.PlacedAt >= first.EffectiveFrom, cancellationToken))
            return;

        var now = clock.GetUtcNow();
        db.ReevaluationRequests.Add(new ReevaluationRequest
        {
            Id = Ids.New(clock),
            By = ReevaluateBy.Shop,
            Key = [],
            ShopId = programme.ShopId,
            AfterPlacedAt = first.EffectiveFrom,
            AfterExternalId = "",
            All = true,
            Cause = DecisionCauses.ProgrammeAdded,
            DueAt = now,
            CreatedAt = now,
        });
    }
}
