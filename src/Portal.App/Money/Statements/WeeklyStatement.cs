using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Statements;

/// <summary>
/// What a week's orders come to between a shop and the platform (R7.7, R7.8). Made once from the ledger's entries and never changed in its
/// figures; its number, its lines and its net stay what they were.
/// </summary>
public sealed class WeeklyStatement
{
    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>As people call it; the shop's <see cref="Sequence"/>-th of the <see cref="Year"/>, without gaps.</summary>
    public required string Number { get; init; }

    /// <summary>The year of the week's Monday.</summary>
    public required int Year { get; init; }

    public required int Sequence { get; init; }

    /// <summary>The Monday of its week.</summary>
    public required DateOnly Week { get; init; }

    /// <summary>That Monday's first instant. Nothing that was recorded before it is looked for again.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Entries that it is made of.</summary>
    public required int Entries { get; init; }

    /// <summary>Surcharges less those taken back, in đồng.</summary>
    public required long Surcharges { get; init; }

    /// <summary>Promotions that the platform owes, less those taken back.</summary>
    public required long Promotions { get; init; }

    /// <summary>What disputes put right, with the sign of the shop's favour.</summary>
    public required long Corrections { get; init; }

    /// <summary>Promotions less surcharges, with corrections: positive in the shop's favour (R7.9).</summary>
    public required long Net { get; init; }

    /// <summary>What of <see cref="Net"/> is neither in a settlement batch nor paid, invoiced or set off.</summary>
    public required long Remaining { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it becomes final by itself.</summary>
    public required DateTimeOffset ReviewUntil { get; init; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public string? ConfirmedBy { get; set; }

    /// <summary>Raised with each change; a writer that read an older one is refused, so that nothing is settled twice.</summary>
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WeeklyStatement>
    {
        public void Configure(EntityTypeBuilder<WeeklyStatement> statement)
        {
            statement.ToTable("WeeklyStatements");
            statement.LiesInTheOrderOf(s => s.MadeAt);
            statement.Property(s => s.Number).HasMaxLength(Lengths.Key);
            statement.Property(s => s.ConfirmedBy).HasMaxLength(Lengths.Name);
            statement.Property(s => s.Version).IsConcurrencyToken();
            statement.HasIndex(s => s.Number).IsUnique();
            statement.HasIndex(s => new { s.ShopId, s.Week }).IsUnique(); // R7.8: one a week, whichever node makes it
            statement.HasIndex(s => new { s.ShopId, s.Year, s.Sequence }).IsUnique();
            statement.HasIndex(s => new { s.Week, s.Id });

            // what waits to be settled or invoiced
            statement.HasIndex(s => new { s.ShopId, s.Remaining }).HasFilter("\"Remaining\" <> 0");
            statement.HasOne<Shop>().WithMany().HasForeignKey(s => s.ShopId);
        }
    }
}
