using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.App.Platform.Data;

namespace Portal.Tests.Shared.SqlServer;

/// <summary>
/// Whatever a test asks or saves on another database is translated for SQL Server at the same moment, and read by its parser: a query,
/// update or delete as the expression that EF compiles, a save as its rows. What does not translate or parse, takes more parameters than
/// SQL Server does, or compares a long list in another collation than its column has, fails the test that asked. A compiled query is
/// translated once in a process.
/// </summary>
public sealed class SqlServerTwin : SaveChangesInterceptor, IQueryExpressionInterceptor
{
    /// <summary>More elements than SQL Server takes parameters.</summary>
    private const int ManyElements = 3_000;

    private static readonly MethodInfo RunMethod = typeof(SqlServerTwin)
        .GetMethod(nameof(Run), BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly IReadOnlySet<(string Table, string Column)> exact;
    private readonly ConcurrentDictionary<string, byte> statements = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> saves = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> failures = new();

    /// <summary>Takes the time that a model's first query takes, so that no test does that waits for something else.</summary>
    public SqlServerTwin()
    {
        using var server = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();
        _ = server.Shops.Count();
        exact = ExactColumns(server);
    }

    /// <summary>The columns that are compared letter by letter, in a collation of their own.</summary>
    public static IReadOnlySet<(string Table, string Column)> ExactColumns(PortalDb server) => server.Model.GetEntityTypes()
        .SelectMany(entity => entity.GetProperties().Where(property => property.FindAnnotation(ExactComparison.Annotation) is not null)
            .Select(property => (entity.GetTableName()!, property.GetColumnName())))
        .ToHashSet();

    /// <summary>One for all tests of a process, as EF compiles a query once for all of them.</summary>
    public static SqlServerTwin Instance { get; } = new();

    /// <summary>The different statements so far, in SQL Server's words.</summary>
    public ICollection<string> Statements => statements.Keys;

    /// <summary>What went wrong so far, also where whoever asked takes a failure for something else.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is PortalDb db && !db.Database.IsSqlServer())
            Translate(queryExpression);
        return queryExpression;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is PortalDb db && !db.Database.IsSqlServer())
        {
            foreach (var row in db.ChangeTracker.Entries()
                .Where(row => row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList())
                Save(row);
        }

        return ValueTask.FromResult(result);
    }

    private void Translate(Expression query)
    {
        foreach (var elements in (int[])[2, ManyElements])
        {
            var offline = new OfflineSqlServer();
            using var server = new OfflineContexts(offline).CreateDbContext();
            var moved = new OnServer(server);
            var expression = moved.Visit(query);
            if (moved.IsRaw)
                return; // SQL of one database's own; each of them is tested where it is written

            if (elements == ManyElements && !moved.Parameters.Exists(parameter => IsMany(parameter.Type)))
                return;

            var parameters = moved.Parameters.DistinctBy(parameter => parameter.Name)
                .ToDictionary(parameter => parameter.Name, parameter => Sample.Of(parameter.Type, elements));
            Check(offline, $"{query}",
                () => RunMethod.MakeGenericMethod(ResultOf(expression.Type)).Invoke(null, [server, expression, parameters]));
        }
    }

    private void Save(EntityEntry row)
    {
        var changed = row.State == EntityState.Modified
            ? row.Properties.Where(property => property.IsModified).Select(property => property.Metadata.Name) : [];
        if (!saves.TryAdd($"{row.Metadata.Name} {row.State} {string.Join(' ', changed)}", 0))
            return;

        var offline = new OfflineSqlServer();
        using var server = new OfflineContexts(offline).CreateDbContext();
        var twin = server.Entry(RuntimeHelpers.GetUninitializedObject(row.Metadata.ClrType));
        foreach (var property in row.Properties)
            twin.Property(property.Metadata.Name).CurrentValue = property.CurrentValue;
        twin.State = row.State;
        if (row.State == EntityState.Modified)
        {
            foreach (var property in row.Properties.Where(property => !property.Metadata.IsPrimaryKey()))
                twin.Property(property.Metadata.Name).IsModified = property.IsModified;
        }

        Check(offline, $"{row.Metadata.DisplayName()} {row.State}", () => server.SaveChanges());
    }

    /// <summary>
    /// Nothing is found and nothing is changed there, which may be said by an exception; only what was sent matters, and that it was.
    /// </summary>
    private void Check(OfflineSqlServer offline, string what, Action send)
    {
        Exception? stopped = null;
        try
        {
            send();
        }
        catch (Exception failure)
        {
            stopped = failure is TargetInvocationException { InnerException: { } inner } ? inner : failure;
        }

        var wrong = offline.Commands.Count == 0 ? $"is not sent: {stopped}"
            : offline.Commands.Select(command => SqlServerScript.Wrong(command.Text))
            .FirstOrDefault(error => error is not null) is { } error ? $"does not parse: {error}"
            : offline.Commands.Exists(command => command.Parameters > SqlServerScript.MostParameters)
            ? $"has {offline.Commands.Max(command => command.Parameters)} parameters"
            : offline.Commands.SelectMany(command => SqlServerScript.ConflictingLists(command.Text, exact)).FirstOrDefault() is { } list
            ? $"compares a list in the wrong collation: {list}"
            : null;
        foreach (var command in offline.Commands)
            statements.TryAdd(command.Text, 0);
        if (wrong is null)
            return;

        var told = $"For SQL Server this {wrong}\n{string.Join("\n", offline.Commands.Select(command => command.Text))}\n{what}";
        failures.Enqueue(told);
        throw new InvalidOperationException(told);
    }

    private static void Run<T>(PortalDb server, Expression query, Dictionary<string, object?> parameters)
    {
        var compiled = server.GetService<IDatabase>().CompileQuery<T>(query, async: false);
        var context = server.GetService<IQueryContextFactory>().Create();
        foreach (var (name, value) in parameters)
            context.Parameters[name] = value;
        if (compiled(context) is System.Collections.IEnumerable rows and not string)
        {
            foreach (var row in rows)
                _ = row;
        }
    }

    /// <summary>A query of rows answers with them, one of a number with the number.</summary>
    private static Type ResultOf(Type type) => typeof(IQueryable).IsAssignableFrom(type) && type.GetInterfaces().Append(type)
        .FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IQueryable<>)) is { } rows
        ? typeof(IEnumerable<>).MakeGenericType(rows.GetGenericArguments())
        : type;

    private static bool IsMany(Type type) => type != typeof(string) && type != typeof(byte[])
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

    /// <summary>The same query over SQL Server's model.</summary>
    private sealed class OnServer(PortalDb server) : ExpressionVisitor
    {
        public List<QueryParameterExpression> Parameters { get; } = [];

        public bool IsRaw { get; private set; }

        protected override Expression VisitExtension(Expression node)
        {
            switch (node)
            {
                case QueryParameterExpression parameter:
                    Parameters.Add(parameter);
                    return parameter;
                case QueryRootExpression root when root.GetType() != typeof(EntityQueryRootExpression):
                    IsRaw = true;
                    return root;
                case EntityQueryRootExpression root:
                    return root.UpdateEntityType(server.Model.FindEntityType(root.EntityType.Name)!);
                default:
                    return base.VisitExtension(node);
            }
        }
    }
}
