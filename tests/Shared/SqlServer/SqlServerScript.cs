using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Portal.Tests.Shared.SqlServer;

/// <summary>Reads T-SQL as SQL Server 2019 reads it.</summary>
public static class SqlServerScript
{
    /// <summary>SQL Server takes no more in one command.</summary>
    public const int MostParameters = 2_098;

    /// <returns>What is wrong with the statements; null for nothing.</returns>
    public static string? Wrong(string sql)
    {
        _ = Parse(sql, out var errors);
        return errors.Count == 0 ? null : string.Join("; ", errors.Select(error => $"{error.Line}:{error.Column} {error.Message}"));
    }

    /// <summary>
    /// Comparisons in a condition of which one side is a CASE that has a column in it: no index is used for them.
    /// </summary>
    public static IReadOnlyList<string> HiddenColumns(string sql)
    {
        var conditions = new Conditions();
        Parse(sql, out _)?.Accept(conditions);
        return conditions.Hidden;
    }

    /// <summary>
    /// Comparisons with the values of a list that goes as JSON: those with a column of another collation than the database's must be in
    /// that column's, or they fail; all others must be as they are, or no index is used for them.
    /// </summary>
    /// <param name="sql">The statements.</param>
    /// <param name="exact">The columns that have their own collation, as table and column.</param>
    public static IReadOnlyList<string> ConflictingLists(string sql, IReadOnlySet<(string Table, string Column)> exact)
    {
        if (Parse(sql, out _) is not { } script)
            return [];

        var tables = new Tables();
        script.Accept(tables);
        var lists = new Lists(tables, exact);
        script.Accept(lists);
        return lists.Conflicting;
    }

    private static TSqlFragment? Parse(string sql, out IList<ParseError> errors)
    {
        using var reader = new StringReader(sql);
        return new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    private sealed class Conditions : TSqlFragmentVisitor
    {
        public List<string> Hidden { get; } = [];

        public override void Visit(BooleanComparisonExpression node)
        {
            if (HasColumn(node.FirstExpression) || HasColumn(node.SecondExpression))
                Hidden.Add(TextOf(node));
        }

        private static bool HasColumn(ScalarExpression side)
        {
            if (side is not CaseExpression)
                return false;

            var columns = new Columns();
            side.Accept(columns);
            return columns.Any;
        }
    }

    private static string TextOf(TSqlFragment node) =>
        string.Concat(node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1)
            .Select(token => token.Text));

    /// <summary>What the aliases of the statements stand for.</summary>
    private sealed class Tables : TSqlFragmentVisitor
    {
        public Dictionary<string, string> Named { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Lists { get; } = new(StringComparer.Ordinal);

        public override void Visit(NamedTableReference node) =>
            Named[node.Alias?.Value ?? node.SchemaObject.BaseIdentifier.Value] = node.SchemaObject.BaseIdentifier.Value;

        public override void Visit(OpenJsonTableReference node) => Lists.Add(node.Alias?.Value ?? "");
    }

    private sealed class Lists(Tables tables, IReadOnlySet<(string Table, string Column)> exact) : TSqlFragmentVisitor
    {
        public List<string> Conflicting { get; } = [];

        public override void Visit(InPredicate node)
        {
            if (node.Subquery?.QueryExpression
                is QuerySpecification { SelectElements: [SelectScalarExpression { Expression: { } selected }] })
                Compare(node, node.Expression, selected);
        }

        public override void Visit(BooleanComparisonExpression node)
        {
            Compare(node, node.FirstExpression, node.SecondExpression);
            Compare(node, node.SecondExpression, node.FirstExpression);
        }

        private void Compare(TSqlFragment node, ScalarExpression one, ScalarExpression value)
        {
            if (value is not ColumnReferenceExpression listed || !IsOf(listed, tables.Lists.Contains)
                || one is not ColumnReferenceExpression column)
                return;

            var isExact = IsOf(column, alias => tables.Named.TryGetValue(alias, out var table)
                && exact.Contains((table, column.MultiPartIdentifier.Identifiers[^1].Value)));
            if (isExact != listed.Collation is not null)
                Conflicting.Add(TextOf(node));
        }

        private static bool IsOf(ColumnReferenceExpression column, Func<string, bool> has) =>
            column.MultiPartIdentifier is { Count: > 1 } name && has(name.Identifiers[^2].Value);
    }

    private sealed class Columns : TSqlFragmentVisitor
    {
        public bool Any { get; private set; }

        public override void Visit(ColumnReferenceExpression node) => Any = true;
    }
}
