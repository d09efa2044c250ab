using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Risk;

/// <summary>How far something that goes on in time has come.</summary>
public sealed class RiskMark
{
    public required string Name { get; init; }

    /// <summary>Everything before it is done.</summary>
    public required DateTimeOffset DoneUntil { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RiskMark>
    {
        public void Configure(EntityTypeBuilder<RiskMark> mark)
        {
            mark.ToTable("RiskMarks");
            mark.HasKey(m => m.Name);
            mark.Property(m => m.Name).HasMaxLength(Lengths.Code);
        }
    }
}
