namespace Portal.App.Orders.Import;

/// <summary>
/// What a spreadsheet may cost. A zip of 40 KB can unpack to gigabytes, so nothing that a file says about itself is believed: what is
/// read is counted. A bank's answer of <see cref="Payouts.BankAnswerFile.MostLines"/> lines stays far below all of it.
/// </summary>
internal static class XlsxLimits
{
    /// <summary>Parts of the zip; a workbook has a dozen.</summary>
    public const int Entries = 1_000;

    /// <summary>Characters that are unpacked of all parts together.</summary>
    public const long Unpacked = 128L * 1024 * 1024;

    /// <summary>How often larger a part may be than its packed form. Sheets of the same few words reach 60.</summary>
    public const long Ratio = 200;

    /// <summary>A part of this size is read whatever its ratio: short texts repeat themselves.</summary>
    public const long SmallPart = 4L * 1024 * 1024;

    /// <summary>
    /// Characters between two tags, so also of a tag with all of its attributes. The longest text of a cell, escaped, is shorter.
    /// </summary>
    public const int Run = 256 * 1024;

    /// <summary>Letters of one cell: Excel's own limit.</summary>
    public const int CellText = 32_767;

    /// <summary>Letters of all cells that are kept.</summary>
    public const long AllText = 8L * 1024 * 1024;

    /// <summary>Cells that are kept, the empty ones before a filled one included.</summary>
    public const int Cells = 1_500_000;

    /// <summary>Cells of a row that are kept; a table that is read has fewer columns.</summary>
    public const int Columns = 200;

    /// <summary>Cells of a row that are passed over or kept: Excel's own limit.</summary>
    public const int RowCells = 16_384;

    public const int SharedTexts = 400_000;

    /// <summary>Different names of elements, attributes and namespaces; a parser keeps each of them.</summary>
    public const int Names = 5_000;

    /// <summary>Elements within elements; a parser keeps each that is open.</summary>
    public const int Depth = 32;
}

/// <summary>A spreadsheet is larger than <see cref="XlsxLimits"/>; caught where it is read, and refused.</summary>
internal sealed class XlsxTooLargeException : Exception;
