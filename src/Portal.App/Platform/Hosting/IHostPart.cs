using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Hosting;

/// <summary>
/// A part of the host that stands in an assembly of its own. The host loads it by name and references it nowhere, so it can be left out.
/// The types of the host are parameters, because this project does not know them.
/// </summary>
/// <typeparam name="TBuilder">What the host is built with.</typeparam>
/// <typeparam name="THost">The host once it is built.</typeparam>
public interface IHostPart<in TBuilder, in THost>
{
    /// <summary>Adds the part's services.</summary>
    void Add(TBuilder builder, PortalSettings settings);

    /// <summary>Once the database is up to date, before anybody is invited and before the host listens.</summary>
    Task PrepareAsync(THost host, PortalSettings settings);

    /// <summary>Adds the part's addresses.</summary>
    void Map(THost host);
}
