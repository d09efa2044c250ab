using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Tests.Shared;

/// <summary>Lets connections fail to open as a test wants it, and counts how often it was tried.</summary>
public sealed class Outage : DbConnectionInterceptor
{
    private int openings;

    /// <summary>Openings that were tried since <see cref="Plan"/> was set.</summary>
    public int Openings => Volatile.Read(ref openings);

    /// <summary>What an opening fails with, by its number from 1 on; null for one that succeeds. It may also wait.</summary>
    public Func<int, Task<Exception?>>? Plan
    {
        get;
        set
        {
            Volatile.Write(ref openings, 0);
            field = value;
        }
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Plan is { } plan && await plan(Interlocked.Increment(ref openings)) is { } failure)
            throw failure;
        return result;
    }
}
