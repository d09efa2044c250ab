using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Auditing;

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
        services.AddSingleton<SessionActivity>();
        services.AddSingleton<AttemptCounter>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<RefusalJournal>();
        services.AddSingleton<UserFactory>();
        return services;
    }
}
