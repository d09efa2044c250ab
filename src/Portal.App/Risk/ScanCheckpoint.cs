using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>How far something that goes on in time has come.</summary>
public sealed class ScanCheckpoint
{
    public required string Name { get; init; }

    /// <summary>Everything before it is done.</summary>
    public required DateTimeOffset DoneUntil { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ScanCheckpoint>
    {
        public void Configure(EntityTypeBuilder<ScanCheckpoint> mark)
        {
            mark.ToTable("ScanCheckpoints");
            mark.HasKey(m => m.Name);
            mark.Property(m => m.Name).HasMaxLength(Lengths.Code);
        }
    }
}
