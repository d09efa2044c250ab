using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Shared;

/// <summary>What a host wrote to its log, for tests of what it says and of what it must not say.</summary>
public sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Line> lines = new();

    /// <param name="Failure">The exception whose stack the line would show.</param>
    public sealed record Line(string Category, LogLevel Level, string Text, Exception? Failure);

    public IReadOnlyList<Line> Lines => [.. lines];

    public void Clear() => lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Writer(RecordedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.lines.Enqueue(new Line(category, logLevel, formatter(state, exception), exception));
    }
}
