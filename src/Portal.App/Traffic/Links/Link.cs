using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Tracking;

namespace Portal.App.Traffic.Links;

/// <summary>
/// A tracking link (R1.2). It belongs to a partner, or to a shop (the owner's own way to introduce customers, R7.6): exactly
/// one of <see cref="PartnerId"/> and <see cref="ShopId"/> is set.
/// </summary>
public sealed class Link
{
    public required Guid Id { get; init; }

    /// <summary>The short code of <c>/r/{code}</c>, lower case, unique.</summary>
    public required string Code { get; init; }

    public Guid? PartnerId { get; init; }

    public Guid? ShopId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required LinkKind Kind { get; set; }

    /// <summary>Checked against the shop's hosts when the link was made (R1.2).</summary>
    public required string DestinationUrl { get; init; }

    /// <summary>The maker's own mark, to tell their channels apart.</summary>
    public string? SubId { get; set; }

    /// <summary>Destination and sub-id in lower case without diacritics, for search.</summary>
    public required string SearchText { get; set; }

    /// <summary>Since when the link answers 410; null while it works.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Link>
    {
        public void Configure(EntityTypeBuilder<Link> link)
        {
            link.ToTable("Links");
            link.Property(l => l.Code).HasMaxLength(Lengths.Code);
            link.Property(l => l.DestinationUrl).HasMaxLength(Lengths.Url);
            link.Property(l => l.SubId).HasMaxLength(Lengths.Code);
            link.Property(l => l.SearchText).HasMaxLength(Lengths.Url + Lengths.Code + 1);
            link.HasIndex(l => l.Code).IsUnique();
            link.HasIndex(l => new { l.PartnerId, l.CreatedAt });
            link.HasIndex(l => new { l.ShopId, l.CreatedAt });
            link.HasIndex(l => l.ProgrammeId);
            link.HasOne<Partner>().WithMany().HasForeignKey(l => l.PartnerId);
            link.HasOne<Shop>().WithMany().HasForeignKey(l => l.ShopId);
            link.HasOne<Programme>().WithMany().HasForeignKey(l => l.ProgrammeId);
        }
    }
}
