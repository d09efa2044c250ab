using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Makes people, and the changes to them that several use cases share.</summary>
public sealed class UserFactory(IPasswordHasher<PortalUser> hasher, AuthenticatorKeys keys, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, string> seedHashes = new(StringComparer.Ordinal);

    /// <summary>A role of somebody who is seeded.</summary>
    /// <param name="Rights">Of a shop's staff; all when nothing is said.</param>
    public sealed record SeedRole(
        Role Role, Guid? PartnerId = null, Guid? ShopId = null, StaffRights Rights = StaffRightSets.All);

    /// <summary>
    /// Adds somebody who can sign in at once, for demo data and tests. With <paramref name="authenticatorKey"/> (base32) they have
    /// an authenticator app whose codes can be computed. Equal passwords share a hash, since seeding many is slow otherwise.
    /// The caller saves.
    /// </summary>
    public PortalUser SeedUser(
        PortalDb db, string email, string displayName, string password, IReadOnlyList<SeedRole> memberships,
        string? authenticatorKey = null, string language = "vi")
    {
        var user = Make(email, displayName, language, clock);
        user.EmailConfirmed = true;
        user.PasswordHash = seedHashes.GetOrAdd(password, given => hasher.HashPassword(user, given));
        if (authenticatorKey is not null)
        {
            user.AuthenticatorKeyProtected = keys.Protect(Totp.FromBase32(authenticatorKey));
            user.TwoFactorEnabled = true;
        }

        db.Users.Add(user);
        foreach (var role in memberships)
            db.Memberships.Add(Organisations.Membership(user.Id, role.Role, role.PartnerId, role.ShopId, clock, role.Rights));
        return user;
    }

    /// <summary>Somebody without a password yet.</summary>
    internal static PortalUser Make(string email, string displayName, string language, TimeProvider clock)
    {
        var user = new PortalUser
        {
            Id = Ids.New(clock),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            DisplayName = displayName,
            NameSearch = "",
            Language = language == "en" ? "en" : "vi",
            LockoutEnabled = true,
            CreatedAt = clock.GetUtcNow(),
        };
        Rename(user, displayName);
        RenewStamp(user);
        return user;
    }

    internal static void Rename(PortalUser user, string displayName)
    {
        user.DisplayName = displayName;
        user.NameSearch = SearchText.Fold($"{displayName} {user.Email}", Lengths.Name + Lengths.Email);
    }

    internal static void SetPassword(PortalUser user, string password, IPasswordHasher<PortalUser> hasher)
    {
        // Of two who set one person's password at once, the second finds another stamp and starts again.
        user.ConcurrencyStamp = Guid.CreateVersion7().ToString();
        user.PasswordHash = hasher.HashPassword(user, password);
        RenewStamp(user);
    }

    /// <summary>Identity's own mark of what a person signs in with.</summary>
    internal static void RenewStamp(PortalUser user) =>
        user.SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
