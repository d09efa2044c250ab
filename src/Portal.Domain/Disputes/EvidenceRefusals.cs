namespace Portal.Domain.Disputes;

/// <summary>Why a file is not taken as evidence, and why a piece of evidence cannot be read (R8.2, R8.5).</summary>
public static class EvidenceRefusals
{
    /// <summary>Nothing stands in it.</summary>
    public const string Empty = "evidence_empty";

    /// <summary>Facts: <c>max</c>, in MiB.</summary>
    public const string TooLarge = "evidence_too_large";

    /// <summary>By its content it is none of the accepted types, whatever its name says.</summary>
    public const string TypeNotAccepted = "evidence_type_not_accepted";

    /// <summary>It begins as an accepted type and does not hold together to its end: damaged, or not sent whole.</summary>
    public const string Damaged = "evidence_damaged";

    /// <summary>Something else stands behind the picture or document, or the same bytes are an archive too.</summary>
    public const string ForeignData = "evidence_foreign_data";

    /// <summary>More pixels than any camera's picture of this size has. Facts: <c>max</c>, in millions.</summary>
    public const string TooManyPixels = "evidence_too_many_pixels";

    /// <summary>The dispute has as many files as it may have. Facts: <c>max</c>.</summary>
    public const string Full = "evidence_full";

    /// <summary>The scanner for harmful software found some in it.</summary>
    public const string Harmful = "evidence_harmful";

    /// <summary>The scanner for harmful software does not answer, so nothing is taken now.</summary>
    public const string NotScanned = "evidence_not_scanned";

    /// <summary>No such piece of evidence, or none that the actor may know of.</summary>
    public const string NotFound = "evidence_not_found";

    /// <summary>There is no preview of it: it is no picture, could not be drawn, or is not drawn yet.</summary>
    public const string NoPreview = "evidence_no_preview";

    /// <summary>Its file is missing or damaged on the disk. The operator has to look after it.</summary>
    public const string Unreadable = "evidence_unreadable";

    /// <summary>When it was and what it shows is said already, and is never said anew.</summary>
    public const string AlreadyStated = "evidence_already_stated";
}
