using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.Domain.Partners;
using Portal.Domain.Tax;

namespace Portal.App.Partners.Profiles;

/// <summary>An affiliate: a person who brings customers and is paid for their orders.</summary>
public sealed class Partner
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case without diacritics, for search.</summary>
    public required string NameSearch { get; set; }

    /// <summary>Lower case; unique, so that one address is one partner.</summary>
    public required string Email { get; set; }

    /// <summary>International form (<c>+84901234567</c>).</summary>
    public required string Phone { get; set; }

    /// <summary>Keyed hashes of e-mail and phone, compared with those of an order's customer (R1.9, R10.3).</summary>
    public required byte[] EmailHash { get; set; }

    public required byte[] PhoneHash { get; set; }

    /// <summary>The code that customers type, upper case, unique. Shown only when the identity gate is passed (R1.10).</summary>
    public required string ReferralCode { get; init; }

    /// <summary>The pickup point that names this partner on orders (điểm nhận hàng), upper case, unique.</summary>
    public string? PickupPoint { get; set; }

    public IdentityState Identity { get; set; }

    /// <summary>Why the identity was rejected, in the reviewer's words.</summary>
    public string? IdentityReason { get; set; }

    public DateTimeOffset? IdentityDecidedAt { get; set; }

    public DateTimeOffset? AgreementSignedAt { get; set; }

    /// <summary>What they are to the tax office (R6.3).</summary>
    public PayeeType PayeeType { get; set; }

    /// <summary>Local days that their commitment to stay under the taxable income counts for.</summary>
    public DateOnly? TaxCommitmentFrom { get; set; }

    public DateOnly? TaxCommitmentUntil { get; set; }

    /// <summary>They want tax withheld from payments below the threshold too (R6.3).</summary>
    public bool AsksForWithholding { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised with each change; a writer that read an older one is refused.</summary>
    public int Version { get; set; }

    public List<PartnerProgramme> Programmes { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Partner>
    {
        public void Configure(EntityTypeBuilder<Partner> partner)
        {
            partner.ToTable("Partners");
            partner.Property(p => p.Name).HasMaxLength(Lengths.Name);
            partner.Property(p => p.NameSearch).HasMaxLength(Lengths.Name);
            partner.Property(p => p.Email).HasMaxLength(Lengths.Email);
            partner.Property(p => p.Phone).HasMaxLength(Lengths.Phone);
            partner.Property(p => p.EmailHash).HasMaxLength(Lengths.Hash);
            partner.Property(p => p.PhoneHash).HasMaxLength(Lengths.Hash);
            partner.Property(p => p.ReferralCode).HasMaxLength(Lengths.Code);
            partner.Property(p => p.PickupPoint).HasMaxLength(Lengths.Code);
            partner.Property(p => p.IdentityReason).HasMaxLength(Lengths.Note);
            partner.Property(p => p.Version).IsConcurrencyToken();
            partner.HasIndex(p => p.Email).IsUnique();
            partner.HasIndex(p => p.ReferralCode).IsUnique();
            partner.HasIndex(p => p.PickupPoint).IsUnique();
            partner.HasIndex(p => p.EmailHash);
            partner.HasIndex(p => p.CreatedAt);
        }
    }
}

/// <summary>That a partner takes part in a programme, and since when.</summary>
public sealed class PartnerProgramme
{
    public required Guid PartnerId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<PartnerProgramme>
    {
        public void Configure(EntityTypeBuilder<PartnerProgramme> membership)
        {
            membership.ToTable("PartnerProgrammes");
            membership.HasKey(m => new { m.PartnerId, m.ProgrammeId });
            membership.HasIndex(m => m.ProgrammeId);
            membership.HasOne<Partner>().WithMany(p => p.Programmes).HasForeignKey(m => m.PartnerId);
            membership.HasOne<Programme>().WithMany().HasForeignKey(m => m.ProgrammeId);
        }
    }
}
