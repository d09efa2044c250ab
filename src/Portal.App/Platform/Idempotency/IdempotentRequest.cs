using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Idempotency;

/// <summary>
/// The answer to a POST that carried an <c>Idempotency-Key</c>. Written in the transaction of the effect, so that either both
/// are there or neither. Kept for seven days; keys are looked up with their client, so that nobody can probe another's.
/// </summary>
public sealed class IdempotentRequest
{
    /// <summary>The API key that sent it, or the signed-in person.</summary>
    public required Guid ClientId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 over method, path with query and body.</summary>
    public required byte[] RequestHash { get; init; }

    public required int Status { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdempotentRequest>
    {
        public void Configure(EntityTypeBuilder<IdempotentRequest> request)
        {
            request.ToTable("IdempotentRequests");
            request.LiesInTheOrderOf(r => r.ExpiresAt);
            request.HasKey(r => new { r.ClientId, r.Key });
            request.Property(r => r.Key).HasMaxLength(200).UseExactComparison();
            request.Property(r => r.RequestHash).HasMaxLength(Lengths.Hash);
            request.Property(r => r.ContentType).HasMaxLength(100);
            request.HasIndex(r => r.ExpiresAt);
        }
    }
}
