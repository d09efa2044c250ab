namespace Portal.App.Orders.Import;

/// <summary>Why a report cannot be read at all: stable codes of refusals.</summary>
public static class FileCodes
{
    /// <summary>Facts: <c>max</c> megabytes.</summary>
    public const string TooLarge = "file_too_large";
    public const string Empty = "file_empty";
    public const string NotATable = "file_not_a_table";
    public const string NotUtf8 = "file_not_utf8";

    /// <summary>An Excel workbook, which must be saved as CSV first.</summary>
    public const string IsSpreadsheet = "file_is_spreadsheet";

    /// <summary>Facts: <c>max</c>.</summary>
    public const string TooManyColumns = "file_too_many_columns";

    /// <summary>The stored file is no longer there.</summary>
    public const string Gone = "file_gone";

    /// <summary>Facts: <c>max</c>.</summary>
    public const string TooManyRows = "file_too_many_rows";

    /// <summary>Whoever uploaded it may no longer report orders of the shop.</summary>
    public const string NotAllowed = "import_not_allowed";

    /// <summary>A spreadsheet that would take far more memory than its contents are worth; see <c>XlsxLimits</c>.</summary>
    public const string UnpacksTooLarge = "file_unpacks_too_large";

    /// <summary>Stopped by a failure of the portal itself; the log knows it.</summary>
    public const string Stopped = "import_stopped";
}

/// <summary>What can be wrong with a row of a report besides what can be wrong with any order: stable codes of field errors.</summary>
public static class ReportCodes
{
    /// <summary>A quoted cell that does not end where it should. Facts: <c>lines</c> of the file that it took in.</summary>
    public const string BrokenQuotes = "broken_quotes";

    /// <summary>More cells than the heading has names. Facts: <c>expected</c>, <c>actual</c>.</summary>
    public const string TooManyCells = "too_many_cells";

    public const string NotUtf8 = "not_utf8";
    public const string RowsApart = "order_rows_apart";
    public const string BesideUnreadableRow = "beside_unreadable_row";

    /// <summary>Facts: <c>row</c>, the order's first.</summary>
    public const string DiffersFromFirstRow = "differs_from_first_row";

    /// <summary>These four: facts <c>value</c>, as it stands in the cell.</summary>
    public const string UnknownStatus = "unknown_status";
    public const string UnreadableDate = "unreadable_date";
    public const string UnreadableAmount = "unreadable_amount";
    public const string UnreadableQuantity = "unreadable_quantity";

    /// <summary>A part of a piece, such as 1.5 kg: orders count whole pieces. Facts: <c>value</c>.</summary>
    public const string QuantityNotWhole = "quantity_not_whole";

    /// <summary>A day as a spreadsheet counts it, which names no certain day: two such calendars exist. Facts: <c>value</c>.</summary>
    public const string SerialDate = "serial_date";

    /// <summary>A spreadsheet shortened the number, so its last digits are lost (<see cref="CellText.IsShortened"/>). Facts: <c>value</c>.</summary>
    public const string ShortenedNumber = "shortened_number";
}
