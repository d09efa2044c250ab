using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Platform.Security;

/// <summary>
/// Whether actors may still do what they could when they came (R10.5). What a role, a right or a scope allows is fixed, so an actor that
/// still holds theirs may still do what <see cref="Actor.May"/> says.
/// </summary>
public sealed class Rights(IEnumerable<IRightsCheck> checks)
{
    /// <summary>The person was deactivated, or no longer has the role, or a right within it, that they act in.</summary>
    public static readonly Refusal Ended = Refusal.Forbidden(RightsRefusals.Ended);

    private readonly IRightsCheck[] checks = [.. checks];

    /// <returns>Null when the actor's rights hold.</returns>
    public async Task<Refusal?> RefuseAsync(PortalDb db, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.IsSystem)
            return null;

        return actor.ClientId == Actor.Nobody.ClientId
            ? Refusal.Forbidden() : await CheckOf(actor).RefuseAsync(db, actor, cancellationToken);
    }

    /// <summary>The same for the requests that share a transaction.</summary>
    /// <returns>Says of each actor why they may not go on; null of those whose rights hold.</returns>
    public async Task<Func<Actor, Refusal?>> RefuseAsync(PortalDb db, IEnumerable<Actor> actors, CancellationToken cancellationToken)
    {
        var refusals = new Dictionary<IRightsCheck, Func<Actor, Refusal?>>();
        foreach (var ofKind in actors.Where(actor => !actor.IsSystem).GroupBy(CheckOf))
            refusals[ofKind.Key] = await ofKind.Key.RefuseAsync(db, [.. ofKind], cancellationToken);
        return actor => actor.IsSystem ? null : refusals[CheckOf(actor)](actor);
    }

    private IRightsCheck CheckOf(Actor actor) => checks.Single(check => check.IsAbout(actor));
}
