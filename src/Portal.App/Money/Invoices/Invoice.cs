using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;

namespace Portal.App.Money.Invoices;

/// <summary>What a shop owes for the weeks whose net was in the platform's favour, asked for once a month (R7.9).</summary>
public sealed class Invoice
{
    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>As people call it: <c>HD-2026-000042</c>, without gaps in a year.</summary>
    public required string Number { get; init; }

    public required int Year { get; init; }

    public required int Sequence { get; init; }

    /// <summary>The first day of the month that it is for.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>What it asks for, in đồng.</summary>
    public required long Amount { get; init; }

    /// <summary>What was paid for it, also where that is too much.</summary>
    public long Paid { get; set; }

    /// <summary>What weeks in the shop's favour took off it.</summary>
    public long SetOff { get; set; }

    /// <summary>The last local day on which it is paid in time.</summary>
    public required DateOnly DueOn { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Raised with each change; of two at once the second starts again.</summary>
    public int Version { get; set; }

    /// <summary>What is still to be paid.</summary>
    public long OpenAmount => Math.Max(0, Amount - Paid - SetOff);

    internal static string NumberOf(int year, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"HD-{year}-{sequence:000000}");

    internal sealed class Mapping : IEntityTypeConfiguration<Invoice>
    {
        public void Configure(EntityTypeBuilder<Invoice> invoice)
        {
            invoice.ToTable("Invoices");
            invoice.LiesInTheOrderOf(i => i.IssuedAt);
            invoice.Ignore(i => i.OpenAmount);
            invoice.Property(i => i.Number).HasMaxLength(Lengths.Code);
            invoice.Property(i => i.Version).IsConcurrencyToken();
            invoice.HasIndex(i => new { i.ShopId, i.Month }).IsUnique(); // R7.9: one a month
            invoice.HasIndex(i => new { i.Year, i.Sequence }).IsUnique();
            invoice.HasIndex(i => new { i.IssuedAt, i.Id });
            invoice.HasIndex(i => i.DueOn).Carries(nameof(Amount), nameof(Paid), nameof(SetOff));
            invoice.HasOne<Shop>().WithMany().HasForeignKey(i => i.ShopId);
        }
    }
}
