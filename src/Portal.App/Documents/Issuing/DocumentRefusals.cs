namespace Portal.App.Documents.Issuing;

/// <summary>Why a document is not given out.</summary>
public static class DocumentRefusals
{
    /// <summary>No document has this number.</summary>
    public const string NotFound = "document_not_found";

    /// <summary>What it is about may still change: it can be seen, and not be issued.</summary>
    public const string NotFinal = "document_not_final";
}
