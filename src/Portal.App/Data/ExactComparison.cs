using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.App.Data;

/// <summary>
/// For texts that other systems chose (order numbers, event ids): <c>dh-1</c> and <c>DH-1</c> are two orders. SQLite and
/// PostgreSQL compare so by themselves; SQL Server needs a binary collation, which the context adds.
/// </summary>
public static class ExactComparison
{
    public const string Annotation = "Portal:ExactComparison";

    public static PropertyBuilder<TText> UseExactComparison<TText>(this PropertyBuilder<TText> property) =>
        property.HasAnnotation(Annotation, true);
}
