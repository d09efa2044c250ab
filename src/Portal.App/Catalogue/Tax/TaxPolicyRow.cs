using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Tax;

namespace Portal.App.Catalogue.Tax;

/// <summary>A dated tax policy (R6.3). Two ship with the product; never changed, only followed by others.</summary>
public sealed class TaxPolicyRow
{
    public required Guid Id { get; init; }

    public required TaxBasis Basis { get; init; }

    /// <summary>Đồng.</summary>
    public required long Threshold { get; init; }

    /// <summary>Basis points.</summary>
    public required int Rate { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; init; }

    public required string LegalGround { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public TaxPolicy Policy => new(Basis, new Dong(Threshold), new BasisPoints(Rate), From, Until, LegalGround);

    internal sealed class Mapping : IEntityTypeConfiguration<TaxPolicyRow>
    {
        private static readonly DateTimeOffset Shipped = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

        public void Configure(EntityTypeBuilder<TaxPolicyRow> policy)
        {
            policy.ToTable("TaxPolicies");
            policy.Property(p => p.LegalGround).HasMaxLength(Lengths.Name);
            policy.Property(p => p.CreatedBy).HasMaxLength(Lengths.Name);
            policy.Ignore(p => p.Policy);
            policy.HasIndex(p => new { p.Basis, p.From }).IsUnique();
            policy.HasData(
                Ships(new Guid("00000000-0000-7000-8000-000000000101"), TaxBasis.CalendarMonth, 2_000_000, new DateOnly(2013, 10, 1),
                    "Thông tư 111/2013/TT-BTC, điều 25"),
                Ships(new Guid("00000000-0000-7000-8000-000000000102"), TaxBasis.PerPayment, 5_000_000, new DateOnly(2026, 7, 1),
                    "Nghị định 253/2026"));
        }

        private static TaxPolicyRow Ships(Guid id, TaxBasis basis, long threshold, DateOnly from, string ground) => new()
        {
            Id = id,
            Basis = basis,
            Threshold = threshold,
            Rate = 1000,
            From = from,
            LegalGround = ground,
            CreatedAt = Shipped,
            CreatedBy = "Portal",
        };
    }
}
