namespace Portal.Domain.Common;

/// <summary>A rate in hundredths of a percent: 500 is 5 %.</summary>
public readonly record struct BasisPoints(int Value)
{
    public const int Whole = 10_000;

    /// <summary>The rate's share of an amount, rounded half away from zero to one đồng (R3.2, R6.2, R7.3).</summary>
    public Dong Of(Dong amount)
    {
        var product = (Int128)amount.Amount * Value;
        var half = product >= 0 ? Whole / 2 : -(Whole / 2);
        return new Dong(checked((long)((product + half) / Whole)));
    }
}
