using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Money.PeriodClose;

/// <summary>How far the close of a month is.</summary>
public enum MonthCloseState
{
    /// <summary>The books are closed; the tax of some partners is not settled yet.</summary>
    Closing,

    Closed,
}

/// <summary>
/// The close of a month (R6.4). Its row says behind which partner the next part begins, and is moved in the transaction of each part:
/// a close that was interrupted goes on where it was, and two at once do each part once.
/// </summary>
public sealed class MonthClose
{
    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    public required MonthCloseState State { get; set; }

    /// <summary>The last partner that is done or put aside; <see cref="Guid.Empty"/> at the start.</summary>
    public Guid Cursor { get; set; }

    /// <summary>How many partners there are to do, for the progress.</summary>
    public required int Partners { get; init; }

    public int Done { get; set; }

    /// <summary>Entries that the close posted.</summary>
    public int Entries { get; set; }

    /// <summary>Đồng that go to the state.</summary>
    public long Remitted { get; set; }

    /// <summary>Đồng that came back to partners.</summary>
    public long Refunded { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string StartedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<MonthClose>
    {
        public void Configure(EntityTypeBuilder<MonthClose> close)
        {
            close.ToTable("MonthCloses");
            close.HasKey(c => c.Month);
            close.Property(c => c.StartedBy).HasMaxLength(Lengths.Name);
        }
    }
}
