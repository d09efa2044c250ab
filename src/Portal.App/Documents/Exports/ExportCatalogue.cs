using Portal.App.Platform.Security;

namespace Portal.App.Documents.Exports;

/// <summary>The lists that can be taken out, by their names and by whose they are.</summary>
public sealed class ExportCatalogue(IEnumerable<IExportable> lists)
{
    private readonly Dictionary<(ExportSide, string), IExportable> lists = lists.ToDictionary(list => (list.Side, list.Name));

    public IReadOnlyCollection<IExportable> All => lists.Values;

    /// <summary>The list of this name as the actor has it; null when there is none.</summary>
    public IExportable? Find(Actor actor, string name) => Find(ExportRights.SideOf(actor), name);

    public IExportable? Find(ExportSide side, string name) => lists.GetValueOrDefault((side, name));
}

/// <summary>Taking a list out takes two rights: to see it, and to take lists out (R9.6).</summary>
public static class ExportRights
{
    public static ExportSide SideOf(Actor actor) =>
        actor.PartnerId is not null ? ExportSide.Partner : actor.ShopId is not null ? ExportSide.Shop : ExportSide.Operator;

    /// <summary>Whether the actor takes any list out.</summary>
    public static bool MayExport(this Actor actor) => actor.May(SideOf(actor) switch
    {
        ExportSide.Partner => ExportPermissions.Partner,
        ExportSide.Shop => Permission.ShopExport,
        _ => ExportPermissions.Operator,
    });

    public static bool MayExport(this Actor actor, IExportable list) =>
        list.Side == SideOf(actor) && actor.May(list.ReadPermission) && actor.MayExport();
}
