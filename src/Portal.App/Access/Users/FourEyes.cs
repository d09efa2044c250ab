using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Where a decision takes two persons (R6.6), and where nobody decides about themselves: the one check of all such rules. It compares the
/// persons behind the actors (<see cref="Actor.RootId"/>), so that somebody's keys and the keys of those are that somebody.
/// </summary>
public static class FourEyes
{
    /// <param name="actor">Who would decide.</param>
    /// <param name="makerId">The person behind whoever made it; null for what nobody made.</param>
    public static bool IsOwn(Actor actor, Guid? makerId) => makerId is { } maker && maker == actor.RootId;

    /// <summary>Of these rows, those that another person made.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="actor">Who would decide about them.</param>
    /// <param name="makerId">The person behind whoever made a row.</param>
    public static IQueryable<T> OfOthers<T>(IQueryable<T> rows, Actor actor, Expression<Func<T, Guid>> makerId) =>
        rows.Where(Expression.Lambda<Func<T, bool>>(
            Expression.NotEqual(makerId.Body, Expression.Property(Expression.Constant(actor), nameof(Actor.RootId))), makerId.Parameters));

    /// <returns>The refusal <paramref name="code"/> when the actor made it; null when another person did.</returns>
    public static Refusal? RefuseOwn(Actor actor, Guid? makerId, string code) => IsOwn(actor, makerId) ? Refusal.Forbidden(code) : null;

    /// <summary>
    /// The partners that the person behind the actor is, and the shops that they belong to. A shop that only offered them a role is none of
    /// theirs, or any owner could keep anybody of the operator from deciding.
    /// </summary>
    public static IQueryable<Guid> OwnOrganisations(PortalDb db, Actor actor) =>
        db.Memberships.Where(held => held.UserId == actor.RootId
            && (held.Role == Role.Partner || held.Role == Role.ShopOwner || (held.Role == Role.ShopStaff && held.OfferedAs == null)))
            .Select(held => held.OrganisationId);

    /// <returns>The refusal <see cref="UserRefusals.OwnPartner"/> when the person behind the actor is, or belongs to, one of
    /// these.</returns>
    public static async Task<Refusal?> RefuseOwnPayeeAsync(
        PortalDb db, Actor actor, IReadOnlyCollection<Guid> payees, CancellationToken cancellationToken) =>
        payees.Count > 0 && await OwnOrganisations(db, actor).AnyAsync(own => payees.Contains(own), cancellationToken)
            ? Refusal.Forbidden(UserRefusals.OwnPartner)
            : null;

    /// <summary>The same for what the database finds.</summary>
    public static async Task<Refusal?> RefuseOwnPayeeAsync(
        PortalDb db, Actor actor, IQueryable<Guid> payees, CancellationToken cancellationToken) =>
        await OwnOrganisations(db, actor).AnyAsync(own => payees.Contains(own), cancellationToken)
            ? Refusal.Forbidden(UserRefusals.OwnPartner)
            : null;
}
