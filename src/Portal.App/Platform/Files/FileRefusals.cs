namespace Portal.App.Platform.Files;

/// <summary>Why an uploaded table cannot be read at all.</summary>
public static class FileRefusals
{
    /// <summary>Facts: <c>max</c>, in MB.</summary>
    public const string TooLarge = "file_too_large";

    /// <summary>Nothing stands in it.</summary>
    public const string Empty = "file_empty";

    /// <summary>Neither CSV with a heading nor a workbook.</summary>
    public const string NotATable = "file_not_a_table";

    /// <summary>The text is in another encoding.</summary>
    public const string NotUtf8 = "file_not_utf8";

    /// <summary>A workbook that cannot be read here: it must be saved as CSV first.</summary>
    public const string IsSpreadsheet = "file_is_spreadsheet";

    /// <summary>Facts: <c>max</c>.</summary>
    public const string TooManyColumns = "file_too_many_columns";

    /// <summary>Facts: <c>max</c>.</summary>
    public const string TooManyRows = "file_too_many_rows";

    /// <summary>The stored file is no longer there.</summary>
    public const string Gone = "file_gone";

    /// <summary>A spreadsheet that would take far more memory than its contents are worth; see <c>XlsxLimits</c>.</summary>
    public const string UnpacksTooLarge = "file_unpacks_too_large";
}
