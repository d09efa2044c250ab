using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>
/// The first step of signing in. Every "no" is the same for a wrong password, an unknown name, a person who has not accepted
/// his invitation and one who was deactivated, and takes as long. No transaction around it: a failed attempt must stay counted.
/// </summary>
public sealed class CheckPassword(IDbContextFactory<PortalDb> contexts, SignInAttempts attempts, IPasswordHasher<PortalUser> hasher)
{
    private readonly Lazy<string> nobodysHash = new(() => hasher.HashPassword(null!, "nobody's password"));

    /// <param name="Name">E-mail address or user name, in any case.</param>
    public sealed record Input(string? Name, string? Password);

    /// <param name="NeedsCode">The person has an authenticator app: the session begins only after its code.</param>
    /// <param name="Stamp">Changes with everything that ends the person's sessions; the step to the code must not outlive it.</param>
    public sealed record Checked(Guid UserId, string Stamp, bool NeedsCode);

    public async Task<Outcome<Checked>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var name = (input.Name ?? "").Trim().ToUpperInvariant();
        var errors = new[] { Required("name", name), Required("password", input.Password) }.OfType<FieldError>().ToList();
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        var user = name.Length > Lengths.Email ? null : await FindAsync(name, cancellationToken);
        if (user is not { IsActive: true, PasswordHash: { } hash })
        {
            var (taken, lockedNow) = attempts.TakeUnknown(name);
            if (taken)
                hasher.VerifyHashedPassword(null!, nobodysHash.Value, Cut(input.Password!));
            return lockedNow ? SignInRefusals.Locked : SignInRefusals.Wrong;
        }

        if (!await attempts.TakeAsync(user.Id, cancellationToken))
            return SignInRefusals.Locked;

        var verdict = hasher.VerifyHashedPassword(user, hash, Cut(input.Password!));
        if (verdict == PasswordVerificationResult.Failed)
            return await attempts.IsLockedAsync(user.Id, cancellationToken) ? SignInRefusals.Locked : SignInRefusals.Wrong;

        // With a second factor to come, only that one clears the count: a stolen password buys no fresh guesses at codes.
        if (user.TwoFactorEnabled)
            await attempts.GiveBackAsync(user.Id, CancellationToken.None);
        else
            await attempts.ClearAsync(user.Id, CancellationToken.None);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await RehashAsync(user, input.Password!);
        return new Checked(user.Id, user.SecurityStamp!, user.TwoFactorEnabled);
    }

    private async Task<PortalUser?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking()
            .FirstOrDefaultAsync(user => user.NormalizedUserName == name || user.NormalizedEmail == name, cancellationToken);
    }

    // Hashes of an older strength are renewed while the password is at hand.
    private async Task RehashAsync(PortalUser user, string password)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var hash = hasher.HashPassword(user, password);
        await db.Users.Where(found => found.Id == user.Id && found.PasswordHash == user.PasswordHash)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.PasswordHash, hash));
    }

    // One that was never accepted cannot be right; hashing megabytes would only be work for whoever sends them.
    private static string Cut(string password) => password.Length > PasswordPolicy.Longest ? "" : password;

    private static FieldError? Required(string field, string? value) =>
        string.IsNullOrEmpty(value) ? new FieldError(field, FieldCodes.Required) : null;
}

/// <summary>Why somebody cannot sign in.</summary>
public static class SignInRefusals
{
    public static readonly Refusal Wrong = Refusal.Rule("sign_in_failed");
    public static readonly Refusal WrongCode = Refusal.Rule("code_wrong");
    public static readonly Refusal Locked = Refusal.Rule("account_locked");
}
