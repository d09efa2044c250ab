using Portal.App.Platform.Security;

namespace Portal.App.Disputes.Evidence;

/// <summary>Who may read a piece of evidence (R8.5).</summary>
public static class EvidenceAccess
{
    /// <summary>
    /// Its author, which is the partner or shop in whose name it came, and the operator's people. The other side of the dispute may not.
    /// Whoever asks has looked before whether the actor may see the dispute at all.
    /// </summary>
    public static bool MayRead(Actor actor, EvidenceFile file) =>
        actor.IsOperator || IsOf(actor, file);

    /// <summary>Whether it came in the name of the actor's partner or shop, or, of the operator's people, from one of them.</summary>
    public static bool IsOf(Actor actor, EvidenceFile file) => (file.PartnerId, file.ShopId) switch
    {
        ({ } partner, _) => actor.PartnerId == partner,
        (_, { } shop) => actor.ShopId == shop,
        _ => actor.IsOperator,
    };
}
