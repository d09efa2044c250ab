using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.IdentityVerification;

/// <summary>A request as its partner sees it.</summary>
/// <param name="NumberEnd">The last three digits of the card's number.</param>
/// <param name="TriesLeft">How often they may send another, should this one be rejected.</param>
public sealed record IdentityView(
    Guid Id, string FullName, string NumberEnd, string AgreementVersion, DateTimeOffset ConsentedAt, DateTimeOffset SubmittedAt,
    IdentityRequestState State, string? Reason, DateTimeOffset? DecidedAt, int TriesLeft)
{
    internal static IdentityView Of(IdentityRequest request, int most) => new(
        request.Id, request.FullName, request.NumberEnd, request.AgreementVersion, request.ConsentedAt, request.SubmittedAt,
        request.State, request.Reason, request.DecidedAt, Math.Max(0, most - request.Try));
}

/// <summary>A request as the operator decides about it.</summary>
/// <param name="Number">The whole number, to compare with the card; masked for those who may not decide.</param>
/// <param name="SameCard">Other partners who sent the same card.</param>
public sealed record IdentityReview(
    Guid Id, Guid PartnerId, string PartnerName, string Email, string Phone, string FullName, string Number, int BirthYear, int Try,
    string AgreementVersion, DateTimeOffset ConsentedAt, DateTimeOffset SubmittedAt, IdentityRequestState State, string? Reason,
    DateTimeOffset? DecidedAt, string? DecidedBy, IReadOnlyList<string> SameCard);

/// <summary>A line of the operator's list.</summary>
public sealed record IdentityRow(
    Guid Id, Guid PartnerId, string FullName, string PartnerName, int Try, DateTimeOffset SubmittedAt, IdentityRequestState State,
    DateTimeOffset? DecidedAt, string? DecidedBy);

/// <summary>Requests to be verified: a partner reads their last, the operator all (R10.5).</summary>
public sealed class IdentityQueries(IDbContextFactory<PortalDb> contexts, IDataProtectionProvider protection, PortalSettings settings)
{
    private readonly IDataProtector numbers = protection.CreateProtector(SubmitIdentity.Protector);

    /// <summary>The partner's own last request; null before the first.</summary>
    public async Task<IdentityView?> MineAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PartnerId is not { } partnerId || !actor.May(Permission.PartnerRead))
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.IdentityRequests.AsNoTracking().Where(row => row.PartnerId == partnerId).OrderByDescending(row => row.Try)
            .FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : IdentityView.Of(last, settings.Identity.MostTries);
    }

    /// <param name="actor">The operator.</param>
    /// <param name="state">Null for all.</param>
    /// <param name="search">Part of the name with or without diacritics, of the e-mail address or of the phone number.</param>
    /// <param name="page">Sorted by <c>submitted</c>; the oldest first is what to decide next.</param>
    public async Task<PageOf<IdentityRow>> ListAsync(
        Actor actor, IdentityRequestState? state, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return PageOf<IdentityRow>.Empty;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Found(db, search);
        if (state is not null)
            found = found.Where(row => row.State == state);
        var sorted = page is { Sort: "submitted", Descending: true }
            ? found.OrderByDescending(row => row.SubmittedAt).ThenByDescending(row => row.Id)
            : found.OrderBy(row => row.SubmittedAt).ThenBy(row => row.Id);
        var rows = await sorted.Skip(page.Skip).Take(page.Size)
            .Join(db.Partners, row => row.PartnerId, partner => partner.Id, (row, partner) => new IdentityRow(
                row.Id, row.PartnerId, row.FullName, partner.Name, row.Try, row.SubmittedAt, row.State, row.DecidedAt, row.DecidedBy))
            .ToListAsync(cancellationToken);
        return new PageOf<IdentityRow>(rows, await found.CountAsync(cancellationToken));
    }

    /// <summary>How many of the found requests are in each state; for the tabs of the same list.</summary>
    public async Task<IReadOnlyDictionary<IdentityRequestState, int>> CountsAsync(
        Actor actor, string? search, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return new Dictionary<IdentityRequestState, int>();

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Found(db, search).GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
    }

    public async Task<IdentityReview?> ReviewAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!actor.IsOperator)
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.IdentityRequests.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } request)
            return null;

        var partner = await db.Partners.AsNoTracking().SingleAsync(row => row.Id == request.PartnerId, cancellationToken);
        var others = await db.IdentityRequests.Where(row => row.NumberHash == request.NumberHash && row.PartnerId != request.PartnerId)
            .Join(db.Partners, row => row.PartnerId, other => other.Id, (_, other) => other.Name + " (" + other.Email + ")").Distinct()
            .OrderBy(name => name).Take(5)
            .ToListAsync(cancellationToken);
        var number = actor.May(PartnerPermissions.OperatorWrite)
            ? Encoding.UTF8.GetString(numbers.Unprotect(request.NumberProtected))
            : $"••• ••• ••• {request.NumberEnd}";
        return new IdentityReview(
            request.Id, partner.Id, partner.Name, partner.Email, partner.Phone, request.FullName, number, request.BirthYear, request.Try,
            request.AgreementVersion, request.ConsentedAt, request.SubmittedAt, request.State, request.Reason, request.DecidedAt,
            request.DecidedBy, others);
    }

    private static IQueryable<IdentityRequest> Found(PortalDb db, string? search) =>
        SearchText.Fold(search) is not { Length: > 0 } text ? db.IdentityRequests
        : Contact.PhonePart(search) is { } phone
        ? db.IdentityRequests.Where(row => row.SearchText.Contains(text) || row.SearchText.Contains(phone))
        : db.IdentityRequests.Where(row => row.SearchText.Contains(text));
}
