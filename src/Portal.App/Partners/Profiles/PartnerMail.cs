using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;

namespace Portal.App.Partners.Profiles;

internal static class PartnerMail
{
    /// <summary>To the partner's address on file, in the language of their account where they have one.</summary>
    public static async Task<Mail> ToAsync(PortalDb db, Partner partner, MailKind kind, CancellationToken cancellationToken)
    {
        var language = await db.Users.Where(user => user.Email == partner.Email).Select(user => user.Language)
            .FirstOrDefaultAsync(cancellationToken);
        return new Mail(partner.Email, partner.Name, language ?? "vi", kind, new Dictionary<string, string>(StringComparer.Ordinal));
    }
}
