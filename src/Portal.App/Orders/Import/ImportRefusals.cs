namespace Portal.App.Orders.Import;

/// <summary>
/// Why a report of orders is not imported, and what can be wrong with a row of it besides what can be wrong with any order.
/// </summary>
public static class ImportRefusals
{
    /// <summary>No such import of the shop.</summary>
    public const string NotFound = "import_not_found";

    /// <summary>The import is running or done, so its columns can no longer be changed.</summary>
    public const string Busy = "import_busy";

    /// <summary>Orders are being stored, so it cannot be given up.</summary>
    public const string Started = "import_started";

    /// <summary>Only what was checked can be taken in.</summary>
    public const string NotChecked = "import_not_checked";

    /// <summary>Whoever uploaded it may no longer report orders of the shop.</summary>
    public const string NotAllowed = "import_not_allowed";

    /// <summary>Stopped by a failure of the portal itself; the log knows it.</summary>
    public const string Stopped = "import_stopped";

    /// <summary>More is wrong than is written down.</summary>
    public const string MoreProblems = "more_problems";

    /// <summary>The file has no such heading. Facts: <c>value</c>.</summary>
    public const string HeadingMissing = "heading_missing";

    /// <summary>Two columns are read from one heading. Facts: <c>value</c>.</summary>
    public const string HeadingUsedTwice = "heading_used_twice";

    /// <summary>A quoted cell that does not end where it should. Facts: <c>lines</c> of the file that it took in.</summary>
    public const string BrokenQuotes = "broken_quotes";

    /// <summary>More cells than the heading has names. Facts: <c>expected</c>, <c>actual</c>.</summary>
    public const string TooManyCells = "too_many_cells";

    /// <summary>A cell in another encoding.</summary>
    public const string NotUtf8 = "not_utf8";

    /// <summary>Rows of other orders stand between those of this one.</summary>
    public const string RowsApart = "order_rows_apart";

    /// <summary>A row beside it cannot be read, and may belong to the order.</summary>
    public const string BesideUnreadableRow = "beside_unreadable_row";

    /// <summary>Something that is said of the whole order is another than in its first row. Facts: <c>row</c>, the order's first.</summary>
    public const string DiffersFromFirstRow = "differs_from_first_row";

    /// <summary>No known word for what became of an order. Facts: <c>value</c>, as it stands in the cell.</summary>
    public const string UnknownStatus = "unknown_status";

    /// <summary>No certain instant. Facts: <c>value</c>, as it stands in the cell.</summary>
    public const string UnreadableDate = "unreadable_date";

    /// <summary>No certain amount of đồng. Facts: <c>value</c>, as it stands in the cell.</summary>
    public const string UnreadableAmount = "unreadable_amount";

    /// <summary>No certain number of pieces. Facts: <c>value</c>, as it stands in the cell.</summary>
    public const string UnreadableQuantity = "unreadable_quantity";

    /// <summary>A part of a piece, such as 1.5 kg: orders count whole pieces. Facts: <c>value</c>.</summary>
    public const string QuantityNotWhole = "quantity_not_whole";

    /// <summary>A day as a spreadsheet counts it, which names no certain day: two such calendars exist. Facts: <c>value</c>.</summary>
    public const string SerialDate = "serial_date";

    /// <summary>
    /// A spreadsheet shortened the number, so its last digits are lost (<see cref="CellText.IsShortened"/>). Facts: <c>value</c>.
    /// </summary>
    public const string ShortenedNumber = "shortened_number";

    /// <summary>More pieces of a line came back than were bought (R2.6). Facts: <c>value</c>, <c>max</c>.</summary>
    public const string ReturnedMoreThanBought = "returned_more_than_bought";

    /// <summary>More came back than the customer was charged for the goods (R2.6). Facts: <c>value</c>, <c>max</c> in đồng.</summary>
    public const string ReturnedMoreThanCharged = "returned_more_than_charged";

    /// <summary>Both pieces and an amount are said to have come back: which of the two is meant is never guessed.</summary>
    public const string ReturnedBothWays = "returned_both_ways";

    /// <summary>The order's state does not allow what is said to have come back. Facts: <c>value</c>, the state in the cell.</summary>
    public const string ReturnedAgainstStatus = "returned_against_status";

    /// <summary>The state says that some of the order came back, and nothing says what.</summary>
    public const string ReturnedPartMissing = "returned_part_missing";

    /// <summary>Less is said to have come back than is known already: nothing changes.</summary>
    public const string ReturnedLessThanKnown = "returned_less_than_known";

    /// <summary>Something is said to have come back of an order that is not paid: a report after the payment brings it back.</summary>
    public const string ReturnedBeforePayment = "returned_before_payment";

    /// <summary>Something is said to have come back of an order that was cancelled for another reason.</summary>
    public const string ReturnedAfterCancellation = "returned_after_cancellation";
}
