using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Workers;

/// <summary>
/// A row that a worker could not work on: since when, how often and why, and when it is tried again. The others go on without it; it
/// stands on the page of failed work until it succeeds.
/// </summary>
public sealed class WorkFailure
{
    public required WorkKind Kind { get; init; }

    /// <summary>The row, or what stands for it; unique within the kind.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>What people know it by: an order number, a month, an address.</summary>
    public required string Subject { get; init; }

    /// <summary>How often it failed since it last succeeded.</summary>
    public required int Attempts { get; set; }

    /// <summary>What the last attempt failed with.</summary>
    public required string Error { get; set; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset LastAt { get; set; }

    /// <summary>Not tried before this.</summary>
    public required DateTimeOffset NextAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkFailure>
    {
        public void Configure(EntityTypeBuilder<WorkFailure> failure)
        {
            failure.ToTable("WorkFailures");
            failure.HasKey(f => new { f.Kind, f.SubjectId });
            failure.Property(f => f.Subject).HasMaxLength(Lengths.Name);
            failure.Property(f => f.Error).HasMaxLength(Lengths.Note);
            failure.HasIndex(f => f.Since);
        }
    }
}

/// <summary>What kind of work failed; the name is the key of what people read (resource <c>WorkKind_{kind}</c>).</summary>
public enum WorkKind
{
    /// <summary>An order that a late fact concerns could not be decided again.</summary>
    Reevaluation,

    /// <summary>An earned reward that had waited could not be posted.</summary>
    WaitingReward,

    /// <summary>An account could not be brought in line with the settings of a refer-a-friend programme.</summary>
    EligibilityAccount,

    /// <summary>An hour's clicks could not be looked through for floods.</summary>
    ClickFlood,

    /// <summary>Nobody could be reminded of a hold that waits.</summary>
    HoldReminder,

    /// <summary>A month's close did not come to its end.</summary>
    MonthClose,

    /// <summary>One partner's tax could not be settled by a month's close.</summary>
    MonthPartner,

    /// <summary>A shop's weekly statements could not be made.</summary>
    Statement,

    /// <summary>A shop's monthly invoice could not be made.</summary>
    Invoice,

    /// <summary>A partner's statement of a month could not be issued.</summary>
    PartnerStatement,

    /// <summary>A report could not be read or imported.</summary>
    Import,

    /// <summary>Nobody could be reminded of a dispute that is due, or what is set for it could not be done.</summary>
    DisputeDue,

    /// <summary>A piece of evidence is missing on the disk, or no longer matches its hash.</summary>
    Evidence,

    /// <summary>No preview of a piece of evidence could be drawn, by no fault of the picture.</summary>
    EvidencePreview,

    /// <summary>A list could not be made into a file.</summary>
    Export,

    /// <summary>A mail was given up. It is not tried again by itself.</summary>
    Mail,

    /// <summary>A part of a worker failed as a whole, such as the sealing or the audit of the ledger.</summary>
    Worker,
}
