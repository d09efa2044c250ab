using System.Runtime.CompilerServices;
using Xunit;

namespace Portal.Tests.Shared;

/// <summary>What a test looks through. A walk that finds nothing has shown nothing, and fails.</summary>
public static class Walk
{
    public static IReadOnlyList<T> Of<T>(IEnumerable<T> found, [CallerArgumentExpression(nameof(found))] string what = "")
    {
        List<T> all = [.. found];
        Assert.True(all.Count > 0, $"There is nothing to look at: {what}");
        return all;
    }
}
