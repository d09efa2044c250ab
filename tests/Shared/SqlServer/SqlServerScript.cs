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
                Hidden.Add(string.Concat(node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1).Select(token => token.Text)));
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

    private sealed class Columns : TSqlFragmentVisitor
    {
        public bool Any { get; private set; }

        public override void Visit(ColumnReferenceExpression node) => Any = true;
    }
}
