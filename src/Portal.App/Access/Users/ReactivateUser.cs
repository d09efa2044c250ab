using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Lets somebody in again, with the password and roles that they had; sessions from before stay ended.</summary>
public sealed class ReactivateUser(UnitOfWork work)
{
    public sealed record Input(Guid UserId);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            if (!actor.May(UserPermissions.Write))
                return Refusal.Forbidden();

            var user = await db.Users.FirstOrDefaultAsync(found => found.Id == input.UserId, stop);
            if (user is null)
                return Refusal.NotFound();
            if (Appointment.RefuseOwn(actor, user.Id) is { } refusal)
                return refusal;
            if (user.IsActive)
                return default(Done);

            user.IsActive = true;
            await SignInAttempts.ForgetAsync(db, user, stop);
            return default(Done);
        }, cancellationToken);
}
