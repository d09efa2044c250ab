using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// The second step of signing in: the authenticator app's code or, once each, a recovery code. No code is accepted twice,
/// also not by two requests at once, and wrong ones count towards the lock. Without a transaction, like
/// <see cref="CheckPassword"/>.
/// </summary>
public sealed class CheckCode(
    IDbContextFactory<PortalDb> contexts, SignInAttempts attempts, RefusalJournal journal, AuthenticatorKeys keys, TimeProvider clock)
{
    /// <param name="Origin">Where it comes from.</param>
    public sealed record Input(Guid UserId, string? Code, AttemptOrigin? Origin = null);

    /// <param name="RecoveryCodesLeft">Set when a recovery code was used: the person should be told how many remain.</param>
    public sealed record Checked(int? RecoveryCodesLeft);

    public async Task<Outcome<Checked>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(input.Code))
            return Refusal.Invalid(new FieldError("code", FieldCodes.Required));
        var origin = input.Origin ?? AttemptOrigin.Unknown;
        if (!await attempts.TakeCodeAsync(input.UserId, origin, cancellationToken))
            return SignInRefusals.Locked;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await db.Users.AsNoTracking()
            .FirstOrDefaultAsync(found => found.Id == input.UserId && found.IsActive && found.TwoFactorEnabled, cancellationToken);
        var found = user is not null && await IsAppCodeAsync(db, user, input.Code) ? new Checked(null)
            : user is not null && await IsRecoveryCodeAsync(db, user, input.Code) ? new Checked(await LeftAsync(db, user.Id))
            : null;
        if (found is null)
        {
            await journal.NoteAsync(
                Actor.Nobody with { Address = origin.Address }, AuditActions.SecondFactorFailed, user?.DisplayName ?? "",
                user?.Id ?? Guid.Empty);
            return await attempts.IsCodeLockedAsync(input.UserId, origin, cancellationToken)
                ? SignInRefusals.Locked : SignInRefusals.WrongCode;
        }

        await attempts.RightCodeAsync(input.UserId, origin);
        return found;
    }

    private async Task<bool> IsAppCodeAsync(PortalDb db, PortalUser user, string code)
    {
        if (keys.Read(user.AuthenticatorKeyProtected) is not { } key
            || Totp.MatchingStep(key, code, TimeProvider.System.GetUtcNow()) is not { } step)
            return false;

        return await db.Users.Where(found => found.Id == user.Id && found.AuthenticatorStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.AuthenticatorStep, step)) == 1;
    }

    private async Task<bool> IsRecoveryCodeAsync(PortalDb db, PortalUser user, string code)
    {
        var hash = keys.HashOfRecoveryCode(user.Id, code);
        var now = clock.GetUtcNow();
        return await db.RecoveryCodes.Where(found => found.UserId == user.Id && found.CodeHash == hash && found.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.UsedAt, now)) == 1;
    }

    private static Task<int> LeftAsync(PortalDb db, Guid userId) =>
        db.RecoveryCodes.CountAsync(code => code.UserId == userId && code.UsedAt == null);
}
