using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;

namespace Portal.Tests.Shared;

/// <summary>People who can sign in.</summary>
public sealed partial class World
{
    public const string Password = "mot cau kho doan 42";

    /// <summary>Somebody with a role, and as whom they act.</summary>
    public sealed record Person(Guid UserId, string Email, Actor Actor, Guid MembershipId);

    /// <summary>Somebody with one role, who can sign in with <see cref="Password"/>; of staff with all rights unless said.</summary>
    public async Task<Person> PersonAsync(
        Role role, string? email = null, string name = "Nguyễn Thị Đào", Guid? partnerId = null, Guid? shopId = null,
        string? authenticatorKey = null, StaffRights rights = StaffRightSets.All)
    {
        await using var db = await DbAsync();
        email ??= $"{role.ToString().ToLowerInvariant()}-{Guid.CreateVersion7():N}@example.vn";
        var user = Get<UserFactory>()
            .SeedUser(db, email, name, Password, [new UserFactory.SeedRole(role, partnerId, shopId, rights)], authenticatorKey);
        await db.SaveChangesAsync();
        var membership = await db.Memberships.SingleAsync(held => held.UserId == user.Id);
        db.UserSessions.Add(NeverOldSession(user.Id, user.Id, membership.Id, role));
        await db.SaveChangesAsync();
        return new Person(
            user.Id, email, new Actor(user.Id, name, partnerId, shopId, Permission.Of(role, membership.Rights))
            {
                Role = role,
                StaffRights = membership.Rights,
                MembershipId = membership.Id,
                SessionId = user.Id
            }, membership.Id);
    }

    /// <summary>An admin whom the database knows, for use cases that read rights again.</summary>
    public Task<Person> AdminAsync(string? email = null) => PersonAsync(Role.Admin, email, "Quản trị viên");

    /// <summary>The mails that wait or were sent, oldest first.</summary>
    public async Task<List<Mail>> MailsAsync(string? to = null)
    {
        await using var db = await DbAsync();
        var messages = await db.Outbox.AsNoTracking().OrderBy(message => message.CreatedAt).ThenBy(message => message.Id).ToListAsync();
        return [.. messages.Select(Get<MailQueue>().Read).Where(mail => to is null || mail.Address == to)];
    }

    /// <summary>The one-time token in the newest mail to the address.</summary>
    public async Task<string> TokenMailedToAsync(string address) =>
        (await MailsAsync(address)).FindLast(mail => mail.Facts.ContainsKey("link"))!.Facts["link"].Split("token=")[1];
}
