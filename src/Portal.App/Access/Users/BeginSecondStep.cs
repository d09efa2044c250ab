using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// The step between password and code, for whoever's password was right: a token that lives a few minutes, ends with the code that it was
/// made for, and with whatever ends the person's sessions.
/// </summary>
public sealed class BeginSecondStep(UnitOfWork work, TimeProvider clock)
{
    public sealed record Input(Guid UserId);

    /// <returns>The token, for the browser to bring along with the code.</returns>
    public Task<Outcome<string>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunByProofAsync<string>(async (db, stop) =>
        {
            if (!await db.Users.AnyAsync(user => user.Id == input.UserId && user.IsActive && user.TwoFactorEnabled, stop))
                return Refusal.NotFound();

            // not the ones before: somebody who signs in on two devices at once is no thief
            var (token, row) = AccountToken.Make(input.UserId, AccountTokenPurpose.SecondStep, clock);
            db.AccountTokens.Add(row);
            return token;
        }, cancellationToken);
}
