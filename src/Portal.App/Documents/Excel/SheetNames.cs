namespace Portal.App.Documents.Excel;

/// <summary>Names of sheets as Excel takes them: at most 31 letters, none of <c>[]:*?/\</c>, and each once.</summary>
internal sealed class SheetNames
{
    private const int Longest = 31;
    private static readonly char[] Forbidden = ['[', ']', ':', '*', '?', '/', '\\', '\''];

    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Next(string title)
    {
        var name = string.Concat(title.Select(letter => Forbidden.Contains(letter) || char.IsControl(letter) ? ' ' : letter)).Trim();
        for (var i = 1; ; i++)
        {
            var suffix = i == 1 ? "" : $" {i}";
            var one = (name.Length + suffix.Length > Longest ? name[..(Longest - suffix.Length)] : name) + suffix;
            if (taken.Add(one))
                return one;
        }
    }
}
