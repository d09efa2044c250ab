using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;
using Portal.Domain.Ledger;

namespace Portal.App.Partners;

/// <summary>Who changes what is known of partners.</summary>
public static class PartnerPermissions
{
    [Granted(Role.Partner)]
    public const string BankAccountsWrite = "partner.bankaccounts.write";

    [Granted(Role.Admin)]
    public const string OperatorWrite = "operator.partners.write";
}

/// <summary>Who says where a shop's money goes.</summary>
public static class ShopAccountPermissions
{
    [Granted(Role.ShopOwner)]
    public const string Write = "shop.bankaccounts.write";
}

/// <summary>Partners, their identity, and bank accounts of partners and shops.</summary>
[MenuLine("Menu_Profile", "Person", "/partner/profile", Permission.PartnerRead, Partner = 80)]
[MenuLine("Menu_Partners", "People", "/admin/partners", Permission.OperatorRead, Admin = 30, Finance = 70)]
[MenuLine("Menu_Identities", "Person", "/admin/identities", Permission.OperatorRead, Admin = 40, Daily = [Role.Admin])]
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
                nameof(Partner.PayeeType), nameof(Partner.TaxCommitmentFrom), nameof(Partner.TaxCommitmentUntil),
                nameof(Partner.AsksForWithholding)),
            AuditedKind.Of<PartnerProgramme>(async (db, joined, stop) => new AuditSubject(
                $"{await PartnerNames.OfAsync(db, joined.PartnerId, stop)} · {await ProgrammeNames.OfAsync(db, joined.ProgrammeId, stop)}",
                joined.ProgrammeId, joined.PartnerId)),
            AuditedKind.Of<BankAccount>(async (db, account, stop) => new AuditSubject(
                account.Owner == LedgerHolder.Partner ? await PartnerNames.OfAsync(db, account.OwnerId, stop)
                    : await db.ShopOrganisations.Where(shop => shop.Id == account.OwnerId).Select(shop => shop.Name).FirstAsync(stop),
                account.Id, account.Owner == LedgerHolder.Partner ? account.OwnerId : null)));
}
