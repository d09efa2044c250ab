using Portal.App.Platform.Data;

namespace Portal.App.Platform.Workers;

internal static class RestingWork
{
    /// <summary>
    /// The rows of a kind that failed and are not to be tried yet: a worker that asks what is due leaves them out, so that they fill no
    /// page of it.
    /// </summary>
    public static IQueryable<Guid> Resting(this PortalDb db, WorkKind kind, DateTimeOffset now) =>
        db.WorkFailures.Where(failure => failure.Kind == kind && failure.NextAt > now).Select(failure => failure.SubjectId);
}
