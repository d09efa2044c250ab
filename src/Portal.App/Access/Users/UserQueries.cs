using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>How it stands with somebody's account.</summary>
public enum UserState
{
    Active,

    /// <summary>Invited, and has not accepted yet.</summary>
    Invited,

    /// <summary>Too many wrong attempts; opens by itself after a quarter of an hour.</summary>
    Locked,

    Deactivated,
}

/// <summary>People and their roles: for admins and auditors; and for everybody what concerns themselves.</summary>
public sealed class UserQueries(IDbContextFactory<PortalDb> contexts, TimeProvider clock)
{
    /// <summary>How many partners or shops a choice offers at once; more are found by typing.</summary>
    public const int OrganisationsShown = 20;

    /// <param name="Organisation">The partner's or shop's name; null for the operator.</param>
    /// <param name="Rights">Of a shop's staff.</param>
    public sealed record MembershipRow(
        Guid Id, Role Role, Guid? PartnerId, Guid? ShopId, string? Organisation, DateTimeOffset Since, StaffRights Rights);

    public sealed record UserRow(
        Guid Id, string Name, string Email, UserState State, bool HasAuthenticator, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt,
        IReadOnlyList<MembershipRow> Memberships);

    /// <param name="InvitationExpiresAt">Of the open invitation, if there is one.</param>
    /// <param name="LastMail">The newest mail of the last weeks to this person, and what became of it.</param>
    public sealed record UserDetail(
        UserRow User, string Language, DateTimeOffset? InvitationExpiresAt, DateTimeOffset? LockedUntil, MailRow? LastMail);

    /// <summary>A mail that has neither <paramref name="SentAt"/> nor <paramref name="FailedAt"/> is still being tried.</summary>
    /// <param name="Error">Why the last attempt failed, in the mail server's words.</param>
    public sealed record MailRow(DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? FailedAt, string? Error);

    /// <param name="Detail">What tells namesakes apart: a partner's e-mail address, a shop's code.</param>
    public sealed record OrganisationRow(Guid Id, string Name, string Detail);

    public sealed record Filter(string? Text = null, Role? Role = null, UserState? State = null);

    /// <summary>What somebody sees of their own account.</summary>
    public sealed record Profile(
        string Name, string Email, string Language, bool HasAuthenticator, int RecoveryCodesLeft, DateTimeOffset? LastSignInAt);

