using Portal.App.Traffic.Clicks;

namespace Portal.App.Risk;

/// <summary>What a signal is about, as a short text: with it the same thing is never told twice.</summary>
internal static class RiskSubjects
{
    private const string VisitorPrefix = "visitor:";
    private const string AddressPrefix = "address:";

    public static string Order(Guid id) => $"order:{id:N}";

    /// <summary>
    /// A visitor's clicks in the hour of this instant. The id is their own, made by the portal or hashed; it names nobody.
    /// </summary>
    public static string Visitor(VisitorId visitor, DateTimeOffset at) => Clicks(VisitorPrefix, visitor.ToArray(), at);

    /// <summary>The clicks from an address, of which only the keyed hash is known (R10.3), in the hour of this instant.</summary>
    public static string Address(byte[] hash, DateTimeOffset at) => Clicks(AddressPrefix, hash, at);

    public static bool IsAddress(string subject) => subject.StartsWith(AddressPrefix, StringComparison.Ordinal);

    /// <summary>A few letters by which people tell two sources apart.</summary>
    public static string? Source(string subject) =>
        IsAddress(subject) || subject.StartsWith(VisitorPrefix, StringComparison.Ordinal) ? subject[^6..].ToUpperInvariant() : null;

    // the hour stands first, so that the hash, which tells sources apart, ends the text
    private static string Clicks(string prefix, byte[] source, DateTimeOffset at) =>
        $"{prefix}{HourOf(at).UtcDateTime:yyyyMMddHH}:{Convert.ToHexStringLower(source)}";

    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
