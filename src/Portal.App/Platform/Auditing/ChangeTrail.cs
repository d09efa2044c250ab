using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Eligibility;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Risk;
using Portal.App.Traffic.Links;

namespace Portal.App.Platform.Auditing;

/// <summary>
/// Notes what somebody changed of the things that <see cref="Kinds"/> names (R10.4), read from the rows that are about to be saved: so no use
/// case can forget it. What has an action of its own in <see cref="AuditActions"/> is not noted twice. Secrets, hashes and what only serves
/// search or concurrency are left out.
/// </summary>
public static class ChangeTrail
{
    /// <param name="Name">As people call it.</param>
    /// <param name="PartnerId">The partner whom it concerns.</param>
    private sealed record Subject(string Name, Guid Id, Guid? PartnerId = null);

    /// <summary>What may be noted of a kind, under the names that the records have.</summary>
    public static IEnumerable<string> ValuesOf(IReadOnlyEntityType kind) => kind.GetProperties().Where(IsNoted).Select(NameOf);

    /// <summary>What is noted, under the name that its word has (<c>AuditKind_…</c>).</summary>
    public static IEnumerable<string> Kinds => Describe.Keys.Select(type => type.Name);

    private static readonly Dictionary<Type, Func<PortalDb, object, CancellationToken, Task<Subject>>> Describe = new()
    {
        [typeof(Partner)] = Named<Partner>(partner => new Subject(partner.Name, partner.Id, partner.Id)),
        [typeof(PartnerProgramme)] = async (db, row, stop) =>
        {
            var joined = (PartnerProgramme)row;
            return new Subject($"{await PartnerAsync(db, joined.PartnerId, stop)} · {await ProgrammeAsync(db, joined.ProgrammeId, stop)}", joined.ProgrammeId, joined.PartnerId);
        },
        [typeof(BankAccount)] = async (db, row, stop) =>
        {
            var account = (BankAccount)row;
            return new Subject(await PartnerAsync(db, account.PartnerId, stop), account.Id, account.PartnerId);
        },
        [typeof(Programme)] = Named<Programme>(programme => new Subject(programme.Name, programme.Id)),
        [typeof(ProgrammeVersion)] = async (db, row, stop) =>
        {
            var version = (ProgrammeVersion)row;
            return new Subject($"{await ProgrammeAsync(db, version.ProgrammeId, stop)} · {version.Number}", version.ProgrammeId);
        },
        [typeof(Shop)] = Named<Shop>(shop => new Subject(shop.Name, shop.Id)),
        [typeof(ShopHost)] = Named<ShopHost>(host => new Subject(host.Host, host.ShopId)),
        [typeof(Link)] = Named<Link>(link => new Subject(link.Code, link.Id, link.PartnerId)),
        [typeof(ApiKey)] = Named<ApiKey>(key => new Subject(key.Name, key.Id, key.PartnerId)),
        [typeof(SigningSecret)] = async (db, row, stop) =>
        {
            var secret = (SigningSecret)row;
            return new Subject(await db.Shops.Where(shop => shop.Id == secret.ShopId).Select(shop => shop.Name).SingleOrDefaultAsync(stop) ?? "", secret.Id);
        },
        [typeof(PortalUser)] = Named<PortalUser>(user => new Subject(user.DisplayName, user.Id)),
        [typeof(Membership)] = async (db, row, stop) =>
        {
            var membership = (Membership)row;
            var user = await db.Users.FindAsync([membership.UserId], stop);
            return new Subject(user?.DisplayName ?? "", membership.UserId, membership.PartnerId);
        },
        [typeof(EligibilityAccount)] = async (db, row, stop) =>
        {
            var account = (EligibilityAccount)row;
            return new Subject(await ProgrammeAsync(db, account.ProgrammeId, stop), account.Id, account.PartnerId);
        },
        [typeof(RiskAction)] = async (db, row, stop) =>
        {
            var action = (RiskAction)row;
            var partner = await db.RiskCases.Where(one => one.Id == action.CaseId).Select(one => one.PartnerId).SingleOrDefaultAsync(stop);
            return new Subject(await PartnerAsync(db, partner, stop), action.CaseId, partner);
        },
    };

