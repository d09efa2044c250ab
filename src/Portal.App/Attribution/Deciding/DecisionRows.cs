using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Platform.Data;

namespace Portal.App.Attribution.Deciding;

/// <summary>The rows that decisions come to, saved together in the order of their foreign keys.</summary>
internal sealed class DecisionRows
{
    public List<OrderDecision> Decisions { get; } = [];

    public List<Reward> Rewards { get; } = [];

    public List<Surcharge> Surcharges { get; } = [];

    public List<ReevaluationRequest> ReevaluationRequests { get; } = [];

    public async Task SaveAsync(PortalDb db, FirstTouch firsts, CancellationToken cancellationToken)
    {
        await db.InsertAsync(Decisions, cancellationToken);
        await db.InsertAsync(Rewards, cancellationToken);
        await db.InsertAsync(Surcharges, cancellationToken);
        await db.InsertAsync(ReevaluationRequest.For(db, ReevaluationRequests), cancellationToken);
        await SaveAsync(db, [.. firsts.ChangedBindings], cancellationToken);
        await SaveAsync(db, [.. firsts.ChangedIntroductions], cancellationToken);
    }

    /// <summary>New ones of a group in one go; one that moves is rare, and only moves from where it was read.</summary>
    private static async Task SaveAsync(
        PortalDb db, IReadOnlyCollection<(CustomerBinding? Stored, CustomerBinding? Now)> changes, CancellationToken cancellationToken)
    {
        await db.InsertAsync(
            [.. changes.Where(change => change.Stored is null).Select(change => change.Now).OfType<CustomerBinding>()], cancellationToken);
        foreach (var (stored, now) in changes.Where(change => change.Stored is not null))
        {
            var row = db.CustomerBindings.Where(
                binding => binding.ProgrammeId == stored!.ProgrammeId && binding.CustomerKey == stored.CustomerKey
                && binding.OrderId == stored.OrderId && binding.PartnerId == stored.PartnerId);
            var rows = now is null
                ? await row.ExecuteDeleteAsync(cancellationToken)
                : await row.ExecuteUpdateAsync(
                    set => set.SetProperty(b => b.PartnerId, now.PartnerId).SetProperty(b => b.BoundAt, now.BoundAt)
                        .SetProperty(b => b.OrderId, now.OrderId).SetProperty(b => b.PlacedAt, now.PlacedAt)
                        .SetProperty(b => b.ExternalId, now.ExternalId),
                    cancellationToken);
            RefuseLostRace(rows);
        }
    }

    private static async Task SaveAsync(
        PortalDb db, IReadOnlyCollection<(CustomerIntroduction? Stored, CustomerIntroduction? Now)> changes,
        CancellationToken cancellationToken)
    {
        await db.InsertAsync([.. changes.Where(change => change.Stored is null).Select(change => change.Now)
            .OfType<CustomerIntroduction>()], cancellationToken);
        foreach (var (stored, now) in changes.Where(change => change is { Stored: not null, Now: not null }))
        {
            RefuseLostRace(await db.CustomerIntroductions
                .Where(row => row.ShopId == stored!.ShopId && row.CustomerKey == stored.CustomerKey && row.OrderId == stored.OrderId)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(i => i.By, now!.By).SetProperty(i => i.OrderId, now.OrderId)
                        .SetProperty(i => i.PlacedAt, now.PlacedAt).SetProperty(i => i.ExternalId, now.ExternalId),
                    cancellationToken));
        }
    }

    private static void RefuseLostRace(int rows)
    {
        if (rows == 0)
            throw new DbUpdateConcurrencyException("Somebody else moved it first.");
    }
}
