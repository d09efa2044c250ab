using Portal.Domain.Common;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>A reward that stands.</summary>
internal sealed record StandingReward(long Gross, long Tax, DateOnly TaxMonth, bool StandsOut)
{
    public bool IsHeld { get; init; }
}

/// <summary>What the model knows of a partner's tax: kept back by month, settled with its close, and given to the state.</summary>
internal sealed class TaxModel
{
    private static readonly BasisPoints Tenth = new(1000);

    private readonly Dictionary<DateOnly, long> gross = [];

    private readonly Dictionary<DateOnly, long> ofPayments = [];

    private readonly HashSet<DateOnly> toTheState = [];

    public Dictionary<DateOnly, long> Withheld { get; } = [];

    /// <summary>Months that had income and corrections, and whose close had no tax to settle.</summary>
    public HashSet<DateOnly> ClosedOnNothing { get; } = [];

    public long Remitted { get; private set; }

    public long KeptBack => Withheld.Values.Sum() + ofPayments.Values.Sum();

    public static long TaxOf(long gross) => Tenth.Of(new Dong(gross)).Amount;

    public void Earns(DateOnly month, long amount, long tax)
    {
        gross[month] = gross.GetValueOrDefault(month) + amount;
        Withheld[month] = Withheld.GetValueOrDefault(month) + tax;
    }

    /// <summary>Taken back in one month, its tax from where that went.</summary>
    public void Returns(DateOnly month, StandingReward reward, bool closed)
    {
        Earns(month, -reward.Gross, 0);
        if (!closed)
            Withheld[reward.TaxMonth] -= reward.Tax;
        else if (toTheState.Contains(reward.TaxMonth))
            Remitted -= reward.Tax;
    }

    public void Pays(DateOnly month, long tax, bool closed)
    {
        if (closed)
            Remitted += tax;
        else
            ofPayments[month] = ofPayments.GetValueOrDefault(month) + tax;
    }

    public void Closes(DateOnly through)
    {
        foreach (var month in Withheld.Keys.Where(month => month <= through).ToList())
        {
            Withheld.Remove(month, out var tax);
            if (gross.GetValueOrDefault(month) >= 2_000_000 && toTheState.Add(month))
                Remitted += tax;
            if (tax == 0)
                ClosedOnNothing.Add(month);
        }

        foreach (var month in ofPayments.Keys.Where(month => month <= through).ToList())
        {
            ofPayments.Remove(month, out var tax);
            Remitted += tax;
        }
    }
}
