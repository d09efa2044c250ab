namespace Portal.Domain.Disputes;

/// <summary>What a piece of evidence may be (R8.2). Its content decides which it is.</summary>
public enum EvidenceType
{
    Jpeg,
    Png,
    WebP,
    Heic,
    Pdf,
    Text,
}

/// <summary>What follows from a type alone.</summary>
public static class EvidenceTypes
{
    /// <summary>The type to serve it with.</summary>
    public static string ContentType(this EvidenceType type) => type switch
    {
        EvidenceType.Jpeg => "image/jpeg",
        EvidenceType.Png => "image/png",
        EvidenceType.WebP => "image/webp",
        EvidenceType.Heic => "image/heic",
        EvidenceType.Pdf => "application/pdf",
        _ => "text/plain; charset=utf-8",
    };

    /// <summary>The ending of its name, with the dot, by which the reader's computer chooses what opens it.</summary>
    public static string Ending(this EvidenceType type) => type switch
    {
        EvidenceType.Jpeg => ".jpg",
        EvidenceType.Png => ".png",
        EvidenceType.WebP => ".webp",
        EvidenceType.Heic => ".heic",
        EvidenceType.Pdf => ".pdf",
        _ => ".txt",
    };

    /// <summary>True for what a preview can be made of.</summary>
    public static bool IsPicture(this EvidenceType type) => type is not (EvidenceType.Pdf or EvidenceType.Text);
}
