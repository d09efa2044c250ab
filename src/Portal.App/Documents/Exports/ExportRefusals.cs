namespace Portal.App.Documents.Exports;

/// <summary>Why a list is not taken out.</summary>
public static class ExportRefusals
{
    /// <summary>Taking lists out is a right of its own (R9.6), which the actor lacks.</summary>
    public const string NotAllowed = "export_not_allowed";

    /// <summary>No such export of whoever asks.</summary>
    public const string NotFound = "export_not_found";

    /// <summary>Others of theirs wait already. Facts: <c>max</c>.</summary>
    public const string TooMany = "export_too_many";

    /// <summary>The file is not made yet, or will not be.</summary>
    public const string NotReady = "export_not_ready";

    /// <summary>Its time is over.</summary>
    public const string Expired = "export_expired";

    /// <summary>It could not be made, however often it was tried; the log knows why.</summary>
    public const string Failed = "export_failed";
}
