using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>What may be done with people's accounts.</summary>
public static class UserPermissions
{
    [Granted(Role.Admin, Role.Auditor)]
    public const string Read = "operator.users.read";

    [Granted(Role.Admin)]
    public const string Write = "operator.users.write";
}

/// <summary>Who looks after a shop's staff.</summary>
public static class StaffPermissions
{
    /// <summary>No key has it: whoever invited people through a key would outlive the taking of that key.</summary>
    [Granted(Role.ShopOwner, ToPersonsOnly = true)]
    public const string Write = "shop.staff.write";
}

/// <summary>People: sign-in, sessions, invitations, roles.</summary>
[MenuLine("Menu_Users", "Users", "/admin/users", UserPermissions.Read, Admin = 100)]
public static class UsersRegistration
{
    // PBKDF2 with HMAC-SHA512: about 100 ms on a small server, which is what guessing costs as well
    private const int HashingRounds = 210_000;

    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashingRounds);
        services.AddSingleton<IPasswordHasher<PortalUser>, PasswordHasher<PortalUser>>();
        services.AddSingleton<AuthenticatorKeys>();
        services.AddSingleton<SessionLifetimes>();
        services.AddSingleton<IRightsCheck, PersonRights>();
        services.AddSingleton<SessionActivity>();
        services.AddSingleton<AttemptCounter>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<UserFactory>();
        services.AddHostedService<AccountCleaning>();
        return services.AddAudited(
            AuditedKind.Of<PortalUser>(
                user => new AuditSubject(user.DisplayName, user.Id),
                nameof(PortalUser.UserName), nameof(PortalUser.NormalizedUserName), nameof(PortalUser.NormalizedEmail),
                nameof(PortalUser.PasswordHash),
                nameof(PortalUser.SecurityStamp), nameof(PortalUser.ConcurrencyStamp), nameof(PortalUser.AccessFailedCount),
                nameof(PortalUser.LockoutEnd),
                nameof(PortalUser.LockoutEnabled), nameof(PortalUser.PhoneNumberConfirmed), nameof(PortalUser.AuthenticatorStep),
                nameof(PortalUser.LastSignInAt)),
            AuditedKind.Of<Membership>(async (db, membership, stop) => new AuditSubject(
                (await db.Users.FindAsync([membership.UserId], stop))?.DisplayName ?? "", membership.UserId, membership.PartnerId)));
    }
}
