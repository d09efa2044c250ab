namespace Portal.Domain.Statements;

/// <summary>Where a shop's weekly statement is (R7.8). Words under <c>StatementState_…</c>.</summary>
public enum StatementState
{
    /// <summary>The owner can confirm it or dispute its lines.</summary>
    InReview,

    /// <summary>Confirmed, or its days of review are over. What is found out later stands in another one.</summary>
    Final,
}

/// <summary>What becomes of a statement's net (R7.9). Words under <c>StatementOutcome_…</c>.</summary>
public enum StatementOutcome
{
    /// <summary>In the owner's favour: paid by the week's settlement batch.</summary>
    Settled,

    /// <summary>In the platform's favour: carried, and invoiced at the first of the next month.</summary>
    Carried,

    /// <summary>Nothing is owed.</summary>
    Even,
}

/// <summary>What a line of a statement says. Words under <c>StatementLineKind_…</c>.</summary>
public enum StatementLineKind
{
    /// <summary>An order's surcharge (R7.3); takes from the net.</summary>
    Surcharge,

    /// <summary>A surcharge that is not owed any more (R7.5).</summary>
    SurchargeReversal,

    /// <summary>A discount that the platform gave and owes the owner (R7.9).</summary>
    Promotion,

    /// <summary>Such a discount of an order that came back.</summary>
    PromotionReversal,

    /// <summary>Neither: what a dispute put right, or an invoice that was paid twice.</summary>
    Correction,
}

/// <summary>How an order stands between a shop's statements and its ledger (R7.8). Words under <c>ReconciliationMark_…</c>.</summary>
public enum ReconciliationMark
{
    /// <summary>In no statement yet.</summary>
    Open,

    /// <summary>The statements say what is owed.</summary>
    Matched,

    /// <summary>The statements took more than is owed; a later one gives it back.</summary>
    Over,

    /// <summary>The statements took less than is owed; a later one takes the rest.</summary>
    Under,
}

/// <summary>What follows from a statement's days and amounts.</summary>
public static class StatementStates
{
    /// <param name="confirmedAt">When the owner confirmed it; null while they have not.</param>
    /// <param name="reviewUntil">When it becomes final by itself.</param>
    /// <param name="now">When somebody looks.</param>
    public static StatementState Of(DateTimeOffset? confirmedAt, DateTimeOffset reviewUntil, DateTimeOffset now) =>
        confirmedAt is not null || now >= reviewUntil ? StatementState.Final : StatementState.InReview;

    /// <param name="net">Promotions less surcharges, with corrections; đồng.</param>
    public static StatementOutcome Of(long net) => net switch
    {
        > 0 => StatementOutcome.Settled,
        < 0 => StatementOutcome.Carried,
        _ => StatementOutcome.Even,
    };

    /// <param name="isStated">Whether a statement has a line of the order.</param>
    /// <param name="stated">What the lines of the order's statements add up to for the owner; đồng.</param>
    /// <param name="owed">What its entries add up to for the owner; đồng.</param>
    public static ReconciliationMark Mark(bool isStated, long stated, long owed) =>
        !isStated ? ReconciliationMark.Open
        : stated == owed ? ReconciliationMark.Matched
        : stated < owed ? ReconciliationMark.Over
        : ReconciliationMark.Under;
}
