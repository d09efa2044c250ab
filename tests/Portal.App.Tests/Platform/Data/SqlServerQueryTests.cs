using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Tests.Shared;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>
/// No SQL Server runs where the tests run, so every method of every <c>…Queries</c> class is called on its provider offline,
/// and the SQL that it makes is kept in <c>queries.sql</c>, where a review sees it change. Called twice: once every query finds
/// a row, so that what is asked after "not found" is asked too, and once none does, for what is asked then.
/// </summary>
public sealed partial class SqlServerQueryTests
{
    private const string Renew = "PORTAL_RENEW_QUERIES";
    private static readonly string KeptFile = Path.Combine(Repository.Root, "migrations/Portal.Migrations.SqlServer/queries.sql");

    [Fact]
    public async Task Every_query_translates_for_SQL_Server_to_the_SQL_that_is_kept()
    {
        var made = await MakeAllAsync();

        if (Environment.GetEnvironmentVariable(Renew) == "1")
            await File.WriteAllTextAsync(KeptFile, made);

        var kept = File.Exists(KeptFile) ? await File.ReadAllTextAsync(KeptFile) : "";
        Assert.True(
            string.Equals(made.ReplaceLineEndings("\n"), kept.ReplaceLineEndings("\n"), StringComparison.Ordinal),
            $"The SQL of a query changed. Look at it with: {Renew}=1 dotnet test tests/Portal.App.Tests --filter SqlServerQuery; git diff");
    }

    [Fact]
    public async Task A_chart_cuts_its_time_into_parts_by_parameters_in_SQL()
    {
        var directory = Directory.CreateTempSubdirectory("portal-offline-").FullName;
        try
        {
            var offline = new OfflineSqlServer();
            await using var services = Services(directory, offline);
            var days = Enumerable.Range(0, 4).Select(day => World.Start.AddDays(day)).ToList();

            await services.GetRequiredService<ShopOrderQueries>()
                .PartsAsync((Actor)Value(typeof(Actor), 0)!, new ShopOrderFilter(), days, CancellationToken.None);

            var sent = offline.Commands.Select(command => command.Text).Single(text => text.Contains("GROUP BY", StringComparison.Ordinal));
            Assert.Equal(days.Count - 1, sent.Split("[PlacedAt] < @").Length - 1);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> MakeAllAsync()
    {
        var directory = Directory.CreateTempSubdirectory("portal-offline-").FullName;
        try
        {
            var finding = new OfflineSqlServer { Rows = 1 };
            var missing = new OfflineSqlServer();
            await using var found = Services(directory, finding);
            await using var nothing = Services(directory, missing);
            var text = new StringBuilder("-- What each query method sends to SQL Server. Renewed by SqlServerQueryTests.\n");
            foreach (var (type, method) in QueryMethods())
            {
                finding.Commands.Clear();
                missing.Commands.Clear();
                await CallAsync(nothing, type, method);
                var stopped = await StoppedAsync(() => CallAsync(found, type, method));
                text.Append("\n-- ").Append(type.Name).Append('.').Append(method.Name).Append('\n');
                foreach (var command in finding.Commands.Concat(missing.Commands).Select(Kept).Distinct(StringComparer.Ordinal))
                    text.Append(command).Append(";\n");
                if (stopped is not null)
                    text.Append("-- and ends there: ").Append(stopped).Append('\n');
            }

            return text.ToString();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task CallAsync(ServiceProvider services, Type type, MethodInfo method) =>
        await AwaitAsync(method.Invoke(services.GetRequiredService(type), [.. method.GetParameters().Select(Argument)])!);

    /// <summary>A row of plain values is not always one that a method can go on with: then the kept file says where it ended.</summary>
    /// <returns>The kind of the failure; null for none. A query that SQL Server does not know is no such end.</returns>
    private static async Task<string?> StoppedAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (Exception failure) when (!failure.Message.Contains("could not be translated", StringComparison.Ordinal))
        {
            return (failure is TargetInvocationException { InnerException: { } inner } ? inner : failure).GetType().Name;
        }
    }

    private static string Kept(SentCommand command) => ClosureName().Replace(command.Text.ReplaceLineEndings("\n"), "@");

    // A captured variable's parameter is named after the closure, which the compiler names otherwise in a Release build.
    [GeneratedRegex("@_+[0-9]+__locals[0-9]+_", RegexOptions.ExplicitCapture)]
    private static partial Regex ClosureName();

    private static IEnumerable<(Type Type, MethodInfo Method)> QueryMethods() =>
        from type in typeof(PortalDb).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false, IsNested: false } && type.Name.EndsWith("Queries", StringComparison.Ordinal)
        orderby type.Name
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.Name.EndsWith("Async", StringComparison.Ordinal)
        orderby type.Name, method.Name
        select (type, method);

    private static ServiceProvider Services(string directory, OfflineSqlServer offline)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddPortalApp(new PortalSettings { Data = new DataSettings { Directory = directory } });
        services.AddSingleton<TimeProvider>(new TestClock(World.Start));
        services.AddSingleton<IDbContextFactory<PortalDb>>(new OfflineContexts(offline));
        return services.BuildServiceProvider();
    }

    /// <summary>A plausible value of any parameter: records are made from plausible parts, absent ones stay absent.</summary>
    private static object? Argument(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
            return CancellationToken.None;
        if (parameter.Name is "cursor" or "after")
            return null;
        return Value(parameter.ParameterType, depth: 0);
    }

    private static object? Value(Type type, int depth)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(Actor))
            return new Actor(Guid.CreateVersion7(World.Start), "Kiểm tra", Guid.CreateVersion7(World.Start),
                Guid.CreateVersion7(World.Start),
                Enum.GetValues<Role>().SelectMany(Permission.Of).ToHashSet());
        if (inner == typeof(string))
            return "abc";
        if (inner == typeof(Guid))
            return Guid.CreateVersion7(World.Start);
        if (inner == typeof(DateTimeOffset))
            return World.Start;
        if (inner == typeof(DateOnly))
            return new DateOnly(2026, 6, 10);
        if (inner == typeof(int))
            return 1;
        if (inner == typeof(long))
            return 1L;
        if (inner == typeof(byte[]))
            return new byte[16];
        if (inner.IsEnum)
            return Enum.GetValues(inner).GetValue(0);
        if (inner.IsArray)
            return ListOf(inner.GetElementType()!, depth).ToArray(inner.GetElementType()!);
        if (inner.IsGenericType && inner.IsInterface && inner.GetGenericArguments() is [var element])
            return ListOf(element, depth).ToArray(element);
        if (inner.IsPrimitive || depth > 3)
            return inner.IsValueType ? Activator.CreateInstance(inner) : null;

        var constructor = inner.GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length).FirstOrDefault();
        return constructor?.Invoke([.. constructor.GetParameters().Select(part =>
            part.Name is { } name && name.Equals("cursor", StringComparison.OrdinalIgnoreCase)
                ? null : Value(part.ParameterType, depth + 1))]);
    }

    private static List<object?> ListOf(Type element, int depth) => [Value(element, depth + 1)];

    private static async Task AwaitAsync(object answer)
    {
        switch (answer)
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
            default:
                var type = answer.GetType();
                if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
                    await (Task)type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(answer, null)!;
                else if (answer is IAsyncEnumerable<object> rows)
                    await foreach (var row in rows)
                        _ = row;
                break;
        }
    }
}

file static class Lists
{
    public static Array ToArray(this List<object?> values, Type element)
    {
        var array = Array.CreateInstance(element, values.Count);
        for (var i = 0; i < values.Count; i++)
            array.SetValue(values[i], i);
        return array;
    }
}
