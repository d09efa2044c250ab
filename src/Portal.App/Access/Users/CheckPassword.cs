using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// The first step of signing in. Every "no" is the same for a wrong password, an unknown name, a person who has not accepted
/// their invitation and one who was deactivated, and takes as long. No transaction around it: a failed attempt must stay counted.
/// </summary>
public sealed class CheckPassword(
    IDbContextFactory<PortalDb> contexts, SignInAttempts attempts, RefusalJournal journal, IPasswordHasher<PortalUser> hasher)
{
    private readonly Lazy<string> nobodysHash = new(() => hasher.HashPassword(null!, "nobody's password"));

    /// <param name="Name">E-mail address or user name, in any case.</param>
    /// <param name="Address">Where the attempt comes from.</param>
    /// <param name="Devices">Says which device it is of those that have signed in to this account before; null for one that has
    /// not.</param>
    public sealed record Input(string? Name, string? Password, string? Address = null, Func<Guid, Guid?>? Devices = null);

    /// <param name="NeedsCode">The person has an authenticator app: the session begins only after its code.</param>
    public sealed record Checked(Guid UserId, bool NeedsCode);

    public async Task<Outcome<Checked>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var name = (input.Name ?? "").Trim().ToUpperInvariant();
        var errors = new[] { Required("name", name), Required("password", input.Password) }.OfType<FieldError>().ToList();
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        var user = name.Length > Lengths.Email ? null : await FindAsync(name, cancellationToken);
        var account = user is { IsActive: true, PasswordHash: not null } ? user : null;
        var origin = new AttemptOrigin(input.Address, account is null ? null : input.Devices?.Invoke(account.Id));
        var blocked = await attempts.TakeAsync(account?.Id, name, origin, cancellationToken);
        if (blocked is null && account?.TwoFactorEnabled == true && await attempts.IsCodeLockedAsync(account.Id, origin, cancellationToken))
            blocked = SignInRefusals.Locked;
        if (blocked is not null)
            return await RefusedAsync(user, input.Address, blocked);

        // of nobody's too, so that it takes as long
        var verdict = hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? nobodysHash.Value, Cut(input.Password!));
        if (account is null || verdict == PasswordVerificationResult.Failed)
            return await RefusedAsync(user, input.Address, await attempts.WrongAsync(account?.Id, name, origin, cancellationToken));

        await attempts.RightAsync(account.Id, name, origin, codeToCome: account.TwoFactorEnabled);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            await RehashAsync(account, input.Password!);
        return new Checked(account.Id, account.TwoFactorEnabled);
    }

    /// <summary>Of a name that nobody has, nothing is kept but that there was one: people type their passwords there.</summary>
    private async Task<Refusal> RefusedAsync(PortalUser? user, string? address, Refusal refusal)
    {
        await journal.NoteAsync(
            Actor.Nobody with { Address = address },
            refusal == SignInRefusals.Wrong ? AuditActions.SignInFailed : AuditActions.SignInBlocked,
            user?.DisplayName ?? "", user?.Id ?? Guid.Empty);
        return refusal;
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
    public static readonly Refusal Wrong = Refusal.Rule(UserRefusals.SignInFailed);
    public static readonly Refusal WrongCode = Refusal.Rule(UserRefusals.CodeWrong);
    public static readonly Refusal Locked = Refusal.Rule(UserRefusals.AccountLocked);

    /// <summary>The account is under attack from many places, or the address has tried many accounts.</summary>
    public static readonly Refusal Paused = Refusal.Rule(UserRefusals.SignInPaused);
}
