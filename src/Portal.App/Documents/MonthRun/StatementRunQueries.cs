using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Issuing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;

namespace Portal.App.Documents.MonthRun;

/// <summary>How far a month's statements are.</summary>
public enum StatementRunState
{
    Running,
    Done,
}

/// <param name="Done">Issued, and their partners told.</param>
/// <param name="Failed">Those that failed and are tried again by themselves, the first ones.</param>
public sealed record StatementRunView(
    DateOnly Month, StatementRunState State, int Done, int Total, DateTimeOffset StartedAt, string StartedBy, DateTimeOffset? EndedAt,
    IReadOnlyList<FailedStatement> Failed);

/// <param name="Error">What the last try failed with.</param>
public sealed record FailedStatement(Guid PartnerId, string Partner, int Attempts, string Error, DateTimeOffset NextAt);

/// <summary>Runs of a month's statements, for the operator only.</summary>
public sealed class StatementRunQueries(IDbContextFactory<PortalDb> contexts)
{
    private const int Shown = 50;

    /// <summary>Refuses <c>document_not_found</c> where none was asked for.</summary>
    public async Task<Outcome<StatementRunView>> OfAsync(Actor actor, DateOnly month, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return Refusal.Forbidden();

        var first = LocalCalendar.Month(month);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ViewAsync(db, first, cancellationToken) is { } view ? view : Refusal.NotFound(DocumentRefusals.NotFound);
    }

    /// <summary>As it stands in a transaction, for its answer; null where none was asked for.</summary>
    internal static async Task<StatementRunView?> ViewAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken)
    {
        if (await db.StatementRuns.AsNoTracking().SingleOrDefaultAsync(row => row.Month == month, cancellationToken) is not { } run)
            return null;

        var waiting = run.EndedAt is null
            ? await db.StatementRunParts.CountAsync(part => part.Month == month && part.DoneAt == null, cancellationToken) : 0;
        var failed = await (
            from part in db.StatementRunParts
            where part.Month == month && part.DoneAt == null
            join failure in db.WorkFailures on part.Id equals failure.SubjectId
            where failure.Kind == WorkKind.PartnerStatement
            orderby failure.Since, failure.SubjectId
            select new FailedStatement(part.PartnerId, failure.Subject, failure.Attempts, failure.Error, failure.NextAt))
            .Take(Shown).ToListAsync(cancellationToken);
        return new StatementRunView(
            month, run.EndedAt is null ? StatementRunState.Running : StatementRunState.Done, run.Total - waiting, run.Total, run.StartedAt,
            run.StartedBy, run.EndedAt, failed);
    }
}
