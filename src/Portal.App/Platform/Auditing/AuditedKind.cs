using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Auditing;

/// <summary>What a record of a change is about.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="PartnerId">The partner whom it concerns.</param>
public sealed record AuditSubject(string Name, Guid Id, Guid? PartnerId = null);

/// <summary>
/// A kind of thing of which it is noted what somebody changed (R10.4). The feature whose it is registers it, and says what of it is left
/// out: what has an action of its own in <see cref="AuditActions"/> is not noted twice, and secrets are not noted at all.
/// </summary>
public sealed class AuditedKind
{
    private readonly HashSet<string> leftOut;

    private AuditedKind(Type entity, Func<PortalDb, object, CancellationToken, Task<AuditSubject>> describe, string[] leftOut)
    {
        Entity = entity;
        DescribeAsync = describe;
        this.leftOut = [.. leftOut];
    }

    internal Type Entity { get; }

    /// <summary>The name that its word has (<c>AuditKind_…</c>).</summary>
    public string Name => Entity.Name;

    internal Func<PortalDb, object, CancellationToken, Task<AuditSubject>> DescribeAsync { get; }

    internal bool LeavesOut(string property) => leftOut.Contains(property);

    public static AuditedKind Of<T>(Func<PortalDb, T, CancellationToken, Task<AuditSubject>> describe, params string[] leftOut)
        where T : class =>
        new(typeof(T), (db, row, stop) => describe(db, (T)row, stop), leftOut);

    public static AuditedKind Of<T>(Func<T, AuditSubject> describe, params string[] leftOut)
        where T : class =>
        Of<T>((_, row, _) => Task.FromResult(describe(row)), leftOut);
}

internal static class AuditedKinds
{
    /// <summary>Has it noted what somebody changes of these.</summary>
    public static IServiceCollection AddAudited(this IServiceCollection services, params AuditedKind[] kinds)
    {
        foreach (var kind in kinds)
            services.AddSingleton(kind);
        return services;
    }
}
