using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Documents.Model;
using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;
using Portal.Domain.Tax;

namespace Portal.App.Documents.Statements;

/// <summary>
/// A partner's month as a document: what they had, what moved, what they have, with every order, every payment, and what still waits.
/// A month is that in whose books entries stand, so that a closed month says the same for ever (R6.4).
/// </summary>
internal sealed class PartnerStatementSource(
    ReadSnapshots snapshots, DocumentFrame frame, TimeProvider clock) : IDocumentSource
{
    public DocumentKind Kind => DocumentKind.PartnerStatement;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        if (subject.Period is not { } period || !actor.MayForPartner(subject.Id, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        CultureInfo.CurrentUICulture = culture;
        var (words, month) = (new DocumentWords(culture), LocalCalendar.Month(period));
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        await using var db = snapshot.CreateDbContext();
        var partner = await db.Partners.AsNoTracking().SingleOrDefaultAsync(row => row.Id == subject.Id, cancellationToken);
        if (partner is null)
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var entries = db.JournalEntries.AsNoTracking().Where(entry => entry.HolderId == partner.Id);
        var opening = await LedgerQueries.Summed(entries.Where(entry => entry.Month < month), cancellationToken);
        var moved = await entries.Where(entry => entry.Month == month).GroupBy(entry => entry.Reason)
            .Select(LedgerQueries.Totals<EntryReason>()).ToListAsync(cancellationToken);
        var close = await db.MonthCloses.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Month == month && row.State == MonthCloseState.Closed, cancellationToken);
        var movement = PartnerMovement.Of(opening, moved.OrderBy(sum => sum.Key).Select(sum => (sum.Key, sum.Entries, sum.Amounts)));
        var ofMonth = entries.Where(entry => entry.Month == month);
        var orders = await PartnerStatementParts.OrdersAsync(db, ofMonth, words, cancellationToken);
        List<DocumentSection> sections =
        [
            new(words["Movements"]) { Text = words["MovementsText"], Table = movement.ToTable(words) },
            new(words["Balances"]) { Table = movement.ToBalances(words) },
            new(words["Rewards"]) { Text = words["RewardsText"], Table = orders.ToTable() },
            new(words["Payments"])
            {
                Text = words["PaymentsText"],
                Table = await PartnerStatementParts.PaymentsAsync(db, partner.Id, month, words, cancellationToken),
            },
            new(words["OtherEntries"]) { Table = await PartnerStatementParts.OthersAsync(db, ofMonth, words, cancellationToken) },
            new(words["StillPending"])
            {
                Text = words.Of("StillPendingText", ("at", TextTemplate.Minute(clock.GetUtcNow()))),
                Table = await PartnerStatementParts.PendingAsync(db, partner.Id, words, cancellationToken),
            },
        ];
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words["PartnerStatement"],
                Period = DocumentFrame.Month(words, month),
                Letterhead = frame.Letterhead(words),
                Facts = [.. Facts(partner, close, words), .. frame.MadeAt(words)],
                Figures =
                [
                    new(words["Opening"], DocumentCell.Money(movement.Opening)),
                    new(words["GrossFigure"], DocumentCell.Money(movement.Gross)),
                    new(words["TaxFigure"], DocumentCell.Money(movement.Tax)),
                    new(words["PaidFigure"], DocumentCell.Money(movement.PaidOut)),
                    new(words["Closing"], DocumentCell.Money(movement.Closing), words["ClosingNote"]),
                ],
                Sections = sections,
                Mark = close is null ? words["Provisional"] : null,
                Notes = orders.IsByDay ? [words["PartnerNote"], words["ByDayNote"]] : [words["PartnerNote"]],
                LegalGround = await GroundAsync(db, month, words, cancellationToken),
                Signatures = frame.Signatures(words),
            },
            $"sao-ke-{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
            $"SK-{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}", close is not null, movement.Closing);
    }

    private static IEnumerable<DocumentFact> Facts(Partner partner, MonthClose? close, DocumentWords words)
    {
        yield return new(words["Partner"], DocumentCell.Words(partner.Name));
        yield return new(words["PartnerCode"], DocumentCell.Code(partner.ReferralCode));
        yield return new(words["Payee"], DocumentCell.Words(TextCatalog.Word(partner.PayeeType, words.Culture)));
        yield return new(words["ClosedAt"], close?.ClosedAt is { } at ? DocumentCell.Instant(at) : DocumentCell.Words(words["NotClosed"]));
    }

    /// <summary>The law by which tax was withheld in the month, of both ways in which it is.</summary>
    private static async Task<string?> GroundAsync(PortalDb db, DateOnly month, DocumentWords words, CancellationToken cancellationToken)
    {
        var policies = await StoredPolicies.AllAsync(db, cancellationToken);
        var last = month.AddMonths(1).AddDays(-1);
        var grounds = new[] { TaxBasis.CalendarMonth, TaxBasis.PerPayment }.Select(basis => policies.InForce(basis, last)?.LegalGround)
            .OfType<string>().Distinct().ToList();
        return grounds.Count == 0 ? null : words.Of("TaxGround", ("ground", string.Join("; ", grounds)));
    }
}
