using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>A person who can sign in. What they may do follows from their <see cref="Membership"/>s.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    /// <summary>Name and e-mail address in lower case without diacritics, for search.</summary>
    public required string NameSearch { get; set; }

    /// <summary>Language of mails to this person: <c>vi</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "vi";

    /// <summary>False: the person can no longer sign in, and every session ends.</summary>
    public bool IsActive { get; set; } = true;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The role that the person last acted in, in which the next session starts.</summary>
    public Guid? LastMembershipId { get; set; }

    /// <summary>The authenticator app's key, encrypted; in force once <c>TwoFactorEnabled</c> is set.</summary>
    public byte[]? AuthenticatorKeyProtected { get; set; }

    /// <summary>The 30-second step of the last accepted code: no code is accepted twice, and none older than it.</summary>
    public long AuthenticatorStep { get; set; }

    public List<Membership> Memberships { get; init; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<PortalUser>
    {
        public void Configure(EntityTypeBuilder<PortalUser> user)
        {
            user.Property(u => u.DisplayName).HasMaxLength(Lengths.Name);
            user.Property(u => u.NameSearch).HasMaxLength(Lengths.Name + Lengths.Email);
            user.Property(u => u.Language).HasMaxLength(5);
            user.Property(u => u.AuthenticatorKeyProtected).HasMaxLength(Lengths.Note);
            user.HasIndex(u => u.CreatedAt);
        }
    }
}

/// <summary>
/// A role of a person in one organisation: a partner's, a shop's, or the operator's own (then neither is set). Somebody with
/// two roles has two of these and switches between them.
/// </summary>
public sealed class Membership
{
    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required Role Role { get; init; }

    public Guid? PartnerId { get; init; }

    public Guid? ShopId { get; init; }

    /// <summary>The partner, the shop, or empty for the operator: what the unique key needs, since nulls never clash in one.</summary>
    public Guid OrganisationId
    {
        get => PartnerId ?? ShopId ?? Guid.Empty;
        private init { _ = value; }
    }

    /// <summary>What somebody of a shop's staff may do; none for every other role, of which all is said by the role.</summary>
    public StaffRights Rights { get; set; }

    /// <summary>
    /// The name under which a shop's owner offered the role to somebody who has not acted in it yet; null once they have, and for what the
    /// operator gave. An offer is nothing that its receiver did: it is no reason to keep them from anything.
    /// </summary>
    public string? OfferedAs { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Membership>
    {
        public void Configure(EntityTypeBuilder<Membership> membership)
        {
            membership.ToTable("Memberships");
            membership.HasIndex(m => new { m.UserId, m.Role, m.OrganisationId }).IsUnique();
            membership.HasIndex(m => m.PartnerId);
            membership.HasIndex(m => m.ShopId);
            membership.Property(m => m.Rights).HasConversion<int>();
            membership.Property(m => m.OfferedAs).HasMaxLength(Lengths.Name);
            membership.HasOne<PortalUser>().WithMany(u => u.Memberships).HasForeignKey(m => m.UserId);
        }
    }
}
