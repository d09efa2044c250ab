namespace Portal.Domain.Withdrawals;

/// <summary>Where a batch of payments is.</summary>
public enum PayoutBatchState
{
    /// <summary>Made; its lines can be left out, and somebody else has to approve it.</summary>
    Made,

    /// <summary>Approved: its file goes to the bank, whose answers are awaited.</summary>
    Approved,

    /// <summary>The bank answered every line.</summary>
    Settled,

    /// <summary>Given up before it was approved; its requests wait for another one.</summary>
    Discarded,
}

/// <summary>What becomes of one request in a batch.</summary>
public enum PayoutLineState
{
    Included,

    /// <summary>Not paid with this batch; stays set aside and waits for the next one.</summary>
    Held,

    /// <summary>Not to be paid: goes back to the partner's balance when the batch is approved.</summary>
    Excluded,

    Paid,

    Rejected,
}

/// <summary>Why a line of a bank's answer could not be taken (R6.6: matched line by line, never guessed).</summary>
public enum PayoutMismatch
{
    /// <summary>No line of the batch has this reference.</summary>
    UnknownReference,

    /// <summary>The reference is known; the amount is another.</summary>
    AmountDiffers,

    /// <summary>The reference is known; the account is another.</summary>
    AccountDiffers,

    /// <summary>The line of this reference was not sent to the bank.</summary>
    NotSent,

    /// <summary>The bank had answered this line already, with something else.</summary>
    AnsweredOtherwise,

    /// <summary>Neither "paid" nor "rejected" can be read from it.</summary>
    Unreadable,
}

/// <summary>A line as it was sent to the bank, for the comparison with the bank's answer.</summary>
public sealed record SentPayment(string Reference, long Amount, string Account, PayoutLineState State);

/// <summary>A line of the bank's answer. What the bank left out is null.</summary>
public sealed record BankAnswer(string? Reference, long? Amount, string? Account, bool? Paid, string? Reason);

/// <summary>Compares the bank's answers with what was sent.</summary>
public static class BankAnswers
{
    /// <summary>Null when the answer is about this line and can be taken, or was taken before.</summary>
    /// <param name="answer">The bank's.</param>
    /// <param name="sent">The line of the batch that has its reference; null where none has.</param>
    public static PayoutMismatch? Compare(BankAnswer answer, SentPayment? sent)
    {
        if (sent is null)
            return PayoutMismatch.UnknownReference;
        if (answer.Amount != sent.Amount)
            return PayoutMismatch.AmountDiffers;
        if (!string.Equals(answer.Account, sent.Account, StringComparison.OrdinalIgnoreCase))
            return PayoutMismatch.AccountDiffers;
        if (answer.Paid is not { } paid)
            return PayoutMismatch.Unreadable;

        return sent.State switch
        {
            PayoutLineState.Included => null,
            PayoutLineState.Paid => paid ? null : PayoutMismatch.AnsweredOtherwise,
            PayoutLineState.Rejected => paid ? PayoutMismatch.AnsweredOtherwise : null,
            _ => PayoutMismatch.NotSent,
        };
    }
}
