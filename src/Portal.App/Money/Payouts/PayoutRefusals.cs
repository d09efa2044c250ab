namespace Portal.App.Money.Payouts;

/// <summary>Why a batch of payouts is not made, changed, approved or settled.</summary>
public static class PayoutRefusals
{
    /// <summary>No such batch.</summary>
    public const string NotFound = "batch_not_found";

    /// <summary>Facts: <c>month</c>.</summary>
    public const string MonthNotOver = "month_not_over";

    /// <summary>Facts: <c>week</c>.</summary>
    public const string WeekNotOver = "week_not_over";

    /// <summary>The month or week has one. Facts: <c>number</c>.</summary>
    public const string Exists = "batch_exists";

    /// <summary>Nobody asked for money.</summary>
    public const string NothingToPay = "nothing_to_pay";

    /// <summary>No statement is in a shop's favour that has an account.</summary>
    public const string NothingToSettle = "nothing_to_settle";

    /// <summary>Somebody approved it or gave it up.</summary>
    public const string NotOpen = "batch_not_open";

    /// <summary>A line cannot be paid as things are. Facts: <c>reference</c>, <c>reason</c>.</summary>
    public const string LineNotPayable = "line_not_payable";

    /// <summary>Whoever made it cannot approve it.</summary>
    public const string OwnBatch = "own_batch";

    /// <summary>The batch is not with the bank.</summary>
    public const string NotApproved = "batch_not_approved";

    /// <summary>A heading of the bank's answers is missing. Facts: <c>columns</c>.</summary>
    public const string ColumnsMissing = "results_columns_missing";

    /// <summary>No such answer of the bank.</summary>
    public const string AnswerNotFound = "answer_not_found";

    /// <summary>Whoever brought the answer cannot accept it.</summary>
    public const string OwnAnswer = "own_answer";

    /// <summary>Somebody said already what became of it.</summary>
    public const string AnswerSettled = "answer_settled";

    /// <summary>It does not contradict what the line is now, so there is nothing to accept.</summary>
    public const string AnswerNotOpposite = "answer_not_opposite";

    /// <summary>It says the opposite of what the bank said before: an approver decides between the two.</summary>
    public const string AnswerContradicts = "answer_contradicts";
}
