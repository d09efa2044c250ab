using Portal.App.Platform.Data;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Portal.Tests.Shared.Databases;

/// <summary>
/// A test that runs once for each database, which it takes as its only parameter. A database that is not configured shows
/// as skipped by its name, never silently absent.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Portal.Tests.Shared.Databases.DatabaseTheoryDiscoverer", "Portal.Tests.Shared")]
public sealed class DatabaseTheoryAttribute : FactAttribute;

/// <summary>Makes the rows of a <see cref="DatabaseTheoryAttribute"/>.</summary>
public sealed class DatabaseTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var display = discoveryOptions.MethodDisplayOrDefault();
        var options = discoveryOptions.MethodDisplayOptionsOrDefault();
        foreach (var provider in Enum.GetValues<DatabaseProvider>())
        {
            object[] row = [provider];
            yield return TestDatabases.WhyNot(provider) is { } reason
                ? new XunitSkippedDataRowTestCase(diagnostics, display, options, testMethod, reason, row)
                : new XunitTestCase(diagnostics, display, options, testMethod, row);
        }
    }
}
