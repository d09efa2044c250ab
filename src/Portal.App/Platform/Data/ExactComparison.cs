using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.App.Platform.Data;

/// <summary>
/// For texts that other systems chose (order numbers, event ids): <c>dh-1</c> and <c>DH-1</c> are two orders, and which of two
/// comes first is the same everywhere. SQLite compares bytes by itself; the others need a binary collation, which the context
/// adds.
/// </summary>
public static class ExactComparison
{
    public const string Annotation = "Portal:ExactComparison";

    /// <summary>SQL Server's collation that compares letter by letter.</summary>
    public const string SqlServer = "Latin1_General_100_BIN2";

    public static PropertyBuilder<TText> UseExactComparison<TText>(this PropertyBuilder<TText> property) =>
        property.HasAnnotation(Annotation, true);

    internal static string? Collation(string? provider) => provider switch
    {
        { } name when name.EndsWith("SqlServer", StringComparison.Ordinal) => SqlServer,
        { } name when name.EndsWith("PostgreSQL", StringComparison.Ordinal) => "C",
        _ => null,
    };
}
