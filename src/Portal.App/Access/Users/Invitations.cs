using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>Mails a one-time link and ends the ones before it.</summary>
internal static class Invitations
{
    public static async Task SendAsync(
        PortalDb db, PortalUser user, Role role, Guid? partnerId, Guid? shopId, MailQueue mails, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var (token, row) = await ReplaceAsync(db, user.Id, AccountTokenPurpose.Invitation, clock, cancellationToken);
        var mail = user.Mail(MailKind.Invitation)
            .With("role", role.ToString())
            .With("link", $"account/invitation?token={token}")
            .With("expires", row.ExpiresAt.ToString("O"));
        if (await Organisations.NameAsync(db, partnerId, shopId, cancellationToken) is { } organisation)
            mail = mail.With("organisation", organisation);
        mails.Add(db, mail);
    }

    public static async Task<(string Token, AccountToken Row)> ReplaceAsync(
        PortalDb db, Guid userId, AccountTokenPurpose purpose, TimeProvider clock, CancellationToken cancellationToken)
    {
        await EndAsync(db, userId, purpose, clock, cancellationToken);
        var made = AccountToken.Make(userId, purpose, clock);
        db.AccountTokens.Add(made.Row);
        return made;
    }

    /// <summary>Ends every open link of the purpose, or of all purposes.</summary>
    public static async Task EndAsync(
        PortalDb db, Guid userId, AccountTokenPurpose? purpose, TimeProvider clock, CancellationToken cancellationToken)
    {
        var open = await db.AccountTokens
            .Where(token => token.UserId == userId && token.EndedAt == null && (purpose == null || token.Purpose == purpose))
            .ToListAsync(cancellationToken);
        foreach (var token in open)
            token.EndedAt = clock.GetUtcNow();
    }

    /// <summary>The open link that this token belongs to; null when it was used, replaced, has expired or never was.</summary>
    public static async Task<AccountToken?> FindAsync(
        PortalDb db, string? token, AccountTokenPurpose purpose, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (token is not { Length: 64 })
            return null;

        var hash = AccountToken.Hash(token);
        var now = clock.GetUtcNow();
        return await db.AccountTokens.FirstOrDefaultAsync(
            row => row.TokenHash == hash && row.Purpose == purpose && row.EndedAt == null && row.ExpiresAt > now
                && db.Users.Any(user => user.Id == row.UserId && user.IsActive),
            cancellationToken);
    }
}
