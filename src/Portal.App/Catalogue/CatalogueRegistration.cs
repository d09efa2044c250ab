using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Auditing;

namespace Portal.App.Catalogue;

/// <summary>Shops and programmes.</summary>
public static class CatalogueRegistration
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services) => services
        .AddSingleton<ProgrammeCatalogue>()
        .AddAudited(
            AuditedKind.Of<Programme>(programme => new AuditSubject(programme.Name, programme.Id)),
            AuditedKind.Of<ProgrammeVersion>(
                async (db, version, stop) => new AuditSubject($"{await ProgrammeNames.OfAsync(db, version.ProgrammeId, stop)} · {version.Number}", version.ProgrammeId),
                nameof(ProgrammeVersion.Settings), nameof(ProgrammeVersion.CreatedBy), nameof(ProgrammeVersion.WithdrawnBy)),
            AuditedKind.Of<Shop>(shop => new AuditSubject(shop.Name, shop.Id), nameof(Shop.FactsRevision)),
            AuditedKind.Of<ShopHost>(host => new AuditSubject(host.Host, host.ShopId)));
}
