using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.SqlServer.Infrastructure.Internal;
using Microsoft.EntityFrameworkCore.SqlServer.Query.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.App.Platform.Data;

/// <summary>
/// A list that is longer than SQL Server has parameters goes as JSON, whose values have the database's collation. Compared with a column of
/// another one (<see cref="ExactComparison"/>) that is an error, 468, which only long lists meet. So the values get the column's: the
/// column's own would keep its index from being used.
/// </summary>
[SuppressMessage("Usage", "EF1001",
    Justification = "Nothing else sees which column a list is compared with; a test shows that each such statement has it")]
internal sealed class SqlServerExactLists(
    QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types,
    ISqlServerSingletonOptions options) : IQuerySqlGeneratorFactory
{
    public QuerySqlGenerator Create() => new Generator(dependencies, types, options);

    private sealed class Generator(
        QuerySqlGeneratorDependencies dependencies, IRelationalTypeMappingSource types, ISqlServerSingletonOptions options)
        : SqlServerQuerySqlGenerator(dependencies, types, options)
    {
        /// <summary>Of the next value that is selected; null as it comes.</summary>
        private string? collation;

        protected override void GenerateIn(InExpression inExpression, bool negated)
        {
            // only what is selected for this comparison, and nothing within it
            collation = inExpression.Subquery is { Tables: [TableValuedFunctionExpression { Name: "OPENJSON" }] }
                && IsExact(inExpression.Item)
                ? ExactComparison.SqlServer
                : null;
            base.GenerateIn(inExpression, negated);
            collation = null;
        }

        protected override Expression VisitProjection(ProjectionExpression projectionExpression)
        {
            if (collation is not { } wanted)
                return base.VisitProjection(projectionExpression);

            collation = null;
            Visit(projectionExpression.Expression);
            Sql.Append($" COLLATE {wanted}");
            return projectionExpression;
        }

        private static bool IsExact(SqlExpression item) => item is ColumnExpression { Column: { } column }
            && column.PropertyMappings.Any(mapping => mapping.Property.FindAnnotation(ExactComparison.Annotation) is not null);
    }
}
