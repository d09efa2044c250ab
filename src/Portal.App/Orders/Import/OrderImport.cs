using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;

namespace Portal.App.Orders.Import;

/// <summary>How far an order report is.</summary>
public enum ImportState
{
    /// <summary>The file is here; its columns are not mapped yet.</summary>
    Uploaded,

    /// <summary>The dry run waits or runs.</summary>
    Checking,

    /// <summary>The dry run is done; nothing is stored yet.</summary>
    Checked,

    /// <summary>Orders are being taken in.</summary>
    Importing,

    Done,

    /// <summary>The file cannot be read on; <see cref="OrderImport.FailureCode"/> says why.</summary>
    Failed,

    /// <summary>Put aside before anything of it was imported.</summary>
    Discarded,
}

/// <summary>
/// A report of orders that a shop uploaded. Checked first without storing anything, then imported through the same use cases
/// as the API, so that the same file twice changes nothing and a killed import is finished by running it again.
/// </summary>
public sealed class OrderImport
{
    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    /// <summary>The uploader's name for the file; shown, never used as a path.</summary>
    public required string FileName { get; init; }

    public required byte[] FileHash { get; init; }

    public required long Bytes { get; init; }

    /// <summary>What stands between two cells: <c>;</c>, <c>,</c> or a tab.</summary>
    public required string Delimiter { get; init; }

    /// <summary>True when the file starts with a line that only names the delimiter.</summary>
    public bool SeparatorLine { get; init; }

    /// <summary>The headings as JSON, left to right.</summary>
    public required string Headings { get; init; }

    public required Guid UploadedById { get; init; }

    public required string UploadedBy { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    public ImportState State { get; set; }

    /// <summary>Column → heading, as JSON: what this run used, whatever the shop maps later.</summary>
    public string? Mapping { get; set; }

    /// <summary>Rows read so far, without the heading.</summary>
    public int Rows { get; set; }

    /// <summary>How much of the file is read, in bytes; the progress of both runs.</summary>
    public long BytesRead { get; set; }

    public int NewOrders { get; set; }

    /// <summary>Orders that are stored already with the same content.</summary>
    public int KnownOrders { get; set; }

    /// <summary>Orders that cannot be taken in; their problems say why.</summary>
    public int BadOrders { get; set; }

    /// <summary>Status reports that were taken in, or would be.</summary>
    public int Events { get; set; }

    /// <summary>Orders of which something came back by the file, or would (R2.6).</summary>
    public int Returns { get; set; }

    /// <summary>What customers were charged for that, in đồng.</summary>
    public long ReturnedAmount { get; set; }

    /// <summary>Pending orders that the file has with other lines, amounts or contact: they can be amended (R2.7), or were.</summary>
    public int Amended { get; set; }

    /// <summary>True: whoever started the import wants these orders amended; otherwise they are refused like others that differ.</summary>
    public bool Amends { get; set; }

    public string? FailureCode { get; set; }

    /// <summary>When the import was asked for: what was received since then counts as new, also for a worker that takes over.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>A worker that holds the lease works on it; after a crash another takes over when it has run out.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Which claim works on it: one that was overtaken finds another id here and stops.</summary>
    public Guid? LeaseId { get; set; }

    internal sealed class MappingOfImport : IEntityTypeConfiguration<OrderImport>
    {
        public void Configure(EntityTypeBuilder<OrderImport> import)
        {
            import.ToTable("OrderImports");
            import.Property(i => i.FileName).HasMaxLength(Lengths.Name);
            import.Property(i => i.FileHash).HasMaxLength(Lengths.Hash);
            import.Property(i => i.Delimiter).HasMaxLength(1);
            import.Property(i => i.UploadedBy).HasMaxLength(Lengths.Name);
            import.Property(i => i.FailureCode).HasMaxLength(Lengths.Reason);
            import.Property(i => i.State).IsConcurrencyToken(); // of starting and discarding at once, one wins
            import.HasIndex(i => new { i.ShopId, i.UploadedAt });
            import.HasIndex(i => i.State);
            import.HasOne<Shop>().WithMany().HasForeignKey(i => i.ShopId);
        }
    }
}

/// <summary>Why a row of a report cannot be taken in. Made anew by each run.</summary>
public sealed class ImportProblem
{
    public required Guid ImportId { get; init; }

    public required int Number { get; init; }

    /// <summary>The row as a spreadsheet counts it: the heading is row 1.</summary>
    public required int Row { get; init; }

    /// <summary>The order's number as the file gives it.</summary>
    public string? OrderId { get; init; }

    /// <summary>The column, where one cell is to blame.</summary>
    public ImportColumn? Column { get; init; }

    /// <summary>What the file calls that column; null when the file does not have it.</summary>
    public string? Heading { get; init; }

    /// <summary>True: the order as a whole was refused, <see cref="Code"/> is a refusal's. False: a field is wrong.</summary>
    public required bool IsRefusal { get; init; }

    /// <summary>Stable code; the sentence is made from it and <see cref="Facts"/>.</summary>
    public required string Code { get; init; }

    /// <summary>JSON.</summary>
    public required string Facts { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ImportProblem>
    {
        public void Configure(EntityTypeBuilder<ImportProblem> problem)
        {
            problem.ToTable("ImportProblems");
            problem.HasKey(p => new { p.ImportId, p.Number });
            problem.Property(p => p.OrderId).HasMaxLength(Lengths.ExternalId);
            problem.Property(p => p.Heading).HasMaxLength(Lengths.Name);
            problem.Property(p => p.Code).HasMaxLength(Lengths.Reason);
            problem.HasOne<OrderImport>().WithMany().HasForeignKey(p => p.ImportId);
        }
    }
}

/// <summary>How a shop's reports are to be read: mapped once, used until the shop changes it.</summary>
public sealed class ImportMapping
{
    public required Guid ShopId { get; init; }

    /// <summary>Column → heading, as JSON.</summary>
    public required string Columns { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ImportMapping>
    {
        public void Configure(EntityTypeBuilder<ImportMapping> mapping)
        {
            mapping.ToTable("ImportMappings");
            mapping.HasKey(m => m.ShopId);
            mapping.HasOne<Shop>().WithMany().HasForeignKey(m => m.ShopId);
        }
    }
}
