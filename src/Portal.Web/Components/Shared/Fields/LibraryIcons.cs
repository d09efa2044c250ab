namespace Portal.Web.Components.Shared.Fields;

/// <summary>The portal's pictures as the library draws them: it fills what it is given, ours are lines.</summary>
public static class LibraryIcons
{
    public static readonly string Down = Lines(Icons.Down);
    public static readonly string Up = Lines(Icons.Up);
    public static readonly string Left = Lines(Icons.Left);
    public static readonly string Right = Lines(Icons.Right);
    public static readonly string Calendar = Lines(Icons.Calendar);
    public static readonly string Clock = Lines(Icons.Clock);
    public static readonly string Close = Lines(Icons.Close);
    public static readonly string Check = Lines(Icons.Check);

    public static string Lines(string icon) =>
        $"""<g fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{icon}</g>""";
}
