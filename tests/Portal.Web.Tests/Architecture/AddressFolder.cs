using Portal.Web.Components;

namespace Portal.Web.Tests.Architecture;

/// <summary>The folder in which the code of an address stands, as a namespace.</summary>
internal static class AddressFolder
{
    public const string Pages = "Portal.Web.Pages";

    public static readonly Type[] Types = typeof(PortalApp).Assembly.GetTypes();

    /// <summary>
    /// The area's folder, and below it as many of the address's words as are folders. What stands deeper is the page's own grouping.
    /// </summary>
    public static string Of(string address)
    {
        var words = Words(address);
        var folder = $"{Pages}.{words[0]}";
        foreach (var word in words[1..])
        {
            if (!Types.Any(type => Holds($"{folder}.{word}", type)))
                break;
            folder += "." + word;
        }

        return folder;
    }

    /// <summary>The literal words an address begins with, written as folders are: <c>failed-work</c> is <c>FailedWork</c>.</summary>
    public static string[] Words(string address) =>
    [
        .. address.Split('/', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => !word.StartsWith('{'))
            .Select(word => string.Concat(word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))),
    ];

    public static bool Holds(string folder, Type type) =>
        type.Namespace is { } name && (name + ".").StartsWith(folder + ".", StringComparison.Ordinal);
}
