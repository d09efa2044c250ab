namespace Portal.Domain.Disputes;

/// <summary>Why something about a dispute is refused (R8).</summary>
public static class DisputeRefusals
{
    /// <summary>No such dispute, or none that the actor may know of.</summary>
    public const string NotFound = "dispute_not_found";

    /// <summary>It does not stand where this could be done. Facts: <c>state</c>.</summary>
    public const string WrongState = "dispute_wrong_state";

    /// <summary>R8.1: a dispute brings at least one piece of evidence.</summary>
    public const string EvidenceMissing = "dispute_evidence_missing";

    /// <summary>
    /// R8.2: a file tells no time, and whoever brought it has not said when it was. Facts: <c>file</c>, the first one's name.
    /// </summary>
    public const string EvidenceUntimed = "dispute_evidence_untimed";

    /// <summary>The author's organisation disputes the same thing of the same order already. Facts: <c>number</c>.</summary>
    public const string AlreadyOpen = "dispute_already_open";

    /// <summary>There is one appeal, and it was made.</summary>
    public const string AlreadyAppealed = "dispute_already_appealed";

    /// <summary>The time to appeal is over.</summary>
    public const string AppealTooLate = "dispute_appeal_too_late";

    /// <summary>R8.6: who decided it does not decide its appeal.</summary>
    public const string OwnDecision = "dispute_own_decision";

    /// <summary>Nobody reviews a dispute of an organisation that they belong to.</summary>
    public const string OwnDispute = "dispute_own_dispute";

    /// <summary>What it wants cannot be ruled as it stands: the order is not there (yet), or has no customer.</summary>
    public const string CannotBeRuled = "dispute_cannot_be_ruled";

    /// <summary>Facts: <c>max</c>.</summary>
    public const string TooManyDrafts = "dispute_too_many_drafts";
}
