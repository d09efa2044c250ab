namespace Portal.App.Money.Ledger;

/// <summary>Amounts of both signs, each added up by itself, in đồng.</summary>
/// <param name="Out">Zero or below.</param>
public readonly record struct InAndOut(long In, long Out)
{
    public long Total => In + Out;

    public static InAndOut Of(IEnumerable<long> amounts) =>
        amounts.Aggregate(default(InAndOut), (sum, amount) => amount > 0
            ? sum with { In = sum.In + amount } : sum with { Out = sum.Out + amount });
}
