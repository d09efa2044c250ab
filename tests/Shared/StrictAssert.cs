using Xunit;

namespace Portal.Tests.Shared;

/// <summary>
/// What the test projects mean by <c>Assert</c>: an assertion about all of something fails where there is nothing, since it has shown
/// nothing.
/// </summary>
public class StrictAssert : Assert
{
    public static new void All<T>(IEnumerable<T> collection, Action<T> action) =>
        Assert.All(Walk.Of(collection, "a collection of which something is said"), action);

    /// <summary>For what may rightly be nothing, such as whoever was refused in a race.</summary>
    public static void AllThereAre<T>(IEnumerable<T> collection, Action<T> action) => Assert.All(collection, action);
}
