using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Security;

namespace Portal.App.Traffic.Clicks;

/// <summary>A click as a server database keeps it. On SQLite clicks are in a file of their own (<see cref="SqliteClickStore"/>).</summary>
public sealed class ClickRow
{
    public required long Id { get; init; }

    public Guid? LinkId { get; init; }

    public Guid? PartnerId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required byte[] VisitorId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The number of <see cref="ClickKind"/>: the table is the largest of all, so it spells nothing out.</summary>
    public required byte Kind { get; init; }

    public byte[]? IpHash { get; init; }

    public string? UserAgent { get; init; }

    public string? Referrer { get; init; }

    public byte[]? DeviceHash { get; init; }

    public required bool Restored { get; init; }
}

/// <summary>How often a link was used on a local day, so that pages need not count clicks.</summary>
public sealed class ClickDayRow
{
    public required Guid LinkId { get; init; }

    public required DateOnly Day { get; init; }

    public required long Humans { get; init; }

    public required long Bots { get; init; }
}

/// <summary>
/// The tables of the clicks in a server database. One index besides the key, and no foreign keys: each costs every redirect.
/// </summary>
public static class ClickTables
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<ClickRow>(click =>
        {
            click.ToTable("Clicks");
            click.HasKey(c => c.Id);
            click.Property(c => c.Id).ValueGeneratedNever();
            click.Property(c => c.VisitorId).HasMaxLength(Clicks.VisitorId.Length).IsFixedLength();
            click.Property(c => c.IpHash).HasMaxLength(PortalKeys.HashLength).IsFixedLength();
            click.Property(c => c.UserAgent).HasMaxLength(ClickRecord.LongestUserAgent);
            click.Property(c => c.Referrer).HasMaxLength(ClickRecord.LongestReferrer);
            click.Property(c => c.DeviceHash).HasMaxLength(PortalKeys.HashLength).IsFixedLength();
            click.HasIndex(c => new { c.VisitorId, c.At });
        });

        builder.Entity<ClickDayRow>(day =>
        {
            day.ToTable("ClickDays");
            day.HasKey(d => new { d.LinkId, d.Day });
        });
    }
}
