using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Catalogue.Programmes;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Eligibility;

namespace Portal.App.Eligibility;

/// <summary>
/// A customer's account (an e-mail address) on its way into a refer-a-friend programme (R4.2–R4.4): how many successful
/// orders it has, what it shares with others, and what became of its invitation.
/// </summary>
public sealed class EligibilityAccount
{
    public required Guid Id { get; init; }

    public required Guid ProgrammeId { get; init; }

    /// <summary>Keyed hash of the address as it is written: R4.4 counts by exactly that.</summary>
    public required byte[] EmailHash { get; init; }

    /// <summary>E-mail and phone as the first order had them, encrypted: needed to write to the person (R10.3).</summary>
    public required byte[] ContactProtected { get; init; }

    /// <summary>Orders of the account that are successful now; counted again from the orders each time.</summary>
    public int Successful { get; set; }

    public EligibilityState State { get; set; }

    public required DateTimeOffset StateSince { get; set; }

    /// <summary>Why it stands there: codes of <see cref="EligibilityReasons"/>, comma-separated.</summary>
    public string Reasons { get; set; } = "";

    /// <summary>What other accounts have too; none while it is in no group.</summary>
    public TraitKinds Shared { get; set; }

    /// <summary>
    /// Its group of likely duplicates: the id of the account around which the group formed, whose <see cref="Version"/> is raised
    /// by whoever joins the group or moves it.
    /// </summary>
    public Guid? GroupId { get; set; }

    public EligibilityVerdict? Verdict { get; set; }

    public string? VerdictReason { get; set; }

    /// <summary>The admin's or key's name.</summary>
    public string? VerdictBy { get; set; }

    public DateTimeOffset? VerdictAt { get; set; }

    /// <summary>Recognises the mailed link; enough for 256 random bits. None before the first invitation.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>When the invitation was first opened; stays when it is withdrawn after its mail went out.</summary>
    public DateTimeOffset? InvitedAt { get; set; }

    /// <summary>The invitation's mail in the outbox, which keeps it for a month after it was sent.</summary>
    public Guid? MailId { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Who accepted.</summary>
    public Guid? PartnerId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Raised by every writer before they count or decide, so that of two at once the second starts again.</summary>
    public int Version { get; set; }

    internal InvitationState Invitation => InvitedAt is null ? InvitationState.None
        : State == EligibilityState.Invited ? InvitationState.Open : InvitationState.Suspended;

    internal sealed class Mapping : IEntityTypeConfiguration<EligibilityAccount>
    {
        public void Configure(EntityTypeBuilder<EligibilityAccount> account)
        {
            account.ToTable("EligibilityAccounts");
            account.LiesInTheOrderOf(a => a.CreatedAt);
            account.Property(a => a.EmailHash).HasMaxLength(PortalKeys.HashLength);
            account.Property(a => a.ContactProtected).HasMaxLength(3000);
            account.Property(a => a.Reasons).HasMaxLength(Lengths.Name);
            account.Property(a => a.VerdictReason).HasMaxLength(Lengths.Note);
            account.Property(a => a.VerdictBy).HasMaxLength(Lengths.Name);
            account.Property(a => a.TokenHash).HasMaxLength(Lengths.Hash);
            account.Property(a => a.Version).IsConcurrencyToken();
            account.HasIndex(a => new { a.ProgrammeId, a.EmailHash }).IsUnique();
            account.HasIndex(a => a.EmailHash);
            account.HasIndex(a => new { a.ProgrammeId, a.Id });
            account.HasIndex(a => a.TokenHash);
            account.HasIndex(a => a.GroupId);
            account.HasIndex(a => new { a.State, a.StateSince });
            account.HasIndex(a => a.CreatedAt);
            account.HasOne<Programme>().WithMany().HasForeignKey(a => a.ProgrammeId);
            account.HasOne<Partner>().WithMany().HasForeignKey(a => a.PartnerId);
        }
    }
}
