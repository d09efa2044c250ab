using System.Reflection;
using System.Runtime.CompilerServices;
using Portal.App.Platform.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Portal.Tests.Shared.Databases;

/// <summary>
/// A test that runs once for each database, which it takes as its only parameter. A database that is not configured shows
/// as skipped by its name, never silently absent.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : TheoryAttribute(
    file, line), IDataAttribute
{
    bool? IDataAttribute.Explicit => null;

    string? IDataAttribute.Label => null;

    string? IDataAttribute.TestDisplayName => null;

    int? IDataAttribute.Timeout => null;

    string[]? IDataAttribute.Traits => null;

    public ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<DatabaseProvider>()
                .Select(provider => new TheoryDataRow<DatabaseProvider>(provider) { Skip = TestDatabases.WhyNot(provider) })]);

    public bool SupportsDiscoveryEnumeration() => true;
}
