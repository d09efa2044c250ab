using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Security;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>
/// That orders of an account named this phone, device or mailbox, or that its partner has this bank account, as a keyed hash (R10.3).
/// </summary>
public sealed class AccountTrait
{
    public required Guid AccountId { get; init; }

    public required TraitKinds Kind { get; init; }

    public required byte[] Hash { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AccountTrait>
    {
        public void Configure(EntityTypeBuilder<AccountTrait> trait)
        {
            trait.ToTable("AccountTraits");
            trait.HasKey(t => new { t.AccountId, t.Kind, t.Hash });
            trait.Property(t => t.Hash).HasMaxLength(PortalKeys.HashLength);
            trait.HasOne<EligibilityAccount>().WithMany().HasForeignKey(t => t.AccountId);
        }
    }
}

/// <summary>
/// The account in which a trait was seen first: where a second account finds the group that it belongs to, without looking
/// at any other. Two that bring a new trait at once cannot both be first.
/// </summary>
public sealed class TraitOrigin
{
    public required Guid ProgrammeId { get; init; }

    public required TraitKinds Kind { get; init; }

    public required byte[] Hash { get; init; }

    public required Guid AccountId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<TraitOrigin>
    {
        public void Configure(EntityTypeBuilder<TraitOrigin> origin)
        {
            origin.ToTable("TraitOrigins");
            origin.HasKey(t => new { t.ProgrammeId, t.Kind, t.Hash });
            origin.Property(t => t.Hash).HasMaxLength(PortalKeys.HashLength);
            origin.HasIndex(t => t.AccountId);
            origin.HasOne<Programme>().WithMany().HasForeignKey(t => t.ProgrammeId);
            origin.HasOne<EligibilityAccount>().WithMany().HasForeignKey(t => t.AccountId);
        }
    }
}
