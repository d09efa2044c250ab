using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Traffic.Links;

/// <summary>Stops a link: it answers 410 from now on. Pausing twice changes nothing.</summary>
public sealed class PauseLink(UnitOfWork work, TimeProvider clock)
{
    public Task<Outcome<LinkView>> RunAsync(Actor actor, Guid linkId, CancellationToken cancellationToken) => work.RunAsync<LinkView>(
        actor,
        async (db, cancel) =>
        {
            var found = await LinkQueries.ForChangeAsync(db, actor, linkId, cancel);
            if (found.Refusal is { } refusal)
                return refusal;

            var (link, programme) = found.Value;
            if (link.PausedAt is null)
            {
                link.PausedAt = clock.GetUtcNow();
                db.NotifyChange(ChangeTopics.Link, link.Id, clock, link.PartnerId, link.ShopId);
            }

            return LinkView.Of(link, programme);
        },
        cancellationToken);
}
