using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;

namespace Portal.App.Access.Users;

/// <summary>
/// Ends sessions in the transaction of what ends them. Each leaves a change behind, by which open pages on every node look at once
/// whether they may stay open; cookies and writes look by themselves.
/// </summary>
internal static class SessionEnding
{
    /// <summary>All of a person's, also the step between password and code; mailed links are ended by whoever ends those.</summary>
    public static async Task AllAsync(
        PortalDb db, PortalUser user, SessionEnd reason, TimeProvider clock, CancellationToken cancellationToken)
    {
        UserFactory.RenewStamp(user);
        await Invitations.EndAsync(db, user.Id, AccountTokenPurpose.SecondStep, clock, cancellationToken);
        await OfAsync(db, db.UserSessions.Where(session => session.UserId == user.Id), user.Id, reason, clock, cancellationToken);
    }

    /// <summary>Those that act in a role which is taken away.</summary>
    public static Task InRoleAsync(PortalDb db, Membership membership, TimeProvider clock, CancellationToken cancellationToken) => OfAsync(
        db, db.UserSessions.Where(session => session.MembershipId == membership.Id), membership.UserId, SessionEnd.RoleTaken, clock,
        cancellationToken);

    /// <summary>These of one person.</summary>
    /// <returns>How many were open.</returns>
    public static async Task<int> OfAsync(
        PortalDb db, IQueryable<UserSession> sessions, Guid userId, SessionEnd reason, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var ended = await sessions.Where(session => session.EndedAt == null).UpdateInPartsAsync(
            session => session.LastSeenAt,
            set => set.SetProperty(session => session.EndedAt, (DateTimeOffset?)now)
            .SetProperty(session => session.EndReason, (SessionEnd?)reason), cancellationToken);
        if (ended > 0)
            db.NotifyChange(ChangeTopics.Session, userId, clock);
        return ended;
    }
}
