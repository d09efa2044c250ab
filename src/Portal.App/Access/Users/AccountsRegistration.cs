using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>What the account use cases stand on.</summary>
public static class AccountsRegistration
{
    // PBKDF2 with HMAC-SHA512: about 100 ms on a small server, which is what guessing costs as well
    private const int HashingRounds = 210_000;

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashingRounds);
        services.AddSingleton<IPasswordHasher<PortalUser>, PasswordHasher<PortalUser>>();
        services.AddSingleton<AuthenticatorKeys>();
        services.AddSingleton<SessionLifetimes>();
        services.AddSingleton<IRightsCheck, PersonRights>();
        services.AddSingleton<SessionActivity>();
        services.AddSingleton<AttemptCounter>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<RefusalJournal>();
        services.AddSingleton<UserFactory>();
        return services.AddAudited(
            AuditedKind.Of<PortalUser>(
                user => new AuditSubject(user.DisplayName, user.Id),
                nameof(PortalUser.UserName), nameof(PortalUser.NormalizedUserName), nameof(PortalUser.NormalizedEmail), nameof(PortalUser.PasswordHash),
                nameof(PortalUser.SecurityStamp), nameof(PortalUser.ConcurrencyStamp), nameof(PortalUser.AccessFailedCount), nameof(PortalUser.LockoutEnd),
                nameof(PortalUser.LockoutEnabled), nameof(PortalUser.PhoneNumberConfirmed), nameof(PortalUser.AuthenticatorStep), nameof(PortalUser.LastSignInAt)),
            AuditedKind.Of<Membership>(async (db, membership, stop) => new AuditSubject(
                (await db.Users.FindAsync([membership.UserId], stop))?.DisplayName ?? "", membership.UserId, membership.PartnerId)));
    }
}
