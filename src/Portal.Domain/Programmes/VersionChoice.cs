namespace Portal.Domain.Programmes;

/// <summary>One version of a programme's settings, from <see cref="EffectiveFrom"/> until the next one starts (R10.1).</summary>
public sealed record ProgrammeVersionFact(Guid Id, int Number, DateTimeOffset EffectiveFrom, ProgrammeSettings Settings);

/// <summary>Which version decides about an order (R10.1).</summary>
public static class VersionChoice
{
    /// <summary>
    /// The version in force when the order was placed; none before the first. Of two that start at the same instant the
    /// later made one replaces the other, since the earlier is in force for no time at all.
    /// </summary>
    public static ProgrammeVersionFact? InForce(IEnumerable<ProgrammeVersionFact> versions, DateTimeOffset placedAt) => versions
        .Where(version => version.EffectiveFrom <= placedAt)
        .MaxBy(version => (version.EffectiveFrom.UtcTicks, version.Number));
}
