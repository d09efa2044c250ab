namespace Portal.Domain.Common;

/// <summary>Who has to act next, so that what was promised comes true.</summary>
public enum WaitsFor
{
    /// <summary>Finance: makes the batch, or closes the month.</summary>
    Finance,

    /// <summary>A second person, who lets the batch go to the bank.</summary>
    Approver,

    /// <summary>The bank has it; finance brings its answer.</summary>
    Bank,
}

/// <summary>
/// A day by which something was promised (R6.4, R6.6), and how far it has passed. A promise is never let slip in silence.
/// </summary>
/// <param name="By">The last local day on which it keeps its promise.</param>
/// <param name="DaysLate">Local days since then; zero while there is time.</param>
/// <param name="WaitsFor">Who has to act next.</param>
public sealed record PromisedDay(DateOnly By, int DaysLate, WaitsFor WaitsFor)
{
    public bool IsLate => DaysLate > 0;

    /// <param name="by">The last day.</param>
    /// <param name="today">The local day on which somebody looks.</param>
    /// <param name="waitsFor">Who has to act next.</param>
    public static PromisedDay Of(DateOnly by, DateOnly today, WaitsFor waitsFor) =>
        new(by, Math.Max(0, today.DayNumber - by.DayNumber), waitsFor);
}
