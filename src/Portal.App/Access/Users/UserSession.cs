using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>Why a session is over before its time.</summary>
public enum SessionEnd
{
    SignedOut,

    /// <summary>The same person went on in another role, with a new session.</summary>
    Replaced,

    /// <summary>From the list of one's own sessions.</summary>
    EndedByOwner,
    EndedByAdmin,
    PasswordChanged,
    SecondFactorChanged,
    RoleTaken,
    Deactivated,
}

/// <summary>
/// Somebody's sign-in on one device, in one role. The cookie carries no more than its id: whatever the cookie says, a session that has
/// ended here is over, also for whoever holds a copy.
/// </summary>
public sealed class UserSession
{
    /// <summary>How much is kept of what a browser says about itself.</summary>
    public const int AgentLength = 200;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>
    /// The role that it acts in; null for a person without any. The membership may be gone, and then the session is over.
    /// </summary>
    public Guid? MembershipId { get; init; }

    /// <summary>The same, for the lifetimes of the role: see <see cref="SessionLifetimes"/>.</summary>
    public Role? Role { get; init; }

    /// <summary>When the person signed in; another role taken later does not make it younger.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person last did something, to the minute.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When a code or recovery code was last proved in this session; null when none was.</summary>
    public DateTimeOffset? SecondFactorAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public SessionEnd? EndReason { get; set; }

    /// <summary>Where the person signed in from.</summary>
    public string? Address { get; init; }

    /// <summary>What the browser said about itself, cut to <see cref="AgentLength"/>.</summary>
    public required string Agent { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<UserSession>
    {
        public void Configure(EntityTypeBuilder<UserSession> session)
        {
            session.ToTable("UserSessions");
            session.LiesInTheOrderOf(s => s.CreatedAt);
            session.Property(s => s.Address).HasMaxLength(Lengths.Code);
            session.Property(s => s.Agent).HasMaxLength(AgentLength);
            session.Property(s => s.EndedAt).IsConcurrencyToken();
            session.HasIndex(s => new { s.UserId, s.EndedAt, s.LastSeenAt });
            session.HasIndex(s => s.MembershipId);
            session.HasIndex(s => s.LastSeenAt);
            session.HasOne<PortalUser>().WithMany().HasForeignKey(s => s.UserId);
        }
    }
}

/// <summary>What a session is begun on, for its owner to know it again.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Agent">What the browser says about itself, however long.</param>
public sealed record Device(string? Address, string? Agent)
{
    public static readonly Device Unknown = new(null, null);

    /// <summary>What is kept of <see cref="Agent"/>: printable letters, cut.</summary>
    public string Kept
    {
        get
        {
            var printable = string.Concat((Agent ?? "").Take(UserSession.AgentLength * 2).Where(letter => letter is >= ' ' and <= '~'));
            return printable.Length <= UserSession.AgentLength ? printable : printable[..UserSession.AgentLength];
        }
    }
}
