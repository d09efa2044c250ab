using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// A signature that was accepted, remembered for as long as its time would be accepted again. Its key makes a second use
/// fail on every node.
/// </summary>
public sealed class AcceptedSignature
{
    public required byte[] Signature { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<AcceptedSignature>
    {
        public void Configure(EntityTypeBuilder<AcceptedSignature> signature)
        {
            signature.ToTable("AcceptedSignatures");
            signature.LiesInTheOrderOf(s => s.ExpiresAt);
            signature.HasKey(s => s.Signature);
            signature.Property(s => s.Signature).HasMaxLength(Lengths.Hash);
            signature.HasIndex(s => s.ExpiresAt);
        }
    }
}
