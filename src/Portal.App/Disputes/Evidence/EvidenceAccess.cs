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
        actor.IsOperator || (file.PartnerId is { } partner && actor.PartnerId == partner)
        || (file.ShopId is { } shop && actor.ShopId == shop);
}
