using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;

namespace Portal.App.Eligibility;

/// <summary>Which accounts a list shows.</summary>
/// <param name="Text">A whole e-mail address, since addresses are only known by their hashes, or the id of an account or group.</param>
/// <param name="Programme">A programme's code.</param>
public sealed record EligibilityFilter(string? Text = null, EligibilityState? State = null, string? Programme = null, Guid? Group = null);

/// <summary>
/// Who is on the way into a refer-a-friend programme: the operator sees all accounts, a partner those with their own addresses,
/// and whoever holds a mailed link what it opens (R10.5).
/// </summary>
public sealed class EligibilityQueries(IDbContextFactory<PortalDb> contexts, PortalKeys keys, CustomerContacts contacts, TimeProvider clock)
{
    /// <summary>How many accounts of a group stand side by side.</summary>
    public const int GroupShown = 50;

    /// <summary>
    /// For the queue on screen. Sorts by <c>orders</c>, <c>created</c>, or since when the account stands where it stands.
    /// </summary>
    public async Task<PageOf<EligibilityView>> ListAsync(
        Actor actor, EligibilityFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return PageOf<EligibilityView>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Found(db, filter);
        if (filter.State is { } state)
            found = found.Where(account => account.State == state);
        var sorted = (page.Sort, page.Descending) switch
        {
            ("orders", false) => found.OrderBy(account => account.Successful),
            ("orders", true) => found.OrderByDescending(account => account.Successful),
            ("created", false) => found.OrderBy(account => account.CreatedAt),
            ("created", true) => found.OrderByDescending(account => account.CreatedAt),
            (_, false) => found.OrderBy(account => account.StateSince),
            _ => found.OrderByDescending(account => account.StateSince),
        };
        var rows = await sorted.ThenBy(account => account.Id).Skip(page.Skip).Take(page.Size).Select(Row(db))
            .ToListAsync(cancellationToken);
        return new PageOf<EligibilityView>(
            await ViewsAsync(db, actor, rows, cancellationToken), await found.CountAsync(cancellationToken));
    }

    /// <summary>How many there are in each state among those that the filter finds, whatever state it names.</summary>
    public async Task<IReadOnlyDictionary<EligibilityState, int>> CountsAsync(
        Actor actor, EligibilityFilter filter, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return new Dictionary<EligibilityState, int>();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, filter)
            .GroupBy(account => account.State)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    /// <summary>For programs: from the newest account to the oldest.</summary>
    public async Task<Outcome<CursorPage<EligibilityView>>> PageAsync(
        Actor actor, EligibilityFilter filter, CursorRequest page, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return Refusal.Forbidden();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Found(db, filter);
        if (filter.State is { } state)
            found = found.Where(account => account.State == state);
        if (page.After is { } after)
            found = found.Where(account => account.CreatedAt < after.At || (account.CreatedAt == after.At && account.Id < after.Id));
        var rows = await found.OrderByDescending(account => account.CreatedAt).ThenByDescending(account => account.Id)
            .Take(page.Limit + 1).Select(Row(db)).ToListAsync(cancellationToken);
        return page.Cut(
            await ViewsAsync(db, actor, rows, cancellationToken), account => new CursorRequest.Position(account.CreatedAt, account.Id));
    }

