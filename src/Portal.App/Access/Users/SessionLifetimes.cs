using System.Linq.Expressions;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;

namespace Portal.App.Access.Users;

/// <summary>
/// How long sessions last: the operator's people, who move other people's money, a working day and half an hour without a touch;
/// partners and shops a month and a week. Both are settings.
/// </summary>
public sealed class SessionLifetimes(PortalSettings settings)
{
    /// <param name="Idle">After this without anything done it is over.</param>
    /// <param name="Whole">After this since the sign-in it is over, however busy it was.</param>
    public readonly record struct Lifetime(TimeSpan Idle, TimeSpan Whole);

    public Lifetime Of(Role? role) => role is { } held && held.IsOfOperator()
        ? new Lifetime(settings.Sessions.OperatorIdle, settings.Sessions.OperatorWhole)
        : new Lifetime(settings.Sessions.Idle, settings.Sessions.Whole);

    /// <summary>When a session of the role that began then ends at the latest.</summary>
    public DateTimeOffset EndsAt(Role? role, DateTimeOffset createdAt) => createdAt + Of(role).Whole;

    /// <summary>Of sessions, those that nobody ended and that have not run out.</summary>
    internal Expression<Func<UserSession, bool>> Open(DateTimeOffset now)
    {
        var operators = Roles.OfOperator;
        var (idle, whole) = Of(null);
        var (operatorIdle, operatorWhole) = Of(operators[0]);
        var (seenSince, madeSince) = (now - idle, now - whole);
        var (operatorSeenSince, operatorMadeSince) = (now - operatorIdle, now - operatorWhole);
        return session => session.EndedAt == null
            && ((session.Role != null && operators.Contains(session.Role.Value)
                    && session.LastSeenAt > operatorSeenSince && session.CreatedAt > operatorMadeSince)
                || ((session.Role == null || !operators.Contains(session.Role.Value))
                    && session.LastSeenAt > seenSince && session.CreatedAt > madeSince));
    }
}
