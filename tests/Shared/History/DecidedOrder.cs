namespace Portal.Tests.Shared.History;

/// <summary>
/// What somebody, reference or engine, decided about an order in a programme. Amounts are whole đồng; <paramref name="Gross"/> is
/// none when nobody is credited, and the four last values are none in programmes without surcharge.
/// <paramref name="Partner"/> is the credited partner's code.
/// </summary>
public sealed record DecidedOrder(
    string Shop,
    string ExternalId,
    string Program,
    string Decision,
    string? Partner,
    long? Gross,
    string? IntroducedBy,
    int? FreeOrder,
    long? Base,
    long? Surcharge,
    IReadOnlyList<string> Trace)
{
    /// <summary>The click that decided.</summary>
    public int? Click { get; init; }

    /// <summary>The number of the version in force when the order was placed.</summary>
    public int? Version { get; init; }

    public long? Tax { get; init; }

    public long? Net { get; init; }

    /// <summary><c>pending</c>, <c>earned</c>, <c>void</c> or <c>reversed</c> (R3.3); none when there is no reward.</summary>
    public string? RewardState { get; init; }
}
