using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Partners;

namespace Portal.App.Partners.IdentityVerification;

/// <summary>What a partner sent to be verified (R1.10), and what became of it. Another try is another row.</summary>
public sealed class IdentityRequest
{
    public required Guid Id { get; init; }

    public required Guid PartnerId { get; init; }

    /// <summary>The first is 1; unique with the partner, so that two requests that are sent at once do not both stand.</summary>
    public required int Try { get; init; }

    /// <summary>As it stands on the card; their name from the approval on.</summary>
    public required string FullName { get; init; }

    public required string SearchText { get; init; }

    /// <summary>The number of the card, encrypted.</summary>
    public required byte[] NumberProtected { get; init; }

    /// <summary>Its keyed hash, by which the same card is known again (R10.3).</summary>
    public required byte[] NumberHash { get; init; }

    /// <summary>Its last three digits.</summary>
    public required string NumberEnd { get; init; }

    public required int BirthYear { get; init; }

    /// <summary>The names of the two pictures in <see cref="IdentityPictures"/>.</summary>
    public required string Front { get; init; }

    public required string Back { get; init; }

    /// <summary>The version of the agreement that they consented to, and when.</summary>
    public required string AgreementVersion { get; init; }

    public required DateTimeOffset ConsentedAt { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public IdentityRequestState State { get; set; }

    /// <summary>Why it was rejected, in the reviewer's words.</summary>
    public string? Reason { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public string? DecidedBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdentityRequest>
    {
        public void Configure(EntityTypeBuilder<IdentityRequest> request)
        {
            request.ToTable("IdentityRequests");
            request.Property(r => r.FullName).HasMaxLength(Lengths.Name);
            request.Property(r => r.SearchText).HasMaxLength(Lengths.Note);
            request.Property(r => r.NumberProtected).HasMaxLength(Lengths.Note);
            request.Property(r => r.NumberHash).HasMaxLength(Lengths.Hash);
            request.Property(r => r.NumberEnd).HasMaxLength(3);
            request.Property(r => r.Front).HasMaxLength(Lengths.Code);
            request.Property(r => r.Back).HasMaxLength(Lengths.Code);
            request.Property(r => r.AgreementVersion).HasMaxLength(Lengths.Code);
            request.Property(r => r.Reason).HasMaxLength(Lengths.Note);
            request.Property(r => r.DecidedBy).HasMaxLength(Lengths.Name);
            request.HasIndex(r => new { r.PartnerId, r.Try }).IsUnique();
            request.HasIndex(r => new { r.State, r.SubmittedAt });
            request.HasIndex(r => r.NumberHash);
            request.HasOne<Partner>().WithMany().HasForeignKey(r => r.PartnerId);
        }
    }
}
