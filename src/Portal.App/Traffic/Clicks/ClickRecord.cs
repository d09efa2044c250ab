namespace Portal.App.Traffic.Clicks;

/// <summary>What made the request. Only a person's click earns credit (R1.1). The numbers are stored and signed: never reuse one.</summary>
public enum ClickKind : byte
{
    Human = 0,
    Bot = 1,
    Prefetch = 2,
    Head = 3,
}

/// <summary>One use of a tracking link (R1.1). Written once, never changed.</summary>
public sealed record ClickRecord
{
    public const int LongestUserAgent = 256;
    public const int LongestReferrer = 512;

    /// <summary>From <see cref="ClickIds"/>; of two clicks at the same time the one with the higher id came later (R1.4).</summary>
    public required long Id { get; init; }

    /// <summary>Null for a click that came with a partner's code instead of a link.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>Null for a shop owner's own link.</summary>
    public Guid? PartnerId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required VisitorId VisitorId { get; init; }

    /// <summary>To the millisecond, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    public required ClickKind Kind { get; init; }

    /// <summary>R1.1: only a person's click does.</summary>
    public bool EarnsCredit => Kind == ClickKind.Human;

    /// <summary>Keyed hash of the address (R10.3).</summary>
    public byte[]? IpHash { get; init; }

    public string? UserAgent { get; init; }

    public string? Referrer { get; init; }

    /// <summary>Keyed hash of the device (R10.3), where an app reported the click.</summary>
    public byte[]? DeviceHash { get; init; }

    /// <summary>True when the disk had refused the click and it was made again from its signed token.</summary>
    public bool Restored { get; init; }

    /// <summary>An instant as clicks keep it: tokens carry milliseconds, and both must say the same.</summary>
    public static DateTimeOffset ToMilliseconds(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    /// <summary>The same for the bound of a period: clicks lie on whole milliseconds, so a bound between two is the upper one.</summary>
    public static DateTimeOffset ToMillisecondsUp(DateTimeOffset bound) =>
        ToMilliseconds(bound.AddTicks(TimeSpan.TicksPerMillisecond - 1));

    /// <summary>
    /// A request header as it can be stored: cut, and without the characters that databases refuse (NUL, halves of
    /// surrogate pairs), because one such click would take the others of its batch with it.
    /// </summary>
    public static string? Clean(string? header, int longest)
    {
        if (string.IsNullOrEmpty(header)) return null;
        if (header.Length > longest) header = header[..longest];
        return header.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? string.Create(header.Length, header, static (into, from) =>
            {
                for (var i = 0; i < from.Length; i++)
                    into[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '?' : from[i];
            })
            : header;
    }
}

/// <summary>Many clicks of people from one source on one partner's links in one programme within one hour.</summary>
/// <param name="Visitor">The visitor that they came from; or</param>
/// <param name="Address">the keyed hash of the address that they came from.</param>
/// <param name="Visitors">How many visitors they are.</param>
public sealed record ClickFlood(Guid PartnerId, Guid ProgrammeId, VisitorId? Visitor, byte[]? Address, int Clicks, int Visitors);

/// <summary>The clicks of one link on one local day: by people, and by everything else.</summary>
public sealed record ClickDay(Guid LinkId, DateOnly Day, long Humans, long Bots);
