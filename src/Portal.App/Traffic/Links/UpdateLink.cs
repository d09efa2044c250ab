using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Tracking;

namespace Portal.App.Traffic.Links;

/// <summary>
/// Changes how its maker sorts a link: what it stands behind, and their own mark. Its code and where it leads never change, because clicks
/// were made on them (R1.2): another destination is another link. What is left out stays; an empty mark takes it away.
/// </summary>
public sealed class UpdateLink(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Kind">What the link stands behind.</param>
    /// <param name="SubId">The maker's own mark, to tell their channels apart.</param>
    public sealed record Input(LinkKind? Kind = null, string? SubId = null);

    public async Task<Outcome<LinkView>> RunAsync(Actor actor, Guid linkId, Input input, CancellationToken cancellationToken)
    {
        if (TextCheck.Text("subId", input.SubId, Lengths.Code) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<LinkView>(
            actor,
            async (db, cancel) =>
            {
                var found = await LinkQueries.ForChangeAsync(db, actor, linkId, cancel);
                if (found.Refusal is { } refusal)
                    return refusal;

                var (link, programme) = found.Value;
                var kind = input.Kind ?? link.Kind;
                var mark = input.SubId is null ? link.SubId : input.SubId.Trim() is { Length: > 0 } given ? given : null;
                if ((kind, mark) != (link.Kind, link.SubId))
                {
                    (link.Kind, link.SubId) = (kind, mark);
                    link.SearchText = LinkView.Searchable(link.DestinationUrl, mark);
                    db.NotifyChange(ChangeTopics.Link, link.Id, clock, link.PartnerId, link.ShopId);
                }

                return LinkView.Of(link, programme);
            },
            cancellationToken);
    }
}
