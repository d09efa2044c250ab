using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Platform.Data;

/// <summary>
/// One use case, one transaction. The delegate loads, lets the domain decide, adds rows and returns; then everything is
/// saved and committed, or, when it returns a refusal or throws, nothing is. When somebody else was first (a unique key or
/// a version column says so), it runs again from the top on a fresh context, so it must do nothing outside the database.
/// </summary>
public sealed class UnitOfWork(
    Transactions transactions, Rights rights, EntityAudit trail, RefusalJournal refusals, TimeProvider clock)
{
    /// <summary>
    /// For somebody, or as <see cref="Actor.System"/> for what the portal does by itself. Their rights are read again in the transaction,
    /// so that a role or key that was taken away ends here, whatever an open page or another node still believes (R10.5). What they change
    /// is noted in the audit log (R10.4), and where the request carries an idempotency key its answer is stored with the effect.
    /// </summary>
    public async Task<Outcome<T>> RunAsync<T>(
        Actor actor, Func<PortalDb, CancellationToken, Task<Outcome<T>>> useCase, CancellationToken cancellationToken)
        where T : notnull
    {
        var hadEnded = false;
        var done = await TransactAsync<T>(
            async (db, cancel) =>
            {
                // what the portal does by itself is told by the histories of orders and by its logs
                if (!actor.IsSystem)
                    db.ChangedBy = (actor, clock, trail);
                if (await rights.RefuseAsync(db, actor, cancel) is { } ended)
                {
                    hadEnded = true;
                    return ended;
                }

                if (actor.Call is not { } call)
                    return await useCase(db, cancel);

                var now = clock.GetUtcNow();
                if (await call.CheckAsync(db, actor.ClientId, now, cancel) is { } refusal)
                    return refusal;

                var outcome = await useCase(db, cancel);
                if (outcome.Succeeded)
                    db.IdempotentRequests.Add(call.Answered(actor.ClientId, outcome.Value, now));
                return outcome;
            },
            cancellationToken);

        // a page that stayed open asks no endpoint that would note it; what keys are refused is noted where they ask
        if (hadEnded && !actor.IsKey && actor.ClientId != Actor.Nobody.ClientId)
            await refusals.NoteAsync(actor, AuditActions.Denied, what: NameOf(useCase));
        return done;
    }

    /// <summary>
    /// For whoever has no rights yet and brings a proof of another kind, which the use case checks itself: a mailed link, or a password
    /// that was right a moment ago. A test lists the few that may call this.
    /// </summary>
    public Task<Outcome<T>> RunByProofAsync<T>(
        Func<PortalDb, CancellationToken, Task<Outcome<T>>> useCase, CancellationToken cancellationToken)
        where T : notnull =>
        TransactAsync(useCase, cancellationToken);

    /// <summary>The use case whose delegate it is.</summary>
    private static string NameOf(Delegate useCase)
    {
        var type = useCase.Method.DeclaringType!;
        while (type is { IsNested: true, DeclaringType: { } outer })
            type = outer;
        return type.Name;
    }

    private Task<Outcome<T>> TransactAsync<T>(
        Func<PortalDb, CancellationToken, Task<Outcome<T>>> useCase, CancellationToken cancellationToken)
        where T : notnull =>
        transactions.RunAsync(useCase, outcome => outcome.Succeeded, cancellationToken);
}
