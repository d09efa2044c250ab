using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;

namespace Portal.App.Access.Users;

/// <summary>
/// Who may not be given a role, or be let in again, by whom. Appointing is the admins' own right, so it is fenced in on two sides: nobody
/// appoints themselves, also not through a key or under a second address, and nobody of the operator is two people, since where it takes
/// two persons one of them would then be both.
/// </summary>
internal static class Appointment
{
    /// <summary>What is done to an account that exists: a role, another link, letting in again, another second factor.</summary>
    public static Refusal? RefuseOwn(Actor actor, Guid userId) =>
        userId == actor.RootId ? Refusal.Rule(UserRefusals.OwnRights) : null;

    /// <summary>A role for this address.</summary>
    public static async Task<Refusal?> RefuseAsync(
        PortalDb db, Actor actor, Guid userId, string email, Role role, CancellationToken cancellationToken)
    {
        if (RefuseOwn(actor, userId) is { } own)
            return own;
        if (actor.IsKey && role.IsOfOperator())
            return Refusal.Forbidden(ApiKeyRefusals.NeedsPerson);

        var mailbox = NormalisedEmail.Of(email);
        var ownAddress = await db.Users.Where(user => user.Id == actor.RootId).Select(user => user.Email)
            .FirstOrDefaultAsync(cancellationToken);
        if (mailbox is not null && NormalisedEmail.Of(ownAddress) == mailbox)
            return Refusal.Rule(UserRefusals.SecondSelf);
        if (!role.IsOfOperator() || mailbox is null)
            return null;

        // neither a dot nor a tag begins an address, so that all spellings of a mailbox have their first letter in common
        var beginning = mailbox[..1].ToUpperInvariant();
        var others = await db.Users
            .Where(user => user.Id != userId && user.NormalizedEmail!.StartsWith(beginning)
                && user.Memberships.Any(held => held.PartnerId == null && held.ShopId == null))
            .Select(user => user.Email).ToListAsync(cancellationToken);
        return others.Exists(other => NormalisedEmail.Of(other) == mailbox) ? Refusal.Rule(UserRefusals.SecondSelf) : null;
    }
}
