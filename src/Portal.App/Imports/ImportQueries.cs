using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Security;

namespace Portal.App.Imports;

/// <summary>A report in the list of a shop's imports.</summary>
public sealed record ImportRow(
    Guid Id, string FileName, string UploadedBy, DateTimeOffset UploadedAt, ImportState State,
    int Rows, int NewOrders, int KnownOrders, int BadOrders, int Events, DateTimeOffset? FinishedAt);

/// <summary>A report with what its page needs: headings, the mapping or a proposal, progress in percent.</summary>
public sealed record ImportDetail(
    ImportRow Row, IReadOnlyList<string> Headings, IReadOnlyDictionary<ImportColumn, string> Mapping,
    bool MappingIsProposal, int Percent, string? FailureCode, DateTimeOffset? SameFileImportedAt, int Problems);

/// <summary>One problem of a report; its sentence is made from the code and facts.</summary>
public sealed record ImportProblemRow(
    int Number, int Row, string? OrderId, string? Heading, bool IsRefusal, string Code, IReadOnlyDictionary<string, string> Facts);

/// <summary>What a shop sees of its imports.</summary>
public sealed class ImportQueries(IDbContextFactory<PortalDb> contexts)
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
            .Where(other => other.ShopId == import.ShopId && other.Id != id && other.State == ImportState.Done && other.FileHash == import.FileHash)
            .MaxAsync(other => (DateTimeOffset?)other.FinishedAt, cancellationToken);
        var known = import.Mapping is null
            ? await db.ImportMappings.Where(mapping => mapping.ShopId == import.ShopId).Select(mapping => mapping.Columns).FirstOrDefaultAsync(cancellationToken)
            : null;

        var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
        var mapping = import.Mapping is { } chosen ? ColumnMap.Parse(chosen).Headings : Proposal(headings, known);
        return new ImportDetail(
            Row(import), headings, mapping, import.Mapping is null,
            import.Bytes == 0 ? 0 : (int)Math.Min(100, import.BytesRead * 100 / import.Bytes),
            import.FailureCode, same, problems);
    }

    public async Task<PageOf<ImportProblemRow>> ProblemsAsync(Actor actor, Guid id, PageRequest page, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = ImportScope.Visible(db, actor).Where(import => import.Id == id);
        var problems = db.ImportProblems.AsNoTracking().Where(problem => mine.Any(import => import.Id == problem.ImportId));
        var total = await problems.CountAsync(cancellationToken);
        var rows = await problems.OrderBy(problem => problem.Number)
            .Skip(page.Skip).Take(page.Size).ToListAsync(cancellationToken);
        return new PageOf<ImportProblemRow>(
            [.. rows.Select(problem => new ImportProblemRow(
                problem.Number, problem.Row, problem.OrderId, problem.Heading, problem.IsRefusal, problem.Code,
                JsonSerializer.Deserialize<Dictionary<string, string>>(problem.Facts) ?? []))],
            total);
    }

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
        import.Id, import.FileName, import.UploadedBy, import.UploadedAt, import.State,
        import.Rows, import.NewOrders, import.KnownOrders, import.BadOrders, import.Events, import.FinishedAt));

    private static ImportRow Row(OrderImport import) => new(
        import.Id, import.FileName, import.UploadedBy, import.UploadedAt, import.State,
        import.Rows, import.NewOrders, import.KnownOrders, import.BadOrders, import.Events, import.FinishedAt);
}
