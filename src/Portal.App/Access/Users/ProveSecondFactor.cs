using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>
/// Proves a second factor again within a session, for what <see cref="FreshSecondFactor"/> guards: the app's code or a recovery code.
/// </summary>
public sealed class ProveSecondFactor(UnitOfWork work, CheckCode checkCode, TimeProvider clock)
{
    public sealed record Input(string? Code);

    public async Task<Outcome<CheckCode.Checked>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var code = await checkCode.RunAsync(
            actor, new CheckCode.Input(actor.ClientId, input.Code, new AttemptOrigin(actor.Address)), cancellationToken);
        if (code.Refusal is { } refusal)
            return refusal == SignInRefusals.WrongCode ? Refusal.Invalid(new FieldError("code", UserRefusals.CodeWrong)) : refusal;

        return await work.RunAsync<CheckCode.Checked>(actor, async (db, stop) =>
        {
            var now = clock.GetUtcNow();
            var proved = await db.UserSessions.Where(session => session.Id == actor.SessionId && session.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.SecondFactorAt, (DateTimeOffset?)now), stop);
            if (proved == 0)
                return SessionRefusals.Ended;

            db.Audit(actor, clock, AuditActions.SecondFactorProved, actor.Name, actor.ClientId);
            return code.Value;
        }, cancellationToken);
    }
}
