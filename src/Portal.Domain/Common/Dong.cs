using System.Globalization;

namespace Portal.Domain.Common;

/// <summary>
/// An amount of Vietnamese đồng. Whole numbers only: VND has no minor unit. Arithmetic is checked, so an overflow is an
/// exception and never a wrong amount.
/// </summary>
public readonly record struct Dong(long Amount) : IComparable<Dong>
{
    /// <summary>The largest amount that an order, a line or a reward may carry: 1,000 billion đồng.</summary>
    public const long Largest = 1_000_000_000_000;

    public static readonly Dong Zero = new(0);

    public static Dong operator +(Dong left, Dong right) => new(checked(left.Amount + right.Amount));

    public static Dong operator -(Dong left, Dong right) => new(checked(left.Amount - right.Amount));

    public static Dong operator -(Dong value) => new(checked(-value.Amount));

    public static bool operator <(Dong left, Dong right) => left.Amount < right.Amount;

    public static bool operator >(Dong left, Dong right) => left.Amount > right.Amount;

    public static bool operator <=(Dong left, Dong right) => left.Amount <= right.Amount;

    public static bool operator >=(Dong left, Dong right) => left.Amount >= right.Amount;

    public int CompareTo(Dong other) => Amount.CompareTo(other.Amount);

    /// <summary>The amount as every page writes it: <c>1.234.567 ₫</c>, with a space that does not break.</summary>
    public override string ToString() => Amount.ToString("#,0", Grouping) + "\u00a0₫";

    private static readonly NumberFormatInfo Grouping = new() { NumberGroupSeparator = ".", NegativeSign = "−" };
}
