using Portal.App.Platform.Security;

namespace Portal.App.Platform.Hosting;

/// <summary>
/// A line of the menu, on the class that registers the feature. A page that does not exist yet has no line: nobody is led into an
/// empty room.
/// </summary>
/// <param name="text">A key of the pages' common words.</param>
/// <param name="icon">The name of one of the pages' pictures.</param>
/// <param name="href">Where it leads.</param>
/// <param name="permission">Without it the line is not there.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class MenuLineAttribute(string text, string icon, string href, string permission) : Attribute
{
    public string Text { get; } = text;

    public string Icon { get; } = icon;

    public string Href { get; } = href;

    public string Permission { get; } = permission;

    /// <summary>Its place in the menu of partners, counted in tens; 0: not there. The first line is where they arrive.</summary>
    public int Partner { get; init; }

    /// <summary>Its place in the menu of shops' people.</summary>
    public int Shop { get; init; }

    /// <summary>Its place in the menu of both finance roles.</summary>
    public int Finance { get; init; }

    /// <summary>Its place in the menu of admins.</summary>
    public int Admin { get; init; }

    /// <summary>Who comes for it every day: on a phone it stands in their bottom bar, and not behind "more".</summary>
    public Role[] Daily { get; init; } = [];
}
