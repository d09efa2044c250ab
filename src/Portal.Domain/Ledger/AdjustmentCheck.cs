using Portal.Domain.Common;

namespace Portal.Domain.Ledger;

/// <summary>Whether a correction by a person needs a second one.</summary>
public static class AdjustmentCheck
{
    /// <summary>Above the limit, whichever way the money goes.</summary>
    public static bool NeedsSecondPerson(Dong gross, Dong limit) => (gross < Dong.Zero ? -gross : gross) > limit;
}
