using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// A key of a program: a shop's, a partner's, or the operator's (then neither is set). The secret is shown once; only its
/// SHA-256 is kept, which is enough for a secret of 256 random bits.
/// </summary>
public sealed class ApiKey
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    /// <summary>First characters of the secret, so that people can tell keys apart.</summary>
    public required string Prefix { get; init; }

    public required byte[] SecretHash { get; init; }

    public Guid? ShopId { get; init; }

    public Guid? PartnerId { get; init; }

    /// <summary>
    /// Space-separated, see <see cref="ApiScopes"/>: <c>orders:write orders:read</c>, <c>read links</c>, <c>admin finance</c>.
    /// </summary>
    public required string Scopes { get; set; }

    /// <summary>
    /// The person or key that made it; null for the bootstrap key, for the portal's own, and for those from before this was kept.
    /// </summary>
    public Guid? MadeById { get; init; }

    public string? MadeBy { get; init; }

    /// <summary>The person behind it, see <see cref="Actor.RootId"/>; null for one that stands for itself.</summary>
    public Guid? RootId { get; init; }

    /// <summary>The membership in which it was made: the key ends with it. Null where no membership stands behind it.</summary>
    public Guid? MembershipId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> key)
        {
            key.ToTable("ApiKeys");
            key.Property(k => k.Name).HasMaxLength(Lengths.Name);
            key.Property(k => k.Prefix).HasMaxLength(16);
            key.Property(k => k.SecretHash).HasMaxLength(Lengths.Hash);
            key.Property(k => k.Scopes).HasMaxLength(Lengths.Name);
            key.Property(k => k.MadeBy).HasMaxLength(Lengths.Name);
            key.HasIndex(k => k.SecretHash).IsUnique();
            key.HasIndex(k => k.RootId);
            key.HasIndex(k => k.MadeById);
            key.HasIndex(k => k.MembershipId);
            key.HasIndex(k => k.CreatedAt);
        }
    }
}

/// <summary>A secret with which a shop signs its bodies. Two may be live at once, so that it can be changed without a gap.</summary>
public sealed class SigningSecret
{
    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>The secret, encrypted: it is needed again for each check.</summary>
    public required byte[] SecretProtected { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SigningSecret>
    {
        public void Configure(EntityTypeBuilder<SigningSecret> secret)
        {
            secret.ToTable("SigningSecrets");
            secret.Property(s => s.SecretProtected).HasMaxLength(1000);
            secret.HasIndex(s => s.ShopId);
        }
    }
}
