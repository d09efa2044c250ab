using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.App.Platform.Data;

/// <summary>
/// What only SQL Server's schema needs: in which order the large tables lie, what their indexes carry along, and names in brackets.
/// The mappings beside the entities name both; they say the rest for all databases alike.
/// </summary>
internal static partial class SqlServerModel
{
    private const string OrderAnnotation = "Portal:SqlServer:InTheOrderOf";
    private const string CarriesAnnotation = "Portal:SqlServer:Carries";

    /// <summary>
    /// SQL Server compares the last bytes of a GUID first, and those of a version 7 GUID are random: a table in the order of such a key
    /// is written to at random pages. So a large table lies in the order of a time that never changes, and new rows go to its end. Those
    /// that do not are named with the reason in a test.
    /// </summary>
    public static void LiesInTheOrderOf<T>(this EntityTypeBuilder<T> entity, Expression<Func<T, DateTimeOffset>> time)
        where T : class =>
        entity.HasAnnotation(OrderAnnotation, ((MemberExpression)time.Body).Member.Name);

    /// <summary>For an index whose queries read little more than it has: with that little they need not look up each row.</summary>
    public static void Carries<T>(this IndexBuilder<T> index, params string[] columns) => index.HasAnnotation(CarriesAnnotation, columns);

    /// <summary>After everything else is mapped.</summary>
    public static void Shape(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
            UseBrackets(entity);

        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.FindAnnotation(OrderAnnotation)?.Value is string time)
            {
                entity.FindPrimaryKey()!.SetIsClustered(false);
                IndexOn(entity, time).SetIsClustered(true);
            }

            foreach (var index in entity.GetIndexes())
            {
                if (index.FindAnnotation(CarriesAnnotation)?.Value is string[] columns)
                    SqlServerIndexExtensions.SetIncludeProperties(index, columns);
            }
        }
    }

    /// <summary>What the mappings named is in the model by then, or of no use to the database.</summary>
    public static void Forget(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            entity.RemoveAnnotation(OrderAnnotation);
            foreach (var index in entity.GetIndexes())
                index.RemoveAnnotation(CarriesAnnotation);
        }
    }

    /// <summary>An index that begins with this time and with nothing that comes after it but the key.</summary>
    private static IMutableIndex IndexOn(IMutableEntityType entity, string time) =>
        entity.GetIndexes().FirstOrDefault(index => index.Properties[0].Name == time && !index.IsUnique)
        ?? entity.AddIndex(entity.FindProperty(time)!);

    /// <summary>Filters and conditions are written with quotes, which SQL Server takes for texts when QUOTED_IDENTIFIER is off.</summary>
    private static void UseBrackets(IMutableEntityType entity)
    {
        foreach (var index in entity.GetIndexes())
        {
            if (index.GetFilter() is { } filter)
                index.SetFilter(Quoted().Replace(filter, "[${name}]"));
        }

        foreach (var check in entity.GetCheckConstraints().ToList())
        {
            var name = check.Name!;
            var sql = Quoted().Replace(check.Sql, "[${name}]");
            entity.RemoveCheckConstraint(check.ModelName);
            entity.AddCheckConstraint(name, sql);
        }
    }

    [GeneratedRegex("\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
