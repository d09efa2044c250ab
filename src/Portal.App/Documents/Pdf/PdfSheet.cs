namespace Portal.App.Documents.Pdf;

/// <summary>A sheet of A4 and where on it things stand, in points.</summary>
internal sealed record PdfSheet(double Width, double Height)
{
    public static readonly PdfSheet Upright = new(595.28, 841.89);
    public static readonly PdfSheet Lying = new(841.89, 595.28);

    public const double Left = 45;
    public const double Top = 58;
    public const double Bottom = 56;

    /// <summary>Where the line at the head of every page but the first stands, which says what one reads.</summary>
    public const double Head = 32;

    public double ContentWidth => Width - 2 * Left;

    public double ContentHeight => Height - Top - Bottom;
}
