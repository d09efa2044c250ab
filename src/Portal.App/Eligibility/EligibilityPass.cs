using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;

namespace Portal.App.Eligibility;

/// <summary>How far a programme's accounts have been brought to where its settings in force put them.</summary>
public sealed class EligibilityPass
{
    public required Guid ProgrammeId { get; init; }

    /// <summary>The settings that it is about.</summary>
    public required Guid VersionId { get; set; }

    /// <summary>The last account that is done.</summary>
    public Guid AfterId { get; set; }

    /// <summary>True when all are.</summary>
    public bool IsDone { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<EligibilityPass>
    {
        public void Configure(EntityTypeBuilder<EligibilityPass> pass)
        {
            pass.ToTable("EligibilityPasses");
            pass.HasKey(p => p.ProgrammeId);
            pass.HasOne<Programme>().WithMany().HasForeignKey(p => p.ProgrammeId);
            pass.HasOne<ProgrammeVersion>().WithMany().HasForeignKey(p => p.VersionId);
        }
    }
}
