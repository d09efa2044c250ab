using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;

namespace Portal.App.Access.Users;

/// <summary>What giving and taking a role brings with it, whoever does it.</summary>
internal static class RoleGiving
{
    /// <summary>Adds a role, and does what others do when somebody gets one.</summary>
    public static async Task AddAsync(
        PortalDb db, PortalUser user, Membership membership, IEnumerable<IMembershipStep> steps, CancellationToken cancellationToken)
    {
        db.Memberships.Add(membership);
        foreach (var step in steps)
            await step.GrantedAsync(db, membership, user.Email, cancellationToken);
    }

    /// <summary>Tells somebody with an account about a further role.</summary>
    public static async Task TellAsync(
        PortalDb db, PortalUser user, Membership membership, MailQueue mails, CancellationToken cancellationToken)
    {
        var mail = user.Mail(MailKind.RoleGranted).With("role", membership.Role.ToString()).With("link", "");
        if (await Organisations.NameAsync(db, membership.PartnerId, membership.ShopId, cancellationToken) is { } organisation)
            mail = mail.With("organisation", organisation);
        mails.Add(db, mail);
    }

    /// <summary>Takes a role: sessions in it and the keys that were made in it end.</summary>
    public static async Task EndAsync(PortalDb db, Membership membership, TimeProvider clock, CancellationToken cancellationToken)
    {
        await SessionEnding.InRoleAsync(db, membership, clock, cancellationToken);
        await LiveKeys.RevokeOfMembershipAsync(db, membership.Id, clock, cancellationToken);
        db.Memberships.Remove(membership);
    }
}
