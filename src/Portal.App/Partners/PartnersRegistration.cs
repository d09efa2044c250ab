using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;

namespace Portal.App.Partners;

/// <summary>Partners, their identity and their bank accounts.</summary>
public static class PartnersRegistration
{
    public static IServiceCollection AddPartners(this IServiceCollection services) => services
        .AddSingleton<StoredHashes>()
        .AddSingleton<Joining>()
        .AddSingleton<IdentityPictures>()
        .AddSingleton<PictureCleaner>()
        .AddAudited(
            AuditedKind.Of<Partner>(
                partner => new AuditSubject(partner.Name, partner.Id, partner.Id),
                nameof(Partner.PayeeType), nameof(Partner.TaxCommitmentFrom), nameof(Partner.TaxCommitmentUntil), nameof(Partner.AsksForWithholding)),
            AuditedKind.Of<PartnerProgramme>(async (db, joined, stop) => new AuditSubject(
                $"{await PartnerNames.OfAsync(db, joined.PartnerId, stop)} · {await ProgrammeNames.OfAsync(db, joined.ProgrammeId, stop)}", joined.ProgrammeId, joined.PartnerId)),
            AuditedKind.Of<BankAccount>(async (db, account, stop) => new AuditSubject(
                await PartnerNames.OfAsync(db, account.PartnerId, stop), account.Id, account.PartnerId)));
}
