using Portal.Domain.Common;

namespace Portal.Domain.Disputes;

/// <summary>What a ruled base leaves of the amounts that make up the recorded one (R8.6, R2.6).</summary>
public static class RuledBase
{
    /// <summary>
    /// Shared out over the lines as they were recorded, so that each keeps its rate. Where nothing was recorded, in equal parts.
    /// </summary>
    public static Dong[] Share(Dong ruled, IReadOnlyList<Dong> recorded) => LargestRemainder.Share(
        ruled, recorded.Any(amount => amount > Dong.Zero) ? recorded : [.. recorded.Select(_ => new Dong(1))]);

    /// <summary>A part of the recorded base, as the same part of the ruled one; rounded half away from zero.</summary>
    public static Dong PartOf(Dong part, Dong recorded, Dong ruled)
    {
        if (recorded == Dong.Zero)
            return Dong.Zero;

        var product = (Int128)part.Amount * ruled.Amount;
        var half = product >= 0 ? (Int128)recorded.Amount / 2 : -(Int128)recorded.Amount / 2;
        return new Dong((long)((product + half) / recorded.Amount));
    }

    internal static TraceStep Step(RulingFact ruling, Dong recorded) => TraceStep.Of("R8.6", TraceOutcomes.RuledBase,
        ("dispute", ruling.Dispute), ("ruledAt", Invariant.Text(ruling.RuledAt)), ("base", Invariant.Text(ruling.Base!.Value)),
        ("recorded", Invariant.Text(recorded)));
}
