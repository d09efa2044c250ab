using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Shared;

/// <summary>
/// Makes one row fail whoever works on it: a statement that names <see cref="Value"/> among its parameters throws, as a bug would. What is
/// written about failed work itself goes through.
/// </summary>
public sealed class Poison : DbCommandInterceptor
{
    /// <summary>A part of the parameter, as text; null poisons nothing.</summary>
    public string? Value { get; set; }

    /// <summary>Poisons only statements that have this in their text.</summary>
    public string Of { get; set; } = "";

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Check(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(command);
        return new(result);
    }

    private void Check(DbCommand command)
    {
        if (Value is not { } value || command.CommandText.Contains("WorkFailures", StringComparison.Ordinal)
            || !command.CommandText.Contains(Of, StringComparison.Ordinal))
            return;
        foreach (DbParameter parameter in command.Parameters)
        {
            if (Texts(parameter.Value).Any(text => text.Contains(value, StringComparison.OrdinalIgnoreCase)))
                throw new InvalidOperationException($"Poisoned by {value}.");
        }
    }

    private static IEnumerable<string> Texts(object? value) => value switch
    {
        null or byte[] => [],
        string text => [text],
        DateOnly day => [$"{day:yyyy-MM-dd}"],
        System.Collections.IEnumerable all => all.Cast<object?>().SelectMany(Texts),
        _ => [value.ToString() ?? ""],
    };
}
