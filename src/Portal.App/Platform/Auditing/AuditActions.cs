namespace Portal.App.Platform.Auditing;

/// <summary>What an <see cref="AuditRecord"/> can be about; each has a word of its own (<c>AuditAction_…</c>).</summary>
public static class AuditActions
{
    public const string WithdrawalRequested = "withdrawal_requested";
    public const string WithdrawalCancelled = "withdrawal_cancelled";
    public const string BatchMade = "batch_made";
    public const string BatchLineChanged = "batch_line_changed";
    public const string BatchApproved = "batch_approved";
    public const string BatchDiscarded = "batch_discarded";
    public const string BatchExported = "batch_exported";
    public const string ResultsImported = "results_imported";
    public const string AnswerSettled = "answer_settled";
    public const string AnswerAccepted = "answer_accepted";
    public const string MonthClosed = "month_closed";
    public const string AdjustmentProposed = "adjustment_proposed";
    public const string AdjustmentPosted = "adjustment_posted";
    public const string AdjustmentRejected = "adjustment_rejected";
    public const string StatementConfirmed = "statement_confirmed";
    public const string StatementsIssued = "statements_issued";
    public const string DocumentCorrected = "document_corrected";
    public const string InvoicePaid = "invoice_paid";
    public const string IdentitySubmitted = "identity_submitted";
    public const string IdentityPicturesViewed = "identity_pictures_viewed";
    public const string EvidenceViewed = "evidence_viewed";
    public const string OrderEvent = "order_event";

    /// <summary>The operator sent orders in a shop's name.</summary>
    public const string OrdersRecorded = "orders_recorded";
    public const string Exported = "exported";

    /// <summary>A list that took its time is a file now, with its rows and its hash.</summary>
    public const string ExportFinished = "export_finished";
    public const string PayeeSet = "payee_set";
    public const string TaxPolicyAdded = "tax_policy_added";
    public const string WorkRetried = "work_retried";

    public const string SignedIn = "signed_in";
    public const string SignedOut = "signed_out";
    public const string SessionEnded = "session_ended";
    public const string PasswordChanged = "password_changed";
    public const string SecondFactorProved = "second_factor_proved";

    /// <summary>Wrong password or unknown name; see <see cref="RefusalJournal"/>.</summary>
    public const string SignInFailed = "sign_in_failed";

    /// <summary>The last wrong attempt that was looked at for a while, and those after it.</summary>
    public const string SignInBlocked = "sign_in_blocked";
    public const string SecondFactorFailed = "second_factor_failed";

    /// <summary>Somebody asked for what they may not do.</summary>
    public const string Denied = "denied";

    /// <summary>Any other change that somebody made: of partners, programmes, shops, people, keys.</summary>
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";

    public static readonly IReadOnlyList<string> All =
    [
        WithdrawalRequested, WithdrawalCancelled, BatchMade, BatchLineChanged, BatchApproved, BatchDiscarded, BatchExported,
            ResultsImported,
        AnswerSettled, AnswerAccepted, MonthClosed, AdjustmentProposed, AdjustmentPosted, AdjustmentRejected,
        StatementConfirmed, StatementsIssued, DocumentCorrected, InvoicePaid, IdentitySubmitted, IdentityPicturesViewed, EvidenceViewed,
        OrderEvent, OrdersRecorded, Exported, ExportFinished, PayeeSet, TaxPolicyAdded, WorkRetried,
        SignedIn, SignedOut, SessionEnded, PasswordChanged, SecondFactorProved, SignInFailed, SignInBlocked, SecondFactorFailed, Denied,
        Added, Changed, Removed,
    ];
}
