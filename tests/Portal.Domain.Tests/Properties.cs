using FsCheck;
using FsCheck.Fluent;

namespace Portal.Domain.Tests;

/// <summary>A property that must hold for every value that the generator makes; a failure names the value.</summary>
internal static class Properties
{
    public static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).QuickCheckThrowOnFailure();
}
