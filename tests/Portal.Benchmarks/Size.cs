namespace Portal.Benchmarks;

/// <summary>
/// How much is measured. At the tiny size, in every run of the tests, a benchmark shows that it still runs and that what it
/// measures is right; its figures say nothing, so no target is judged by them.
/// </summary>
internal static class Size
{
    public static bool IsTiny { get; set; }

    public static T Of<T>(T whole, T tiny) => IsTiny ? tiny : whole;

    /// <summary>Whether the target is reached, and the word for it.</summary>
    public static (bool Reached, string Word) Judge(bool reached) => IsTiny
        ? (true, "not judged at the tiny size") : (reached, reached ? "reached" : "MISSED");
}