    private static readonly HashSet<string> LeftOut =
    [
        nameof(Partner.Version), nameof(Partner.NameSearch), nameof(Link.SearchText), nameof(Partner.PayeeType), nameof(Partner.TaxCommitmentFrom), nameof(Partner.TaxCommitmentUntil),
        nameof(Partner.AsksForWithholding),
        nameof(Partner.CreatedAt), nameof(ProgrammeVersion.Settings), nameof(ProgrammeVersion.CreatedBy), nameof(ProgrammeVersion.WithdrawnBy),
        nameof(PortalUser.UserName), nameof(PortalUser.NormalizedUserName), nameof(PortalUser.NormalizedEmail), nameof(PortalUser.PasswordHash), nameof(PortalUser.SecurityStamp),
        nameof(PortalUser.ConcurrencyStamp), nameof(PortalUser.AccessFailedCount), nameof(PortalUser.LockoutEnd), nameof(PortalUser.LockoutEnabled), nameof(PortalUser.PhoneNumberConfirmed),
        nameof(PortalUser.AuthenticatorStep), nameof(PortalUser.LastSignInAt), nameof(EligibilityAccount.StateSince), nameof(EligibilityAccount.Shared), nameof(EligibilityAccount.Reasons),
        nameof(Shop.FactsRevision),
        nameof(RiskAction.By), nameof(RiskAction.At),
    ];

    /// <summary>Adds a record for each of these rows that changed.</summary>
    internal static async Task WriteAsync(PortalDb db, IReadOnlyCollection<EntityEntry> rows, Actor actor, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (!Describe.TryGetValue(row.Metadata.ClrType, out var describe))
                continue;

            var (action, before, after) = row.State switch
            {
                EntityState.Added => (AuditActions.Added, null, Values(row, property => property.CurrentValue is not null, property => property.CurrentValue)),
                EntityState.Deleted => (AuditActions.Removed, Values(row, property => property.OriginalValue is not null, property => property.OriginalValue), null),
                _ => (AuditActions.Changed, Values(row, Differs, property => property.OriginalValue), Values(row, Differs, property => property.CurrentValue)),
            };
            if (action == AuditActions.Changed && after!.Count == 0)
                continue;

            var subject = await describe(db, row.Entity, cancellationToken);
            db.Audit(actor, clock, action, subject.Name, subject.Id, before, after, subject.PartnerId, row.Metadata.ClrType.Name);
        }
    }

    private static bool Differs(PropertyEntry property) => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue);

    private static Dictionary<string, object?> Values(EntityEntry row, Func<PropertyEntry, bool> chosen, Func<PropertyEntry, object?> value) => row.Properties
        .Where(property => IsNoted(property.Metadata) && chosen(property))
        .ToDictionary(property => NameOf(property.Metadata), value);

    private static bool IsNoted(IReadOnlyProperty property) => !LeftOut.Contains(property.Name) && Readable(property.ClrType);

    private static string NameOf(IReadOnlyProperty property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    /// <summary>Bytes are secrets, hashes or sealed; ids say nothing to a reader, and the subject has its own.</summary>
    private static bool Readable(Type type) => type != typeof(byte[]) && Nullable.GetUnderlyingType(type) is var inner && (inner ?? type) != typeof(Guid);

    private static Func<PortalDb, object, CancellationToken, Task<Subject>> Named<T>(Func<T, Subject> name) => (_, row, _) => Task.FromResult(name((T)row));

    private static async Task<string> PartnerAsync(PortalDb db, Guid id, CancellationToken cancellationToken) => (await db.Partners.FindAsync([id], cancellationToken))?.Name ?? "";

    private static async Task<string> ProgrammeAsync(PortalDb db, Guid id, CancellationToken cancellationToken) => (await db.Programmes.FindAsync([id], cancellationToken))?.Name ?? "";
}
