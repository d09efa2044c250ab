using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Documents.Model;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;

namespace Portal.App.Documents.Reports;

/// <summary>
/// A partner's year of tax, month by month, with what a certificate of withholding needs. A month is that in whose books entries stand.
/// </summary>
internal sealed class TaxSummarySource(
    ReadSnapshots snapshots, PortalSettings settings, DocumentFrame frame) : IDocumentSource
{
    public DocumentKind Kind => DocumentKind.TaxSummary;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        if (subject.Period is not { } period || !actor.MayForPartner(subject.Id, Permission.PartnerRead, Permission.OperatorRead))
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var (words, first) = (new DocumentWords(culture), new DateOnly(period.Year, 1, 1));
        var last = first.AddMonths(11);
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        await using var db = snapshot.CreateDbContext();
        if (await db.Partners.AsNoTracking().SingleOrDefaultAsync(row => row.Id == subject.Id, cancellationToken) is not { } partner)
            return Refusal.NotFound(PartnerRefusals.NotFound);

        var entries = db.JournalEntries.Where(entry => entry.HolderId == partner.Id);
        var before = await entries.Where(entry => entry.Month < first).SumAsync(entry => entry.TaxWithheld, cancellationToken);
        var months = await entries.Where(entry => entry.Month >= first && entry.Month <= last)
            .GroupBy(entry => entry.Month)
            .Select(group => new TaxOfMonth(
                group.Key, -group.Sum(entry => entry.Earned),
                group.Sum(entry => entry.Reason == EntryReason.TaxRemitted || entry.Reason == EntryReason.TaxRefunded
                    ? 0 : entry.TaxWithheld + entry.TaxRemitted),
                group.Sum(entry => entry.TaxRemitted),
                -group.Sum(entry => entry.Reason == EntryReason.TaxRefunded ? entry.TaxWithheld : 0),
                group.Sum(entry => entry.TaxWithheld)))
            .ToListAsync(cancellationToken);
        var isClosed = await db.MonthCloses.AnyAsync(row => row.Month == last && row.State == MonthCloseState.Closed, cancellationToken);
        var grounds = (await StoredPolicies.AllAsync(db, cancellationToken)).Where(policy => policy.From <= last.AddMonths(1))
            .Select(policy => policy.LegalGround).Distinct().ToList();
        var (gross, remitted) = (months.Sum(month => month.Gross), months.Sum(month => month.Remitted));
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words["TaxSummary"],
                Period = words.Of("Year", ("year", first.Year.ToString(CultureInfo.InvariantCulture))),
                Letterhead = frame.Letterhead(words),
                Facts =
                [
                    new(words["Partner"], DocumentCell.Words(partner.Name)),
                    new(words["PartnerCode"], DocumentCell.Code(partner.ReferralCode)),
                    new(words["Payee"], DocumentCell.Words(TextCatalog.Word(partner.PayeeType, culture))),
                    .. frame.MadeAt(words),
                ],
                Figures =
                [
                    new(words["GrossFigure"], DocumentCell.Money(gross)),
                    new(words["RemittedFigure"], DocumentCell.Money(remitted)),
                    new(words["RefundedFigure"], DocumentCell.Money(months.Sum(month => month.Refunded))),
                    new(words["TaxStillHeld"], DocumentCell.Money(before + months.Sum(month => month.Held))),
                ],
                Sections =
                [
                    new(words["TaxByMonth"]) { Text = words["TaxByMonthText"], Table = Months(months, before, words) },
                    new(words["Certificate"])
                    {
                        Text = words["CertificateText"],
                        Table = Certificate(partner.Name, first.Year, gross, remitted, words),
                    },
                ],
                Mark = isClosed ? null : words["Provisional"],
                LegalGround = grounds.Count == 0 ? null : words.Of("TaxGround", ("ground", string.Join("; ", grounds))),
                Signatures = frame.Signatures(words),
            },
            string.Create(CultureInfo.InvariantCulture, $"thue-{first.Year}"),
            string.Create(CultureInfo.InvariantCulture, $"TT-{first.Year}"),
            isClosed, remitted);
    }

    private static DocumentTable Months(IReadOnlyList<TaxOfMonth> months, long before, DocumentWords words) => DocumentTable.Of(
        [
            new(words["MonthOf"], DocumentCellKind.Text, 20),
            new(words["Gross"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["TaxTaken"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["TaxRemitted"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["TaxRefunded"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["TaxHeldMoved"], DocumentCellKind.Dong, 17, IsSummed: true),
        ],
        [
            .. before == 0 ? [] : new IReadOnlyList<DocumentCell>[]
            {
                [
                    DocumentCell.Words(words["FromBefore"]), DocumentCell.Empty, DocumentCell.Empty, DocumentCell.Empty, DocumentCell.Empty,
                    DocumentCell.Dong(before),
                ],
            },
            .. months.OrderBy(month => month.Month).Select(month => (IReadOnlyList<DocumentCell>)
            [
                DocumentCell.Words(DocumentFrame.Month(words, month.Month)), DocumentCell.Dong(month.Gross), DocumentCell.Dong(month.Taken),
                DocumentCell.Dong(month.Remitted), DocumentCell.Dong(month.Refunded), DocumentCell.Dong(month.Held),
            ]),
        ],
        words.Table);

    private DocumentTable Certificate(string payee, int year, long gross, long remitted, DocumentWords words) => new(
        [new(words["CertificateField"], DocumentCellKind.Text, 40), new(words["CertificateValue"], DocumentCellKind.Text, 50)],
        [
            Row(words, "CertificatePayer", settings.Documents.Organisation), Row(words, "CertificatePayerCode", settings.Documents.TaxCode),
            Row(words, "CertificatePayerAddress", settings.Documents.Address), Row(words, "CertificatePayee", payee),
            Row(words, "CertificateYear", year.ToString(CultureInfo.InvariantCulture)),
            Row(words, "CertificateIncome", new Dong(gross).ToString()),
            Row(words, "CertificateTax", new Dong(remitted).ToString()),
        ],
        words.Table.Empty);

    private static DocumentRow Row(DocumentWords words, string key, string value) =>
        new(DocumentRowKind.Line, [DocumentCell.Words(words[key]), DocumentCell.Words(value)]);

    /// <summary>What a month's books did to tax, in đồng.</summary>
    /// <param name="Taken">Kept back of rewards and payments, less what reversals gave back.</param>
    /// <param name="Held">By how much what is kept back and not settled moved.</param>
    private sealed record TaxOfMonth(DateOnly Month, long Gross, long Taken, long Remitted, long Refunded, long Held);
}
