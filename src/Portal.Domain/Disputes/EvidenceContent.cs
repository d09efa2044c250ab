using Portal.Domain.Common;

namespace Portal.Domain.Disputes;

/// <summary>What the bytes of a file are, and the time that they carry.</summary>
public readonly record struct EvidenceContent(EvidenceType Type, FileTime? Time)
{
    public const int MostMegapixels = 100;
    public const long MostPixels = MostMegapixels * 1_000_000L;

    /// <summary>
    /// Reads what a file is (R8.2): by its first bytes, and then from its beginning to its end, so that what is cut, or has something else
    /// behind it, is found. Nothing is decoded, and each byte is looked at a bounded number of times.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="now">When it came; a file's time that lies after it by more than a day is none.</param>
    public static Outcome<EvidenceContent> Read(ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        if (EvidenceRules.CheckSize(bytes.Length) is { } refusal)
            return refusal;
        if (TypeOf(bytes) is not { } type)
            return new Refusal(RefusalKind.UnsupportedMedia, EvidenceRefusals.TypeNotAccepted);

        var found = type switch
        {
            EvidenceType.Jpeg => JpegStructure.Read(bytes),
            EvidenceType.Png => PngStructure.Read(bytes),
            EvidenceType.WebP => WebPStructure.Read(bytes),
            EvidenceType.Heic => HeicStructure.Read(bytes),
            EvidenceType.Pdf => PdfStructure.Read(bytes),
            _ => PlainText.Read(bytes),
        };
        if (found.Code is { } code)
            return code == EvidenceRefusals.TypeNotAccepted ? new Refusal(RefusalKind.UnsupportedMedia, code) : Refusal.Rule(code);
        if (found.Pixels > MostPixels)
            return Refusal.Rule(EvidenceRefusals.TooManyPixels).With("max", Invariant.Text(MostMegapixels));
        if (type != EvidenceType.Text && ForeignData.IsArchive(bytes))
            return Refusal.Rule(EvidenceRefusals.ForeignData);

        var time = type switch
        {
            EvidenceType.Pdf => PdfStructure.Time(bytes),
            EvidenceType.Text => null,
            _ => ExifTime.Read(bytes[found.Exif]),
        };
        return new EvidenceContent(type, time is { } read && IsBelievable(read.At, now) ? time : null);
    }

    /// <summary>By the first bytes; null when they are of none that is accepted.</summary>
    private static EvidenceType? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith(JpegStructure.Head) => EvidenceType.Jpeg,
        _ when bytes.StartsWith(PngStructure.Head) => EvidenceType.Png,
        _ when WebPStructure.Begins(bytes) => EvidenceType.WebP,
        _ when HeicStructure.Begins(bytes) => EvidenceType.Heic,
        _ when bytes.StartsWith(PdfStructure.Head) => EvidenceType.Pdf,
        _ when PlainText.Begins(bytes) => EvidenceType.Text,
        _ => null,
    };

    /// <summary>Cameras whose clock was never set say 1970, 1980 or nothing; one that goes fast says tomorrow.</summary>
    private static bool IsBelievable(DateTimeOffset at, DateTimeOffset now) =>
        at >= EvidenceRules.Earliest && at <= now + EvidenceRules.MostDifference;
}

/// <summary>What a walk through a file found.</summary>
/// <param name="Code">Why it is not taken; null when it holds together.</param>
internal readonly record struct Structure(string? Code)
{
    public static readonly Structure Damaged = new(EvidenceRefusals.Damaged);

    public static readonly Structure Foreign = new(EvidenceRefusals.ForeignData);

    public long Pixels { get; init; }

    /// <summary>Where the EXIF data stands, from its byte order on; empty where there is none.</summary>
    public Range Exif { get; init; } = 0..0;
}
