using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Begins a session for whoever just proved who they are (password and code, or a mailed link), in the role that they acted in last, else
/// in their first, and one that was only offered after all others. Every sign-in is a new session.
/// </summary>
public sealed class BeginSession(UnitOfWork work, TimeProvider clock)
{
    /// <param name="SecondFactor">A code or a recovery code was proved just now.</param>
    /// <param name="Device">Where from and with what.</param>
    /// <param name="Previous">The session that the browser had until now, which ends.</param>
    /// <param name="SecondStep">The token of the step between password and code, where there was one; it is good for one session.</param>
    public sealed record Input(
        Guid UserId, bool SecondFactor = false, Device? Device = null, Guid? Previous = null, string? SecondStep = null);

    /// <param name="Id">What the cookie carries.</param>
    public sealed record Session(Guid Id, Guid UserId, Role? Role);

    public Task<Outcome<Session>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<Session>(async (db, stop) =>
        {
            var user = await db.Users.Include(found => found.Memberships)
                .FirstOrDefaultAsync(found => found.Id == input.UserId && found.IsActive, stop);
            if (user is null)
                return Refusal.NotFound();
            if (input.SecondStep is not null)
            {
                if (await Invitations.FindAsync(db, input.SecondStep, AccountTokenPurpose.SecondStep, clock, stop) is not { } step
                    || step.UserId != user.Id)
                    return TokenRefusals.Invalid;
                step.EndedAt = clock.GetUtcNow();
            }

            if (input.Previous is { } previous)
                await SessionEnding.OfAsync(
                    db, db.UserSessions.Where(session => session.Id == previous), user.Id, SessionEnd.Replaced, clock, stop);

            var own = user.Memberships.OrderBy(membership => membership.OfferedAs is not null).ThenBy(membership => membership.Role)
                .ThenBy(membership => membership.CreatedAt).ToList();
            var chosen = own.Find(membership => membership.Id == user.LastMembershipId) ?? own.FirstOrDefault();
            chosen?.OfferedAs = null;
            var now = clock.GetUtcNow();
            var device = input.Device ?? Device.Unknown;
            var session = new UserSession
            {
                Id = Ids.New(clock),
                UserId = user.Id,
                MembershipId = chosen?.Id,
                Role = chosen?.Role,
                CreatedAt = now,
                LastSeenAt = now,
                SecondFactorAt = input.SecondFactor ? now : null,
                Address = device.Address,
                Agent = device.Kept,
            };
            db.UserSessions.Add(session);
            user.LastMembershipId = chosen?.Id;
            user.LastSignInAt = now;
            db.Audit(
                SessionAudit.Person(user, device.Address), clock, AuditActions.SignedIn, user.DisplayName, user.Id, null,
                new { session.Role, session.Agent, input.SecondFactor });
            return new Session(session.Id, user.Id, session.Role);
        }, cancellationToken);
}
