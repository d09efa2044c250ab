using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>What an <see cref="AccountToken"/> opens.</summary>
public enum AccountTokenPurpose
{
    Invitation,
    PasswordReset,

    /// <summary>The step between password and code.</summary>
    SecondStep,
}

/// <summary>
/// A one-time token: mailed as a link, whoever brings it may set the account's password; kept by a browser whose password was right, it may
/// bring the code. Good once and until it expires; a newer link ends the older ones. Only its hash is kept, which is enough for 256 random
/// bits.
/// </summary>
public sealed class AccountToken
{
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);
    public static readonly TimeSpan PasswordResetLife = TimeSpan.FromHours(2);
    public static readonly TimeSpan SecondStepLife = TimeSpan.FromMinutes(5);

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required AccountTokenPurpose Purpose { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used or replaced; only one of two that use it at once can set this.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Makes a token and the row that will recognise it.</summary>
    public static (string Token, AccountToken Row) Make(Guid userId, AccountTokenPurpose purpose, TimeProvider clock)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetUtcNow();
        var life = purpose switch
        {
            AccountTokenPurpose.Invitation => InvitationLife,
            AccountTokenPurpose.PasswordReset => PasswordResetLife,
            _ => SecondStepLife,
        };
        return (token, new AccountToken
        {
            Id = Ids.New(clock),
            UserId = userId,
            Purpose = purpose,
            TokenHash = Hash(token),
            CreatedAt = now,
            ExpiresAt = now + life,
        });
    }

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    internal sealed class Mapping : IEntityTypeConfiguration<AccountToken>
    {
        public void Configure(EntityTypeBuilder<AccountToken> token)
        {
            token.ToTable("AccountTokens");
            token.LiesInTheOrderOf(t => t.CreatedAt);
            token.Property(t => t.TokenHash).HasMaxLength(Lengths.Hash);
            token.Property(t => t.EndedAt).IsConcurrencyToken();
            token.HasIndex(t => t.TokenHash).IsUnique();
            token.HasIndex(t => new { t.UserId, t.Purpose });
            token.HasIndex(t => new { t.Purpose, t.ExpiresAt });
            token.HasOne<PortalUser>().WithMany().HasForeignKey(t => t.UserId);
        }
    }
}
