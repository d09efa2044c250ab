using System.Globalization;

namespace Portal.Web.Components.Shared;

/// <summary>Ids for elements that others point at (a label at its input, a dialog at its title), unique in the process.</summary>
public static class ElementIds
{
    private static long last;

    public static string Next(string kind) => kind + Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
}
