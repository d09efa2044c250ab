using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Eligibility;

/// <summary>
/// Nobody decides about the account that is their own: of the partner that they are, or under the address with which they sign in.
/// </summary>
internal static class OwnAccounts
{
    /// <returns>The refusal <see cref="FourEyes.OwnPartner"/> when one of these accounts is the actor's own.</returns>
    public static async Task<Refusal?> RefuseAsync(
        PortalDb db, PortalKeys keys, Actor actor, IReadOnlyCollection<EligibilityAccount> accounts, CancellationToken cancellationToken)
    {
        if (await FourEyes.RefuseOwnPayeeAsync(
            db, actor, [.. accounts.Select(account => account.PartnerId).OfType<Guid>()], cancellationToken) is { } own)
            return own;

        var login = await db.Users.Where(user => user.Id == actor.RootId).Select(user => user.Email).FirstOrDefaultAsync(cancellationToken);
        var hash = Contact.Email(login) is { } email ? keys.Hash("email", email) : null;
        return hash is not null && accounts.Any(account => account.EmailHash.AsSpan().SequenceEqual(hash))
            ? Refusal.Forbidden(UserRefusals.OwnPartner)
            : null;
    }
}
