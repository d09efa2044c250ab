using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;

namespace Portal.App.Partners.BankAccounts;

/// <summary>Mails to whoever owns a shop.</summary>
internal static class ShopMail
{
    /// <summary>To each owner who can sign in, in their language.</summary>
    public static async Task ToOwnersAsync(
        PortalDb db, MailQueue mails, Guid shopId, MailKind kind, Func<Mail, Mail> say, CancellationToken cancellationToken)
    {
        var owners = await db.Memberships.Where(held => held.Role == Role.ShopOwner && held.ShopId == shopId)
            .Join(db.Users.Where(user => user.IsActive), held => held.UserId, user => user.Id,
                (_, user) => new { user.Email, user.DisplayName, user.Language })
            .ToListAsync(cancellationToken);
        foreach (var owner in owners)
        {
            mails.Add(db, say(new Mail(
                owner.Email!, owner.DisplayName, owner.Language, kind, new Dictionary<string, string>(StringComparer.Ordinal))));
        }
    }
}