    /// <summary>One account, with those that it was grouped with side by side and what they share.</summary>
    public async Task<Outcome<EligibilityDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.OperatorRead))
            return Refusal.NotFound(EligibilityRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.EligibilityAccounts.AsNoTracking().Where(account => account.Id == id).Select(Row(db))
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null)
            return Refusal.NotFound(EligibilityRefusals.NotFound);
        if (row.Account.GroupId is not { } group)
            return new EligibilityDetail((await ViewsAsync(db, actor, [row], cancellationToken))[0], [], 0);

        var members = db.EligibilityAccounts.AsNoTracking().Where(account => account.GroupId == group);
        var size = await members.CountAsync(cancellationToken);
        var rows = await members.OrderByDescending(account => account.Successful).ThenBy(account => account.Id).Take(GroupShown)
            .Select(Row(db)).ToListAsync(cancellationToken);
        var views = await ViewsAsync(db, actor, [row, .. rows.Where(other => other.Account.Id != id)], cancellationToken);
        var shared = await SharedAsync(db, [.. views.Select(view => view.Id)], cancellationToken);
        return new EligibilityDetail(
            views[0],
            [.. views.OrderByDescending(view => view.SuccessfulOrders).ThenBy(view => view.Id)
                .Select(view => new GroupedAccount(view, [.. shared[view.Id]]))],
            size);
    }

    /// <summary>
    /// Of the partner's own addresses: the programmes that they are not in yet, and how far they are. For themselves and the operator.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<EligibilityProgress>>> OfPartnerAsync(
        Actor actor, Guid partnerId, CancellationToken cancellationToken)
    {
        if (!actor.MayForPartner(partnerId, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancellationToken))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var own = await HashesOfAsync(db, keys, partnerId, cancellationToken);
        var rows = await db.EligibilityAccounts.AsNoTracking()
            .Where(account => own.Contains(account.EmailHash) && account.State != EligibilityState.Member
                && !db.PartnerProgrammes.Any(joined => joined.PartnerId == partnerId && joined.ProgrammeId == account.ProgrammeId))
            .OrderBy(account => account.CreatedAt).ThenBy(account => account.Id)
            .Select(account => new
            {
                Account = account,
                Programme = db.Programmes.Where(programme => programme.Id == account.ProgrammeId)
                    .Select(programme => new
                    {
                        programme.Code,
                        programme.Name,
                        Shop = db.Shops.Where(shop => shop.Id == programme.ShopId).Select(shop => shop.Name).First()
                    })
                    .First(),
            })
            .ToListAsync(cancellationToken);
        var settings = await SettingsAsync(db, rows.Select(row => row.Account.ProgrammeId), cancellationToken);
        // the address is the partner's own: they know it, and need to know which of theirs is meant
        Func<byte[], string> email = actor.PartnerId == partnerId ? contact => contacts.Email(contact) ?? "" : Masked;
        return rows
            .Where(row => settings[row.Account.ProgrammeId] is not null)
            .Select(row => new EligibilityProgress(
                row.Account.Id, row.Programme.Code, row.Programme.Name, row.Programme.Shop, email(row.Account.ContactProtected),
                row.Account.Successful, settings[row.Account.ProgrammeId]!.OrdersNeeded, row.Account.State, row.Account.InvitedAt))
            .ToList();
    }

    /// <summary>What the mailed link opens; null for one that the portal never made.</summary>
    public async Task<EligibilityInvitation?> InvitationAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ByTokenAsync(db, token, cancellationToken) is not { } account
            || contacts.Email(account.ContactProtected) is not { } email)
            return null;

        var programme = await db.Programmes.AsNoTracking().Where(found => found.Id == account.ProgrammeId)
            .Select(found => new { found.Name, Shop = db.Shops.Where(shop => shop.Id == found.ShopId).Select(shop => shop.Name).First() })
            .FirstAsync(cancellationToken);
        if ((await SettingsAsync(db, [account.ProgrammeId], cancellationToken))[account.ProgrammeId] is not { } settings)
            return null;

        return new EligibilityInvitation(
            account.State, programme.Name, programme.Shop, email, settings.OrdersNeeded, settings.Rates.Default.Value, settings.WindowDays,
            !await db.Partners.AnyAsync(partner => partner.Email == email, cancellationToken),
            !await db.Users.AnyAsync(
                user => user.NormalizedUserName == email.ToUpperInvariant() && user.PasswordHash != null, cancellationToken));
    }

    /// <summary>How these accounts stand in a transaction that saved them, for its answer.</summary>
    internal async Task<IReadOnlyList<EligibilityView>> ViewsOfAsync(
        PortalDb db, Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await db.EligibilityAccounts.AsNoTracking().Where(account => ids.Contains(account.Id))
            .OrderBy(account => account.CreatedAt).ThenBy(account => account.Id).Select(Row(db)).ToListAsync(cancellationToken);
        return await ViewsAsync(db, actor, rows, cancellationToken);
    }

    /// <summary>The account whose link holds this token, tracked.</summary>
    internal static async Task<EligibilityAccount?> ByTokenAsync(PortalDb db, string? token, CancellationToken cancellationToken)
    {
        if (token is not { Length: 64 })
            return null;

        var hash = AccountToken.Hash(token);
        return await db.EligibilityAccounts.FirstOrDefaultAsync(account => account.TokenHash == hash, cancellationToken);
    }

    /// <summary>Hashes of the addresses that are a partner's own: theirs, and those with which people sign in for them.</summary>
    internal static async Task<byte[][]> HashesOfAsync(PortalDb db, PortalKeys keys, Guid partnerId, CancellationToken cancellationToken)
    {
        var emails = await db.Partners.Where(partner => partner.Id == partnerId).Select(partner => (string?)partner.Email)
            .Concat(db.Memberships.Where(membership => membership.PartnerId == partnerId)
                .Join(db.Users, membership => membership.UserId, user => user.Id, (_, user) => user.Email))
            .ToListAsync(cancellationToken);
        return [.. emails.Select(Contact.Email).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(email => keys.Hash("email", email))];
    }

    private IQueryable<EligibilityAccount> Found(PortalDb db, EligibilityFilter filter)
    {
        var accounts = db.EligibilityAccounts.AsNoTracking();
        if (filter.Programme is { Length: > 0 } code)
            accounts = accounts.Where(
                account => db.Programmes.Any(programme => programme.Id == account.ProgrammeId && programme.Code == code));
        if (filter.Group is { } group)
            accounts = accounts.Where(account => account.GroupId == group);
        if (string.IsNullOrWhiteSpace(filter.Text))
            return accounts;
        if (Guid.TryParse(filter.Text, CultureInfo.InvariantCulture, out var id))
            return accounts.Where(account => account.Id == id || account.GroupId == id);

        var hash = Contact.Email(filter.Text) is { } email ? keys.Hash("email", email) : null;
        return accounts.Where(account => hash != null && account.EmailHash == hash);
    }

    /// <summary>Two more queries for any number of rows.</summary>
    private async Task<List<EligibilityView>> ViewsAsync(
        PortalDb db, Actor actor, List<AccountRow> rows, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(db, rows.Select(row => row.Account.ProgrammeId), cancellationToken);
        var whole = actor.May(EligibilityPermissions.Write);
        return rows.ConvertAll(row => new EligibilityView(
            row.Account.Id, row.Code, row.Name, whole
            ? contacts.Email(row.Account.ContactProtected) ?? "" : Masked(row.Account.ContactProtected),
            row.Account.Successful, settings[row.Account.ProgrammeId]?.OrdersNeeded, row.Account.State, row.Account.StateSince,
            row.Account.Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries), row.Account.GroupId,
            row.Account.Verdict, row.Account.VerdictReason, row.Account.VerdictBy, row.Account.VerdictAt,
            row.Account.InvitedAt, row.MailDueAt, row.Account.AcceptedAt, row.Account.PartnerId, row.Account.CreatedAt));
    }

    private async Task<Dictionary<Guid, ReferAFriendSettings?>> SettingsAsync(
        PortalDb db, IEnumerable<Guid> programmes, CancellationToken cancellationToken)
    {
        var ids = programmes.Distinct().ToArray();
        var inForce = db.ProgrammeVersions.InForce(clock.GetUtcNow());
        var rows = await db.Programmes.AsNoTracking()
            .Where(programme => ids.Contains(programme.Id))
            .Select(programme => new
            {
                programme.Id,
                programme.Template,
                Settings = inForce.Where(version => version.ProgrammeId == programme.Id).Select(version => version.Settings)
                .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => row.Id, row => row.Settings is null ? null : StoredSettings.Read(row.Template, row.Settings) as ReferAFriendSettings);
    }

    private static async Task<ILookup<Guid, SharedTrait>> SharedAsync(PortalDb db, Guid[] ids, CancellationToken cancellationToken)
    {
        var traits = await db.AccountTraits.AsNoTracking().Where(trait => ids.Contains(trait.AccountId)).ToListAsync(cancellationToken);
        return traits
            .GroupBy(trait => (trait.Kind, Hash: Convert.ToHexString(trait.Hash)))
            .Where(same => same.Count() > 1)
            .GroupBy(same => same.Key.Kind)
            .SelectMany(kind => kind.OrderByDescending(same => same.Count()).ThenBy(same => same.Key.Hash, StringComparer.Ordinal)
                .SelectMany((same, i) => same.Select(trait => (trait.AccountId, Trait: new SharedTrait(trait.Kind, i + 1, same.Count())))))
            .OrderBy(shared => shared.Trait.Kind).ThenBy(shared => shared.Trait.Number)
            .ToLookup(shared => shared.AccountId, shared => shared.Trait);
    }

    private string Masked(byte[] contactProtected) => contacts.Email(contactProtected) is { } email ? MaskedEmail.Of(email) : "";

    private static Expression<Func<EligibilityAccount, AccountRow>> Row(PortalDb db) => account => new AccountRow
    {
        Account = account,
        Code = db.Programmes.Where(programme => programme.Id == account.ProgrammeId).Select(programme => programme.Code).First(),
        Name = db.Programmes.Where(programme => programme.Id == account.ProgrammeId).Select(programme => programme.Name).First(),
        MailDueAt = db.Outbox.Where(message => message.Id == account.MailId && message.DoneAt == null && message.FailedAt == null)
            .Select(message => (DateTimeOffset?)message.DueAt).FirstOrDefault(),
    };

    private sealed class AccountRow
    {
        public required EligibilityAccount Account { get; init; }

        public required string Code { get; init; }

        public required string Name { get; init; }

        public DateTimeOffset? MailDueAt { get; init; }
    }
}
