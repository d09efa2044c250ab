using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>
/// Tells both sides and the admins by mail what happened to a case, in its transaction. No mail names anybody of the operator (R10.5), nor
/// one side to the other.
/// </summary>
public sealed class DisputeMails(MailQueue mails)
{
    private const string PartnerPage = "partner/disputes";
    private const string ShopPage = "shop/disputes";
    private const string AdminPage = "admin/disputes";

    internal Task FiledAsync(PortalDb db, Dispute row, CancellationToken cancellationToken) =>
        ToOtherSideAsync(db, row, MailKind.DisputeFiled, [], cancellationToken);

    /// <summary>Whoever did not write is told that somebody did.</summary>
    internal async Task WrittenAsync(PortalDb db, Dispute row, DisputeParty by, CancellationToken cancellationToken)
    {
        if (by != DisputeParty.Author)
            await ToAuthorAsync(db, row, MailKind.DisputeMessage, [], cancellationToken);
        if (by != DisputeParty.Counterpart)
            await ToOtherSideAsync(db, row, MailKind.DisputeMessage, [], cancellationToken);
    }

    internal Task AskedAsync(PortalDb db, Dispute row, string question, CancellationToken cancellationToken) =>
        ToAuthorAsync(
            db, row, MailKind.DisputeInformation, new() { ["question"] = question, ["due"] = Instant(row.DueAt!.Value) },
            cancellationToken);

    internal async Task DecidedAsync(PortalDb db, Dispute row, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string> { ["disputeState"] = row.State.ToString(), ["reason"] = row.Reason! };
        await ToAuthorAsync(db, row, MailKind.DisputeDecided, facts, cancellationToken);
        await ToOtherSideAsync(db, row, MailKind.DisputeDecided, facts, cancellationToken);
    }

    internal Task WithdrawnAsync(PortalDb db, Dispute row, CancellationToken cancellationToken) =>
        ToOtherSideAsync(db, row, MailKind.DisputeWithdrawn, [], cancellationToken);

    /// <summary>The day is near: whoever has the turn.</summary>
    internal Task RemindAsync(PortalDb db, Dispute row, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string> { ["due"] = Instant(row.DueAt!.Value) };
        return row.State == DisputeState.MoreInformation
            ? ToAuthorAsync(db, row, MailKind.DisputeReminder, facts, cancellationToken)
            : ToAdminsAsync(db, row, MailKind.DisputeReminder, facts, cancellationToken);
    }

    /// <summary>It is past (R8.8).</summary>
    internal Task EscalateAsync(PortalDb db, Dispute row, CancellationToken cancellationToken) =>
        ToAdminsAsync(db, row, MailKind.DisputeEscalation, new() { ["due"] = Instant(row.DueAt!.Value) }, cancellationToken);

    private Task ToAuthorAsync(
        PortalDb db, Dispute row, MailKind kind, Dictionary<string, string> facts, CancellationToken cancellationToken) =>
        row.Side == LedgerHolder.Partner
            ? ToPartnerAsync(db, row, row.HolderId, kind, facts, cancellationToken)
            : ToShopAsync(db, row, row.HolderId, kind, facts, cancellationToken);

    private async Task ToOtherSideAsync(
        PortalDb db, Dispute row, MailKind kind, Dictionary<string, string> facts, CancellationToken cancellationToken)
    {
        if (row.CounterpartId is { } partner)
            await ToPartnerAsync(db, row, partner, kind, facts, cancellationToken);
        if (row is { Side: LedgerHolder.Partner, ShopId: { } shop })
            await ToShopAsync(db, row, shop, kind, facts, cancellationToken);
    }

    private async Task ToPartnerAsync(
        PortalDb db, Dispute row, Guid id, MailKind kind, Dictionary<string, string> facts, CancellationToken cancellationToken)
    {
        var to = await db.Partners.Where(partner => partner.Id == id)
            .Select(partner => new
            {
                partner.Name,
                partner.Email,
                Language = db.Users.Where(user => user.Email == partner.Email).Select(user => user.Language).FirstOrDefault(),
            })
            .SingleAsync(cancellationToken);
        mails.Add(db, Of(row, new Mail(to.Email, to.Name, to.Language ?? "vi", kind, facts), PartnerPage));
    }

    private async Task ToShopAsync(
        PortalDb db, Dispute row, Guid id, MailKind kind, Dictionary<string, string> facts, CancellationToken cancellationToken) =>
        Tell(db, row, (await ShopOwners.OfAsync(db, [id], cancellationToken))[id], kind, facts, ShopPage);

    private async Task ToAdminsAsync(
        PortalDb db, Dispute row, MailKind kind, Dictionary<string, string> facts, CancellationToken cancellationToken) =>
        Tell(
            db, row,
            await db.Users.AsNoTracking()
                .Where(user => user.IsActive && user.PasswordHash != null && user.Memberships.Any(held => held.Role == Role.Admin))
                .OrderBy(user => user.Id).ToListAsync(cancellationToken),
            kind, facts, AdminPage);

    private void Tell(
        PortalDb db, Dispute row, IEnumerable<PortalUser> people, MailKind kind, Dictionary<string, string> facts, string page)
    {
        foreach (var person in people)
            mails.Add(db, Of(row, person.Mail(kind) with { Facts = facts }, page));
    }

    private static Mail Of(Dispute row, Mail mail, string page) => mail
        .With("order", row.OrderCode ?? "")
        .With("dispute", row.Number ?? "")
        .With("link", page == AdminPage ? $"{page}/{row.Id}" : $"{page}?case={row.Id}");

    private static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
