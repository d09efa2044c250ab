using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Programmes;

namespace Portal.App.Catalogue.Programmes;

/// <summary>A programme of one shop, made from a template. Named so because <c>Program</c> is the host's own class.</summary>
public sealed class Programme
{
    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>Short name in addresses, lower case, unique.</summary>
    public required string Code { get; init; }

    public required string Name { get; set; }

    public required ProgrammeTemplate Template { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<ProgrammeVersion> Versions { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Programme>
    {
        public void Configure(EntityTypeBuilder<Programme> programme)
        {
            programme.ToTable("Programmes");
            programme.Property(p => p.Code).HasMaxLength(Lengths.Code);
            programme.Property(p => p.Name).HasMaxLength(Lengths.Name);
            programme.HasIndex(p => p.Code).IsUnique();
            programme.HasIndex(p => p.ShopId);

            // an order's promotion is owed once (R7.9)
            programme.HasIndex(p => new { p.ShopId, p.Template }).IsUnique().HasFilter("\"Template\" = 'RentalSurcharge'");
            programme.HasOne<Shop>().WithMany().HasForeignKey(p => p.ShopId);
        }
    }
}

/// <summary>
/// A programme's settings from an instant on (R10.1). Never edited: new settings are a new version, and an order keeps the
/// version in force when it was placed.
/// </summary>
public sealed class ProgrammeVersion
{
    public required Guid Id { get; init; }

    public required Guid ProgrammeId { get; init; }

    /// <summary>1 for the first, in the order in which they were made.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>All settings of the template, filled, as canonical JSON.</summary>
    public required string Settings { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it, as histories show them.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Why, in the words of whoever made it; partners and the shop read it too.</summary>
    public string? Note { get; init; }

    /// <summary>Set when it was taken back before it started: it never decides, and stays in the change log.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ProgrammeVersion>
    {
        public void Configure(EntityTypeBuilder<ProgrammeVersion> version)
        {
            version.ToTable("ProgrammeVersions");
            version.HasIndex(v => new { v.ProgrammeId, v.Number }).IsUnique();
            // two that count never start at once: the numbers let nobody add one beside another unseen, and withdrawn ones do not count
            version.HasIndex(v => new { v.ProgrammeId, v.EffectiveFrom });
            version.Property(v => v.CreatedBy).HasMaxLength(Lengths.Name);
            version.Property(v => v.WithdrawnBy).HasMaxLength(Lengths.Name);
            version.Property(v => v.Note).HasMaxLength(Lengths.Note);
            version.HasOne<Programme>().WithMany(p => p.Versions).HasForeignKey(v => v.ProgrammeId);
        }
    }
}
