using Portal.App.Attribution.Rulings;
using Portal.App.Money.Ledger;
using Portal.App.Orders.Reading;
using Portal.Domain.Common;

namespace Portal.App.Disputes.Rulings;

/// <summary>
/// What accepting a dispute would do (R8.4): runs the same code in a transaction that is not committed. The caller has checked who may see
/// it.
/// </summary>
public sealed class PreviewRuling
{
    public Task<Outcome<RulingPreview>> RunAsync(RulingDraft draft, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}

/// <summary>What accepting would change. At most so many rows of each as a person reads.</summary>
/// <param name="AmountAtStake">As it is now, in đồng.</param>
/// <param name="Decisions">The decisions that would come out otherwise, in the orders' order in time.</param>
/// <param name="Entries">Exactly what the ledger would post, in its order; their ids are not those that accepting gives them.</param>
/// <param name="Orders">How many orders would be decided again.</param>
/// <param name="HasMore">True where more would change than is shown.</param>
public sealed record RulingPreview(
    Dong AmountAtStake, IReadOnlyList<RulingChange> Decisions, IReadOnlyList<EntryView> Entries, int Orders, bool HasMore);

/// <summary>One programme's decision about one order, as it is and as it would be.</summary>
/// <param name="Order">The shop's number of the order.</param>
/// <param name="Before">Null where there was none.</param>
public sealed record RulingChange(Guid OrderId, string Order, OrderProgrammeView? Before, OrderProgrammeView After);
