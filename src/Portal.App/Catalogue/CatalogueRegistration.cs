using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Catalogue;

/// <summary>Who keeps the catalogue.</summary>
public static class CataloguePermissions
{
    [Granted(Role.Admin)]
    public const string ShopsWrite = "operator.shops.write";

    [Granted(Role.Admin)]
    public const string ProgrammesWrite = "operator.programmes.write";
}

/// <summary>Shops and programmes.</summary>
[MenuLine("Menu_Shops", "Shop", "/admin/shops", Permission.OperatorRead, Admin = 10, Finance = 100)]
[MenuLine("Menu_Programmes", "Programme", "/admin/programmes", Permission.OperatorRead, Admin = 20, Finance = 90)]
[MenuLine("Menu_Rules", "Programme", "/partner/programmes", Permission.PartnerRead, Partner = 70)]
[MenuLine("Menu_Rules", "Programme", "/shop/programmes", Permission.ShopOrdersRead, Shop = 40, Daily = [Role.ShopStaff])]
public static class CatalogueRegistration
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddSingleton<ProgrammeCatalogue>()
        .AddAudited(
            AuditedKind.Of<Programme>(programme => new AuditSubject(programme.Name, programme.Id)),
            AuditedKind.Of<ProgrammeVersion>(
                async (db, version, stop) => new AuditSubject(
                    $"{await ProgrammeNames.OfAsync(db, version.ProgrammeId, stop)} · {version.Number}", version.ProgrammeId),
                nameof(ProgrammeVersion.Settings), nameof(ProgrammeVersion.CreatedBy), nameof(ProgrammeVersion.WithdrawnBy)),
            AuditedKind.Of<Shop>(shop => new AuditSubject(shop.Name, shop.Id), nameof(Shop.FactsRevision)),
            AuditedKind.Of<ShopHost>(host => new AuditSubject(host.Host, host.ShopId)));
}
