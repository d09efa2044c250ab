using System.Reflection;
using Portal.App;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.Web.Tests.Architecture;

/// <summary>What a feature adds to the portal stands in the one file that registers it.</summary>
public sealed class FeatureTests
{
    private static readonly Type[] App = typeof(Registration).Assembly.GetTypes();

    [Fact]
    public void Every_permission_says_who_has_it()
    {
        var constants = App.Where(type => type == typeof(Permission) || type.Name.EndsWith("Permissions", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral))
            .ToList();

        Assert.NotEmpty(constants);
        Assert.Empty(constants.Where(field => field.GetCustomAttribute<GrantedAttribute>() is not { To.Count: > 0 })
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}"));
        Assert.Equal(constants.Count, Permission.All.Distinct().Count());
    }

    [Fact]
    public void Lines_of_the_menu_and_permissions_stand_where_the_feature_is_registered()
    {
        var lines = App.Where(type => type.GetCustomAttributes<MenuLineAttribute>().Any()).ToList();
        var permissions = App.Where(type => type.Name.EndsWith("Permissions", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(lines);
        Assert.NotEmpty(permissions);
        Assert.Empty(lines.Where(type => !type.Name.EndsWith("Registration", StringComparison.Ordinal)).Select(type => type.FullName));
        Assert.Empty(permissions.Where(
            type => !App.Any(other => other.Namespace == type.Namespace && other.Name.EndsWith("Registration", StringComparison.Ordinal)))
            .Select(type => type.FullName));
    }
}
