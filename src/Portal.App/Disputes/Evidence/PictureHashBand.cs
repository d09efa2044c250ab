using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Disputes.Evidence;

/// <summary>
/// A quarter of a picture's perceptual hash, by which pictures that look alike are found through an index: of two hashes that differ in at
/// most seven bits, one quarter differs in at most one.
/// </summary>
public sealed class PictureHashBand
{
    public required Guid FileId { get; init; }

    /// <summary>Which quarter, and its 16 bits.</summary>
    public required int Key { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PictureHashBand>
    {
        public void Configure(EntityTypeBuilder<PictureHashBand> band)
        {
            band.ToTable("PictureHashBands");
            band.HasKey(b => new { b.FileId, b.Key });
            band.HasIndex(b => new { b.Key, b.FileId });
            band.HasOne<EvidenceFile>().WithMany().HasForeignKey(b => b.FileId);
        }
    }
}
