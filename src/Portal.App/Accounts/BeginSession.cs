using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>
/// What a session's cookie will say: the person and the role in which he acts, which is the one asked for, else the one that he
/// acted in last, else the first. The caller has proved who it is (password and code, or a session that holds).
/// </summary>
public sealed class BeginSession(Work work, TimeProvider clock)
{
    /// <param name="MembershipId">The role to act in; one that is not the person's own is refused as not found.</param>
    public sealed record Input(Guid UserId, Guid? MembershipId = null);

    /// <param name="Stamp">Changes with everything that ends the person's sessions.</param>
    public sealed record Session(
        Guid UserId, string Name, string Stamp, string Language, bool HasAuthenticator, Guid? MembershipId, Role? Role, Guid? PartnerId, Guid? ShopId);

    public Task<Outcome<Session>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<Session>(async (db, stop) =>
        {
            var user = await db.Users.Include(found => found.Memberships)
                .FirstOrDefaultAsync(found => found.Id == input.UserId && found.IsActive, stop);
            if (user is null)
                return Refusal.NotFound();

            var own = user.Memberships.OrderBy(membership => membership.Role).ThenBy(membership => membership.CreatedAt).ToList();
            var chosen = input.MembershipId is { } asked
                ? own.Find(membership => membership.Id == asked)
                : own.Find(membership => membership.Id == user.LastMembershipId) ?? own.FirstOrDefault();
            if (chosen is null && input.MembershipId is not null)
                return Refusal.NotFound();

            user.LastMembershipId = chosen?.Id;
            if (input.MembershipId is null)
                user.LastSignInAt = clock.GetUtcNow();
            return new Session(
                user.Id, user.DisplayName, user.SecurityStamp!, user.Language, user.TwoFactorEnabled,
                chosen?.Id, chosen?.Role, chosen?.PartnerId, chosen?.ShopId);
        }, cancellationToken);
}
