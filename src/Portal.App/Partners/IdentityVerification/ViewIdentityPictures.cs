using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.IdentityVerification;

/// <summary>
/// Somebody who decides about identities looks at the pictures of a card. They say why, which is kept (R10.3), and get a ticket that opens
/// them for a few minutes and for nobody else.
/// </summary>
public sealed class ViewIdentityPictures(
    UnitOfWork work, IDbContextFactory<PortalDb> contexts, IdentityPictures pictures, IDataProtectionProvider protection,
    TimeProvider clock)
{
    private static readonly TimeSpan Open = TimeSpan.FromMinutes(10);

    private readonly IDataProtector tickets = protection.CreateProtector("identity-ticket");

    /// <param name="Reason">Why they look; required.</param>
    public sealed record Input(string? Reason);

    /// <summary>The ticket.</summary>
    public async Task<Outcome<string>> RunAsync(Actor actor, Guid requestId, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(PartnerPermissions.OperatorWrite))
            return Refusal.Forbidden();
        if (TextCheck.RequiredText("viewReason", input.Reason, Lengths.Note) is { } error)
            return Refusal.Invalid(error);

        return await work.RunAsync<string>(
            actor,
            async (db, stop) =>
            {
                var found = await db.IdentityRequests.Where(row => row.Id == requestId).Select(row => new { row.FullName, row.PartnerId })
                    .SingleOrDefaultAsync(stop);
                if (found is null)
                    return Refusal.NotFound(IdentityRefusals.RequestNotFound);

                db.Audit(actor, clock, AuditActions.IdentityPicturesViewed, found.FullName, requestId, null, new { reason = input.Reason },
                    found.PartnerId);
                return tickets.Protect(Ticket(actor, requestId, clock.GetUtcNow() + Open));
            },
            cancellationToken);
    }

    /// <summary>One picture, for whom the ticket was made and while it is good; null otherwise.</summary>
    public async Task<byte[]?> OpenAsync(Actor actor, Guid requestId, bool front, string? ticket, CancellationToken cancellationToken)
    {
        if (!actor.May(PartnerPermissions.OperatorWrite) || !IsGood(actor, requestId, ticket))
            return null;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var name = await db.IdentityRequests.Where(row => row.Id == requestId).Select(row => front ? row.Front : row.Back)
            .SingleOrDefaultAsync(cancellationToken);
        return name is null ? null : await pictures.ReadAsync(name, cancellationToken);
    }

    private bool IsGood(Actor actor, Guid requestId, string? ticket)
    {
        try
        {
            var parts = tickets.Unprotect(ticket ?? "").Split('|');
            var until = DateTimeOffset.Parse(parts[^1], CultureInfo.InvariantCulture);
            return until > clock.GetUtcNow() && Ticket(actor, requestId, until) == string.Join('|', parts);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    private static string Ticket(Actor actor, Guid requestId, DateTimeOffset until) => $"{actor.ClientId:N}|{requestId:N}|{until:O}";
}
