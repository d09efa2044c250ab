using Portal.Domain.Common;

namespace Portal.Domain.Ledger;

/// <summary>What one person may correct alone, whichever way the money goes; the sizes of their corrections add up.</summary>
/// <param name="Day">On one local day.</param>
/// <param name="Month">In one local month.</param>
public readonly record struct AdjustmentLimits(Dong Day, Dong Month);

/// <summary>The sizes of the corrections that were posted on one person's word, added up.</summary>
/// <param name="Today">On the local day.</param>
/// <param name="ThisMonth">In the local month, that day included.</param>
public readonly record struct AdjustedAlone(Dong Today, Dong ThisMonth);

/// <summary>Whether a correction by a person needs a second one.</summary>
public static class AdjustmentCheck
{
    /// <summary>
    /// When it would take what was corrected without a second person above a limit. Many small ones count as much as a large one, and what
    /// is taken away as much as what is given.
    /// </summary>
    /// <param name="gross">Of the correction.</param>
    /// <param name="limits">The same for a person, whomever they correct, and for a partner, whoever corrects their balance.</param>
    /// <param name="before">What was corrected before, by this person and of this partner.</param>
    public static bool NeedsSecondPerson(Dong gross, AdjustmentLimits limits, params IEnumerable<AdjustedAlone> before)
    {
        var size = gross < Dong.Zero ? -gross : gross;
        return before.Any(sum => sum.Today + size > limits.Day || sum.ThisMonth + size > limits.Month);
    }
}
