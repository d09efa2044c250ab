namespace Portal.Domain.Disputes;

/// <summary>Where in a file its time stands, and whether it names its zone.</summary>
public enum FileTimeSource
{
    /// <summary>EXIF: when the picture was taken, with its offset from UTC.</summary>
    Exif,

    /// <summary>EXIF without an offset: taken for the time of Vietnam.</summary>
    ExifLocal,

    /// <summary>PDF: when the document was made, with its offset.</summary>
    Pdf,

    /// <summary>PDF without an offset: taken for the time of Vietnam.</summary>
    PdfLocal,
}

/// <summary>
/// The time that a file carries (R8.2). Whoever has the file can write another into it; it is shown, and decides nothing.
/// </summary>
public readonly record struct FileTime(DateTimeOffset At, FileTimeSource Source);
