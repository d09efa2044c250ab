using System.Reflection;
using Microsoft.Data.SqlClient;

namespace Portal.Tests.Shared.SqlServer;

/// <summary>Failures as SQL Server's client throws them, which nobody else can make.</summary>
public static class SqlFailure
{
    private const BindingFlags Inside = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <param name="number">The number of the error; 0 where the client itself reports it.</param>
    /// <param name="severity">Its class: 11 to 16 are the caller's, from 20 on the connection is lost.</param>
    /// <param name="message">What it says.</param>
    public static SqlException Of(int number, byte severity = 16, string message = "failed")
    {
        var errors = (SqlErrorCollection)typeof(SqlErrorCollection).GetConstructors(Inside).Single(made => made.GetParameters().Length == 0)
            .Invoke([]);
        typeof(SqlErrorCollection).GetMethod("Add", Inside)!.Invoke(errors, [Error(number, severity, message)]);
        var create = typeof(SqlException).GetMethods(Inside)
            .First(method => method is { Name: "CreateException", IsStatic: true } && method.GetParameters() is [var first, var second]
                && first.ParameterType == typeof(SqlErrorCollection) && second.ParameterType == typeof(string));
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }

    /// <summary>What the client throws when all connections of its pool are in use.</summary>
    public static Exception EmptyPool() =>
        (Exception)typeof(SqlConnection).Assembly.GetType("Microsoft.Data.Common.ADP", throwOnError: true)!
            .GetMethod("PooledOpenTimeout", Inside)!.Invoke(null, [])!;

    private static SqlError Error(int number, byte severity, string message)
    {
        var constructor = typeof(SqlError).GetConstructors(Inside).OrderBy(made => made.GetParameters().Length).First();
        return (SqlError)constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            "errorMessage" => message,
            "server" or "procedure" => "",
            _ when parameter.HasDefaultValue => parameter.DefaultValue,
            _ => parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null,
        })]);
    }
}
