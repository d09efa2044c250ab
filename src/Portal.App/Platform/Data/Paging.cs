namespace Portal.App.Platform.Data;

/// <summary>
/// Which part of a list is asked for, and in which order. <see cref="Number"/> counts from 1; what sort keys mean is the query's own.
/// </summary>
public sealed record PageRequest(int Number = 1, int Size = PageRequest.DefaultSize, string? Sort = null, bool Descending = false)
{
    public const int DefaultSize = 25;
    public static readonly IReadOnlyList<int> Sizes = [25, 50, 100];

    public int Skip => checked((Number - 1) * Size);
}

/// <summary>One part of a list, and how many rows the whole of it has.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Total)
{
    public static readonly PageOf<T> Empty = new([], 0);
}
