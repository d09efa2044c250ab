using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Orders.Import;

/// <summary>A report in the list of a shop's imports.</summary>
public sealed record ImportRow(
    Guid Id, string FileName, string UploadedBy, DateTimeOffset UploadedAt, ImportState State, long Bytes, long BytesRead,
    int Rows, int NewOrders, int KnownOrders, int BadOrders, int Amended, int Events, int Returns, long ReturnedAmount,
    DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    /// <summary>How much of the file is read.</summary>
    public int Percent => Bytes == 0 ? 0 : (int)Math.Min(100, BytesRead * 100 / Bytes);

    public bool Runs => State is ImportState.Checking or ImportState.Importing;
}

/// <summary>
/// A report with what its page needs: headings, the mapping or a proposal, and whether the same file was imported before.
/// </summary>
public sealed record ImportDetail(
    ImportRow Row, IReadOnlyList<string> Headings, IReadOnlyDictionary<ImportColumn, string> Mapping,
    bool MappingIsProposal, string? FailureCode, DateTimeOffset? SameFileImportedAt, int Problems);

/// <summary>One problem of a report; its sentence is made from the code and facts.</summary>
public sealed record ImportProblemRow(
    int Number, int Row, string? OrderId, ImportColumn? Column, string? Heading, bool IsRefusal, string Code,
    IReadOnlyDictionary<string, string> Facts);

/// <summary>What a shop sees of its imports.</summary>
public sealed class ImportQueries(IDbContextFactory<PortalDb> contexts, ImportFiles files)
{
    public async Task<PageOf<ImportRow>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = ImportScope.Visible(db, actor).AsNoTracking().Where(import => import.State != ImportState.Discarded);
        var total = await visible.CountAsync(cancellationToken);
        var rows = await Rows(visible.OrderByDescending(import => import.UploadedAt)
            .Skip(page.Skip).Take(page.Size)).ToListAsync(cancellationToken);
        return new PageOf<ImportRow>(rows, total);
    }

    public async Task<ImportDetail?> OneAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await ImportScope.Visible(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (import is null)
            return null;

        var problems = await db.ImportProblems.CountAsync(problem => problem.ImportId == id, cancellationToken);
        var same = await db.OrderImports
            .Where(other => other.ShopId == import.ShopId && other.Id != id && other.State == ImportState.Done
                && other.FileHash == import.FileHash)
            .MaxAsync(other => (DateTimeOffset?)other.FinishedAt, cancellationToken);
        var known = import.Mapping is null
            ? await db.ImportMappings.Where(mapping => mapping.ShopId == import.ShopId).Select(mapping => mapping.Columns)
            .FirstOrDefaultAsync(cancellationToken)
            : null;

        var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
        var mapping = import.Mapping is { } chosen ? ColumnMap.Parse(chosen).Headings : Proposal(headings, known);
        return new ImportDetail(
            Row(import), headings, mapping, import.Mapping is null, import.FailureCode, same, problems);
    }

    /// <summary>The first rows of a report as they stand in the file, for whoever maps its columns; none once the file is gone.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> SampleAsync(Actor actor, Guid id, int rows, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await ImportScope.Visible(db, actor).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (import is null)
            return [];

        var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
        var layout = new ReportLayout(import.Delimiter[0], headings, import.SeparatorLine);
        var sample = new List<IReadOnlyList<string>>();
        try
        {
            using var text = ImportFiles.Reader(files.Open(id));
            await foreach (var row in layout.RowsAsync(text, cancellationToken))
            {
                if (row.Blank)
                    continue;
                if (sample.Count == rows)
                    break;
                sample.Add([.. headings.Select((_, i) => row.Cell(i))]);
            }
        }
        catch (Exception gone) when (gone is FileNotFoundException or CsvHelper.CsvFormatException)
        {
            // what could be read is shown; the dry run says what is wrong
        }

        return sample;
    }

    /// <summary>
    /// One page of what is wrong, in the order of the file. How many there are is in <see cref="ImportDetail.Problems"/>.
    /// </summary>
    public async Task<IReadOnlyList<ImportProblemRow>> ProblemsAsync(
        Actor actor, Guid id, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var problems = await Problems(db, actor, id).Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return [.. problems.Select(Problem)];
    }

    /// <summary>All that is wrong, row by row, for a file of any size.</summary>
    public async IAsyncEnumerable<ImportProblemRow> ExportProblemsAsync(
        Actor actor, Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (var problem in Problems(db, actor, id).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return Problem(problem);
    }

    private static IQueryable<ImportProblem> Problems(PortalDb db, Actor actor, Guid id)
    {
        var mine = ImportScope.Visible(db, actor).Where(import => import.Id == id);
        return db.ImportProblems.AsNoTracking()
            .Where(problem => problem.ImportId == id && mine.Any())
            .OrderBy(problem => problem.Number);
    }

    private static ImportProblemRow Problem(ImportProblem problem) => new(
        problem.Number, problem.Row, problem.OrderId, problem.Column, problem.Heading, problem.IsRefusal, problem.Code,
        JsonSerializer.Deserialize<Dictionary<string, string>>(problem.Facts) ?? []);

    /// <summary>What the shop mapped before, as far as the file has those headings, then what the headings say by themselves.</summary>
    private static Dictionary<ImportColumn, string> Proposal(List<string> headings, string? known)
    {
        var proposal = known is null
            ? []
            : ColumnMap.Parse(known).Headings.Where(pair => headings.Contains(pair.Value, StringComparer.Ordinal)).ToDictionary();
        foreach (var (column, index) in ImportColumns.Propose(headings))
        {
            if (!proposal.ContainsValue(headings[index]))
                proposal.TryAdd(column, headings[index]);
        }

        return proposal;
    }

    private static IQueryable<ImportRow> Rows(IQueryable<OrderImport> imports) => imports.Select(import => new ImportRow(
        import.Id, import.FileName, import.UploadedBy, import.UploadedAt, import.State, import.Bytes, import.BytesRead,
        import.Rows, import.NewOrders, import.KnownOrders, import.BadOrders, import.Amended, import.Events, import.Returns,
        import.ReturnedAmount, import.StartedAt, import.FinishedAt));

    private static ImportRow Row(OrderImport import) => new(
        import.Id, import.FileName, import.UploadedBy, import.UploadedAt, import.State, import.Bytes, import.BytesRead,
        import.Rows, import.NewOrders, import.KnownOrders, import.BadOrders, import.Amended, import.Events, import.Returns,
        import.ReturnedAmount, import.StartedAt, import.FinishedAt);
}
