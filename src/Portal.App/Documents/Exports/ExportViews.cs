namespace Portal.App.Documents.Exports;

/// <summary>An export as whoever asked for it sees it.</summary>
/// <param name="Title">What the list is called, in the reader's language.</param>
/// <param name="FileName">What the file is called.</param>
/// <param name="Rows">How many rows it has or will have; null while nobody counted.</param>
/// <param name="Sha256">Of the whole file, when it is ready.</param>
public sealed record ExportView(
    Guid Id, string List, string Title, ExportFormat Format, ExportState State, string FileName, string Filter, long? Rows, long Done,
    long Bytes, string? Sha256, DateTimeOffset AskedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt, string? FailureCode)
{
    public bool IsOpen => State is ExportState.Waiting or ExportState.Running;
}

/// <summary>Makes views of rows.</summary>
public sealed class ExportViews(ExportCatalogue lists, TimeProvider clock)
{
    internal ExportView Of(ExportJob job)
    {
        var side = job.PartnerId is not null ? ExportSide.Partner : job.ShopId is not null ? ExportSide.Shop : ExportSide.Operator;
        var list = lists.Find(side, job.List);
        var state = job is { State: ExportState.Ready, ExpiresAt: { } end } && end <= clock.GetUtcNow() ? ExportState.Expired : job.State;
        return new ExportView(
            job.Id, job.List, list?.Title ?? job.List, job.Format, state,
            list is null ? $"{job.List}.{job.Format.Word()}" : ExportMaker.FileName(list, job.Format, job.AskedAt, job.Language),
            job.Filter, job.Rows, job.Done, job.Bytes, job.Hash is { } hash ? Convert.ToHexStringLower(hash) : null,
            job.AskedAt, job.FinishedAt, job.ExpiresAt, job.FailureCode);
    }

    /// <summary>What the audit log says of an export.</summary>
    internal static object Deed(
        string list, ExportFormat format, string query, string columns, long? rows = null, byte[]? hash = null) => new
        {
            list,
            format = format.Word(),
            query = query.Length > 0 ? query : null,
            columns = columns.Length > 0 ? columns : null,
            rows,
            sha256 = hash is null ? null : Convert.ToHexStringLower(hash),
        };
}
