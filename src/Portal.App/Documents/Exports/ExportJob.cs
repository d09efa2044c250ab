using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Documents.Exports;

/// <summary>How far a file is.</summary>
public enum ExportState
{
    /// <summary>Nobody works on it yet, or not now.</summary>
    Waiting,

    Running,

    /// <summary>It can be fetched until it expires.</summary>
    Ready,

    /// <summary>It was given up; <see cref="ExportJob.FailureCode"/> says why.</summary>
    Failed,

    /// <summary>Whoever asked for it took it back.</summary>
    Cancelled,

    /// <summary>Its time is over, and the file is gone.</summary>
    Expired,
}

/// <summary>
/// A list that is made into a file behind the pages, because it is long. It says who asked in which of their roles, so that their rights
/// are read again when the file is made and when it is fetched.
/// </summary>
public sealed class ExportJob
{
    /// <summary>As many may wait or run for one person or key.</summary>
    public const int MostOpen = 5;

    /// <summary>How long a file can be fetched.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }

    /// <summary>The list's name.</summary>
    public required string List { get; init; }

    public required ExportFormat Format { get; init; }

    /// <summary>See <see cref="ExportFilter"/>.</summary>
    public required string Filter { get; init; }

    /// <summary>The keys of the chosen columns with spaces between them; empty for all.</summary>
    public required string Columns { get; init; }

    /// <summary>Whose language heads and words are in: <c>vi</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The person or key that asked.</summary>
    public required Guid ClientId { get; init; }

    public required string ClientName { get; init; }

    public required bool IsKey { get; init; }

    public required Guid? PartnerId { get; init; }

    public required Guid? ShopId { get; init; }

    public required Role? Role { get; init; }

    public required StaffRights StaffRights { get; init; }

    public required ExportState State { get; set; }

    /// <summary>How many rows the file has, or will have; null while nobody counted.</summary>
    public long? Rows { get; set; }

    /// <summary>How many of them are written.</summary>
    public long Done { get; set; }

    public long Bytes { get; set; }

    /// <summary>SHA-256 of the whole file.</summary>
    public byte[]? Hash { get; set; }

    public string? FailureCode { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>A worker that holds the lease works on it; after a crash another begins anew when it has run out.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>Which claim works on it; the file that it makes has this name, so that no two write one file.</summary>
    public Guid? LeaseId { get; set; }

    public int Attempts { get; set; }

    /// <summary>What the file on the disk is called; null when no claim made one.</summary>
    public string? FileOnDisk => LeaseId is { } lease ? ExportFiles.NameOf(lease) : null;

    internal sealed class Mapping : IEntityTypeConfiguration<ExportJob>
    {
        public void Configure(EntityTypeBuilder<ExportJob> job)
        {
            job.ToTable("ExportJobs");
            job.Property(j => j.List).HasMaxLength(Lengths.Code);
            job.Property(j => j.Filter).HasMaxLength(ExportFilter.MostLetters);
            job.Property(j => j.Columns).HasMaxLength(Lengths.Note);
            job.Property(j => j.Language).HasMaxLength(2);
            job.Property(j => j.ClientName).HasMaxLength(Lengths.Name);
            job.Property(j => j.FailureCode).HasMaxLength(Lengths.Reason);
            job.Property(j => j.Hash).HasMaxLength(Lengths.Hash);
            job.Property(j => j.State).IsConcurrencyToken(); // of finishing and taking back at once, one wins
            job.Ignore(j => j.FileOnDisk);
            job.HasIndex(j => new { j.ClientId, j.AskedAt });
            job.HasIndex(j => new { j.State, j.AskedAt });
        }
    }
}
