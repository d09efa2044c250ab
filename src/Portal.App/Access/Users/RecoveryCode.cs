using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Access.Users;

/// <summary>A code that replaces the authenticator app once, for whoever lost the phone. Kept as a keyed hash.</summary>
public sealed class RecoveryCode
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required byte[] CodeHash { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RecoveryCode>
    {
        public void Configure(EntityTypeBuilder<RecoveryCode> code)
        {
            code.ToTable("RecoveryCodes");
            code.Property(c => c.CodeHash).HasMaxLength(Lengths.Hash);
            code.HasIndex(c => new { c.UserId, c.CodeHash }).IsUnique();
            code.HasOne<PortalUser>().WithMany().HasForeignKey(c => c.UserId);
        }
    }
}
