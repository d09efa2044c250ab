using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Replay;

/// <summary>Adds up what a replay decides otherwise, by whom it concerns. Holds no more than a line a partner and a few samples.</summary>
internal sealed class ReplayTally(Guid shopId)
{
    private const int SamplesOfAKind = 5;

    private readonly Dictionary<Guid, Line> lines = [];
    private readonly Dictionary<(string, string), int> kinds = [];
    private readonly List<(DecidedOrder Order, Verdict Before, Verdict After)> samples = [];
    private int orders;
    private int changed;

    public void Add(DecidedOrder one, CurrentDecisions standing)
    {
        orders++;
        var before = Before(one, standing);
        var after = After(one);
        Of(before).Count(before, isAfter: false);
        Of(after).Count(after, isAfter: true);
        if (before == after)
            return;

        changed++;
        Of(before).Changed(before.Code, after.Code);
        if (Of(after) != Of(before))
            Of(after).Changed(before.Code, after.Code);

        var kind = (before.Code, after.Code);
        kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        if (kinds[kind] <= SamplesOfAKind)
            samples.Add((one, before, after));
    }

    public async Task<ReplayResult> ResultAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken)
    {
        var ids = lines.Keys.ToArray();
        var names = await db.Partners.AsNoTracking().Where(partner => ids.Contains(partner.Id))
            .ToDictionaryAsync(partner => partner.Id, partner => partner.Name, cancellationToken);
        foreach (var shop in await db.Shops.AsNoTracking().Where(shop => shop.Id == shopId).ToListAsync(cancellationToken))
            names[shop.Id] = shop.Name;
        return new ReplayResult(
            month,
            orders,
            changed,
            [.. lines.Where(line => line.Key != Guid.Empty && line.Value.Matters)
                .Select(line => line.Value.Row(line.Key == shopId ? null : line.Key, names.GetValueOrDefault(line.Key) ?? ""))
                .OrderByDescending(row => Math.Abs(row.Difference)).ThenBy(row => row.Name, StringComparer.Ordinal)],
            [.. samples.OrderBy(sample => sample.Order.Order.PlacedAt).Select(sample => new ReplaySample(
                sample.Order.Order.ExternalId, sample.Order.Order.PlacedAt, sample.Before.Code, sample.After.Code,
                Name(sample.Before.Whose), Name(sample.After.Whose), sample.Before.Amount, sample.After.Amount,
                Told(sample.Order.Decision.Trace)))]);

        // the version that is tried has no number and no date yet
        static IReadOnlyList<TraceStep> Told(IReadOnlyList<TraceStep> trace) =>
            [.. trace.Where(step => step.Outcome != TraceOutcomes.VersionInForce)];

        string? Name(Guid? whose) => whose is { } id ? names.GetValueOrDefault(id) : null;
    }

    private Line Of(Verdict verdict)
    {
        var key = verdict.Whose ?? Guid.Empty;
        if (!lines.TryGetValue(key, out var line))
            lines[key] = line = new Line();
        return line;
    }

    private Verdict Before(DecidedOrder one, CurrentDecisions standing)
    {
        var code = standing.Decision(one)?.Code ?? Decisions.ProgramInactive;
        return one.Decision is SurchargeDecision
            ? new Verdict(code, shopId, Counts(one) ? standing.Surcharge(one)?.Amount ?? 0 : 0)
            : new Verdict(code, standing.Decision(one)?.PartnerId, Counts(one) ? standing.Reward(one)?.Gross ?? 0 : 0);
    }

    private Verdict After(DecidedOrder one) => one.Decision switch
    {
        RewardDecision reward => new Verdict(reward.Decision, reward.PartnerId, Counts(one) ? reward.Gross.Amount : 0),
        SurchargeDecision surcharge => new Verdict(surcharge.Decision, shopId, Counts(one) ? surcharge.Surcharge.Amount : 0),
        _ => throw new InvalidOperationException("A decision of no known kind."),
    };

    /// <summary>A cancelled order earns and costs nothing, however it is decided.</summary>
    private static bool Counts(DecidedOrder one) => one.Order.Status != OrderStatus.Cancelled;

    private sealed record Verdict(string Code, Guid? Whose, long Amount);

    private sealed class Line
    {
        private readonly Dictionary<(string Before, string After), int> why = [];
        private int ordersBefore, ordersAfter;
        private long amountBefore, amountAfter;

        /// <summary>False for a partner for whom nothing would have changed.</summary>
        public bool Matters => why.Count > 0;

        public void Count(Verdict verdict, bool isAfter)
        {
            if (isAfter)
                (ordersAfter, amountAfter) = (ordersAfter + 1, amountAfter + verdict.Amount);
            else
                (ordersBefore, amountBefore) = (ordersBefore + 1, amountBefore + verdict.Amount);
        }

        public void Changed(string before, string after) => why[(before, after)] = why.GetValueOrDefault((before, after)) + 1;

        public ReplayRow Row(Guid? partner, string name) => new(
            partner, name, ordersBefore, ordersAfter, amountBefore, amountAfter,
            [.. why.OrderByDescending(change => change.Value)
                .Select(change => new ReplayChange(change.Key.Before, change.Key.After, change.Value))]);
    }
}
