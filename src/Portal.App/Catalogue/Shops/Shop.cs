using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Shops;

namespace Portal.App.Catalogue.Shops;

/// <summary>A shop that reports its orders and whose pages tracking links may lead to.</summary>
public sealed class Shop
{
    public required Guid Id { get; init; }

    /// <summary>Short name in addresses and files, lower case, unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case without diacritics, for search.</summary>
    public required string NameSearch { get; set; }

    public required ShopKind Kind { get; set; }

    /// <summary>Local day on which the shop opened; decides from when it pays surcharges (R7.4).</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>The shop owner's own code, with which they introduce customers (R7.6).</summary>
    public required string ReferralCode { get; init; }

    /// <summary>True: the shop's order calls are refused unless their body is signed.</summary>
    public bool RequiresSignature { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often what its orders are decided by has changed; see <see cref="ShopFacts"/>.</summary>
    public int FactsRevision { get; init; }

    public List<ShopHost> Hosts { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Shop>
    {
        public void Configure(EntityTypeBuilder<Shop> shop)
        {
            shop.ToTable("Shops");
            shop.Property(s => s.Code).HasMaxLength(Lengths.Code);
            shop.Property(s => s.Name).HasMaxLength(Lengths.Name);
            shop.Property(s => s.NameSearch).HasMaxLength(Lengths.Name);
            shop.Property(s => s.ReferralCode).HasMaxLength(Lengths.Code);
            shop.HasIndex(s => s.Code).IsUnique();
            shop.HasIndex(s => s.ReferralCode).IsUnique();
        }
    }
}

/// <summary>A host that links of the shop's programmes may lead to (R1.2), lower case, punycode.</summary>
public sealed class ShopHost
{
    public required Guid ShopId { get; init; }

    public required string Host { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ShopHost>
    {
        public void Configure(EntityTypeBuilder<ShopHost> host)
        {
            host.ToTable("ShopHosts");
            host.HasKey(h => new { h.ShopId, h.Host });
            host.Property(h => h.Host).HasMaxLength(253);
            host.HasOne<Shop>().WithMany(s => s.Hosts).HasForeignKey(h => h.ShopId);
        }
    }
}