    /// <summary>Sorts by <c>name</c>, <c>email</c>, <c>created</c> and <c>signed-in</c>.</summary>
    public async Task<PageOf<UserRow>> ListAsync(Actor actor, Filter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.May(UserPermissions.Read))
            return PageOf<UserRow>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var users = Matching(db.Users.AsNoTracking(), filter, clock.GetUtcNow());
        var total = await users.CountAsync(cancellationToken);
        var rows = await Sorted(users, page).Skip(page.Skip).Take(page.Size).Select(Row(db)).ToListAsync(cancellationToken);
        return new PageOf<UserRow>(rows.ConvertAll(row => row.ToRow(clock.GetUtcNow())), total);
    }

    /// <summary>How many there are of each state among those that the filter finds.</summary>
    public async Task<IReadOnlyDictionary<UserState, int>> CountsAsync(Actor actor, Filter filter, CancellationToken cancellationToken)
    {
        if (!actor.May(UserPermissions.Read))
            return new Dictionary<UserState, int>();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await Matching(db.Users.AsNoTracking(), filter, now)
            .GroupBy(user => !user.IsActive ? 3 : user.PasswordHash == null ? 1 : user.LockoutEnd > now ? 2 : 0)
            .Select(group => new { State = group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => (UserState)group.State, group => group.Count, cancellationToken);
    }

    /// <summary>Partners or shops whose people the role may be given to: the first by name that the text finds.</summary>
    public async Task<IReadOnlyList<OrganisationRow>> OrganisationsAsync(
        Actor actor, Role role, string? text, CancellationToken cancellationToken)
    {
        if (!actor.May(UserPermissions.Write))
            return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var words = SearchText.Fold(text);
        if (role.IsOfPartner())
        {
            return await db.PartnerOrganisations.AsNoTracking()
                .Where(partner => partner.NameSearch.Contains(words) || partner.Detail.Contains(words))
                .OrderBy(partner => partner.NameSearch).ThenBy(partner => partner.Id)
                .Take(OrganisationsShown)
                .Select(partner => new OrganisationRow(partner.Id, partner.Name, partner.Detail))
                .ToListAsync(cancellationToken);
        }

        return !role.IsOfShop()
            ? []
            : await db.ShopOrganisations.AsNoTracking()
                .Where(shop => shop.NameSearch.Contains(words) || shop.Detail.Contains(words))
                .OrderBy(shop => shop.NameSearch).ThenBy(shop => shop.Id)
                .Take(OrganisationsShown)
                .Select(shop => new OrganisationRow(shop.Id, shop.Name, shop.Detail))
                .ToListAsync(cancellationToken);
    }

    public async Task<UserDetail?> FindAsync(Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        if (!actor.May(UserPermissions.Read))
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Users.AsNoTracking().Where(user => user.Id == userId).Select(Row(db)).FirstOrDefaultAsync(cancellationToken);
        if (row is null)
            return null;

        var now = clock.GetUtcNow();
        var expires = await db.AccountTokens
            .Where(token => token.UserId == userId && token.Purpose == AccountTokenPurpose.Invitation && token.EndedAt == null
                && token.ExpiresAt > now)
            .Select(token => (DateTimeOffset?)token.ExpiresAt)
            .FirstOrDefaultAsync(cancellationToken);
        var mail = await db.Outbox
            .Where(message => message.Target == row.Email)
            .OrderByDescending(message => message.CreatedAt).ThenByDescending(message => message.Id)
            .Select(message => new MailRow(message.CreatedAt, message.DoneAt, message.FailedAt, message.LastError))
            .FirstOrDefaultAsync(cancellationToken);
        return new UserDetail(row.ToRow(now), row.Language, expires, row.LockoutEnd > now ? row.LockoutEnd : null, mail);
    }

    /// <summary>The roles between which the actor may switch.</summary>
    public async Task<IReadOnlyList<MembershipRow>> MineAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Users.AsNoTracking().Where(user => user.Id == actor.ClientId).Select(Row(db))
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? [] : row.ToRow(clock.GetUtcNow()).Memberships;
    }

    public async Task<Profile?> ProfileAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking()
            .Where(user => user.Id == actor.ClientId)
            .Select(user => new Profile(
                user.DisplayName, user.Email!, user.Language, user.TwoFactorEnabled,
                db.RecoveryCodes.Count(code => code.UserId == user.Id && code.UsedAt == null), user.LastSignInAt))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Whom the mailed link invites; null when it no longer works. Whoever holds the link may ask.</summary>
    public async Task<(string Email, string Name)?> InvitedAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await Invitations.FindAsync(db, token, AccountTokenPurpose.Invitation, clock, cancellationToken) is not { } row)
            return null;

        var user = await db.Users.AsNoTracking().FirstAsync(found => found.Id == row.UserId, cancellationToken);
        return user.PasswordHash is null ? (user.Email!, user.DisplayName) : null;
    }

    /// <summary>Whether the mailed link may still set a new password.</summary>
    public async Task<bool> MayResetAsync(string? token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Invitations.FindAsync(db, token, AccountTokenPurpose.PasswordReset, clock, cancellationToken) is not null;
    }

    private static IQueryable<PortalUser> Matching(IQueryable<PortalUser> users, Filter filter, DateTimeOffset now)
    {
        foreach (var word in SearchText.Fold(filter.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
            users = users.Where(user => user.NameSearch.Contains(word));
        if (filter.Role is { } role)
            users = users.Where(user => user.Memberships.Any(membership => membership.Role == role));
        return filter.State switch
        {
            UserState.Deactivated => users.Where(user => !user.IsActive),
            UserState.Invited => users.Where(user => user.IsActive && user.PasswordHash == null),
            UserState.Locked => users.Where(user => user.IsActive && user.PasswordHash != null && user.LockoutEnd > now),
            UserState.Active => users.Where(
                user => user.IsActive && user.PasswordHash != null && (user.LockoutEnd == null || user.LockoutEnd <= now)),
            _ => users,
        };
    }

    private static IQueryable<PortalUser> Sorted(IQueryable<PortalUser> users, PageRequest page)
    {
        var sorted = (page.Sort, page.Descending) switch
        {
            ("email", false) => users.OrderBy(user => user.NormalizedEmail),
            ("email", true) => users.OrderByDescending(user => user.NormalizedEmail),
            ("created", false) => users.OrderBy(user => user.CreatedAt),
            ("created", true) => users.OrderByDescending(user => user.CreatedAt),
            ("signed-in", false) => users.OrderBy(user => user.LastSignInAt),
            ("signed-in", true) => users.OrderByDescending(user => user.LastSignInAt),
            (_, true) => users.OrderByDescending(user => user.NameSearch),
            _ => users.OrderBy(user => user.NameSearch),
        };
        return sorted.ThenBy(user => user.Id);
    }

    // One statement for people with their roles, whatever their number.
    private static System.Linq.Expressions.Expression<Func<PortalUser, StoredRow>> Row(PortalDb db) => user => new StoredRow
    {
        Id = user.Id,
        Name = user.DisplayName,
        Email = user.Email!,
        Language = user.Language,
        IsActive = user.IsActive,
        HasPassword = user.PasswordHash != null,
        HasAuthenticator = user.TwoFactorEnabled,
        LockoutEnd = user.LockoutEnd,
        CreatedAt = user.CreatedAt,
        LastSignInAt = user.LastSignInAt,
        Memberships = user.Memberships
            .Select(membership => new MembershipRow(
                membership.Id,
                membership.Role,
                membership.PartnerId,
                membership.ShopId,
                membership.PartnerId != null
                    ? db.PartnerOrganisations.Where(partner => partner.Id == membership.PartnerId).Select(partner => partner.Name)
                    .FirstOrDefault()
                    : db.ShopOrganisations.Where(shop => shop.Id == membership.ShopId).Select(shop => shop.Name).FirstOrDefault(),
                membership.CreatedAt,
                membership.Rights))
            .ToList(),
    };

    private sealed record StoredRow
    {
        public required Guid Id { get; init; }

        public required string Name { get; init; }

        public required string Email { get; init; }

        public required string Language { get; init; }

        public required bool IsActive { get; init; }

        public required bool HasPassword { get; init; }

        public required bool HasAuthenticator { get; init; }

        public required DateTimeOffset? LockoutEnd { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required DateTimeOffset? LastSignInAt { get; init; }

        public required List<MembershipRow> Memberships { get; init; }

        public UserRow ToRow(DateTimeOffset now) => new(
            Id, Name, Email,
            !IsActive ? UserState.Deactivated : !HasPassword ? UserState.Invited : LockoutEnd > now ? UserState.Locked : UserState.Active,
            HasAuthenticator, CreatedAt, LastSignInAt,
            [.. Memberships.OrderBy(membership => membership.Role).ThenBy(membership => membership.Organisation, StringComparer.Ordinal)]);
    }
}
