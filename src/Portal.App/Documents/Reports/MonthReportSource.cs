using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Model;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Ledger;

namespace Portal.App.Documents.Reports;

/// <summary>
/// Finance's month: the books by what they record, tax, payouts, settlements, and how the dashboards' figures come to them.
/// </summary>
internal sealed class MonthReportSource(
    ReadSnapshots snapshots, DocumentFrame frame) : IDocumentSource
{
    /// <summary>How many months the chart goes back.</summary>
    private const int Shown = 12;

    public DocumentKind Kind => DocumentKind.MonthReport;

    public async Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken)
    {
        if (subject.Period is not { } period)
            return Refusal.Forbidden();

        var (words, month) = (new DocumentWords(culture), LocalCalendar.Month(period));
        await using var snapshot = await snapshots.OpenAsync(cancellationToken);
        var months = snapshot.Of<MonthQueries>();
        var found = await months.ReportAsync(actor, month, cancellationToken);
        if (found.Refusal is { } refusal)
            return refusal;

        var report = found.Value;
        await using var db = snapshot.CreateDbContext();
        var flow = await FlowAsync(db, month, cancellationToken);
        var isFinal = report.State == MonthState.Closed && report.LeftWithheld == 0;
        var gross = report.Lines.Sum(line => line.Gross);
        var partners = await months.SettlementsAsync(
            actor, month, null, new PageRequest(1, DocumentFrame.MostLines), cancellationToken);
        return new DocumentDraft(
            new Document
            {
                Culture = culture,
                Title = words["MonthReport"],
                Period = DocumentFrame.Month(words, month),
                Letterhead = frame.Letterhead(words),
                Facts =
                [
                    new(words["State"], DocumentCell.Words(TextCatalog.Word(report.State, culture))),
                    new(words["ClosedAt"], report.ClosedAt is { } at ? DocumentCell.Instant(at) : DocumentCell.Words(words["NotClosed"]),
                        report.ClosedBy),
                    .. frame.MadeAt(words),
                ],
                Figures =
                [
                    new(words["GrossFigure"], DocumentCell.Money(gross)),
                    new(words["ToRemitFigure"], DocumentCell.Money(report.TaxToRemit)),
                    new(words["ToRefundFigure"], DocumentCell.Money(report.TaxToRefund)),
                    new(words["PaidFigure"], DocumentCell.Money(report.Lines.Sum(line => line.PaidOut))),
                    new(words["Difference"], DocumentCell.Money(report.Difference), words["DifferenceNote"]),
                ],
                Sections =
                [
                    new(words["Books"]) { Text = words["BooksText"], Table = Books(report, words) },
                    new(words["Bridge"]) { Text = words["BridgeText"], Table = await BridgeAsync(db, month, words, cancellationToken) },
                    new(words["Batches"]) { Table = await BatchesAsync(db, month, words, cancellationToken) },
                    new(words["TwelveMonths"])
                    {
                        Chart = new DocumentChart(
                            words["TwelveMonthsText"], [.. flow.Select(row => row.Month.ToString("MM/yy", CultureInfo.InvariantCulture))],
                            [
                                new(words["Gross"], [.. flow.Select(row => row.Earned)]),
                                new(words["PaidOut"], [.. flow.Select(row => row.PaidOut)]),
                                new(words["TaxRemitted"], [.. flow.Select(row => row.TaxRemitted)]),
                            ]),
                        Table = Flow(flow, words),
                    },
                    new(words["TaxOfPartners"]) { Text = words["TaxOfPartnersText"], Table = Settlements(partners.Items, words) },
                    new(words["ByProgramme"]) { Table = await ProgrammesAsync(db, month, words, cancellationToken) },
                ],
                Mark = isFinal ? null : words["Provisional"],
                Notes = partners.Total > partners.Items.Count
                    ? [words.Of("MorePartners", ("count", (partners.Total - partners.Items.Count).ToString(CultureInfo.InvariantCulture)))]
                    : [],
                Signatures = frame.Signatures(words),
            },
            $"bao-cao-thang-{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}",
            $"BC-{month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}", isFinal, gross);
    }

    private static DocumentTable Books(MonthReport report, DocumentWords words) => DocumentTable.Of(
        [
            new(words["Movement"], DocumentCellKind.Text, 24),
            new(words["Entries"], DocumentCellKind.Count, 10, IsSummed: true),
            new(words["Gross"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["TaxHeldMoved"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["TaxRemitted"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["Balance"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["PaidOut"], DocumentCellKind.Dong, 15, IsSummed: true),
        ],
        [
            .. report.Lines.Select(line => (IReadOnlyList<DocumentCell>)
            [
                DocumentCell.Words(TextCatalog.Word(line.Reason, words.Culture)), DocumentCell.Count(line.Entries),
                DocumentCell.Dong(line.Gross), DocumentCell.Dong(line.Tax), DocumentCell.Dong(line.TaxRemitted),
                DocumentCell.Dong(line.Available + line.Held + line.Reserved), DocumentCell.Dong(line.PaidOut),
            ]),
        ],
        words.Table);

    private static DocumentTable Settlements(IReadOnlyList<SettlementView> partners, DocumentWords words) => DocumentTable.Of(
        [
            new(words["Partner"], DocumentCellKind.Text, 34),
            new(words["Gross"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["Withheld"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["Remit"], DocumentCellKind.Dong, 17, IsSummed: true),
            new(words["Refund"], DocumentCellKind.Dong, 17, IsSummed: true),
        ],
        [
            .. partners.Select(one => (IReadOnlyList<DocumentCell>)
            [
                DocumentCell.Words(one.PartnerName), DocumentCell.Dong(one.Gross), DocumentCell.Dong(one.Withheld),
                DocumentCell.Dong(one.Remit), DocumentCell.Dong(one.Refund),
            ]),
        ],
        words.Table);

    /// <summary>
    /// Dashboards count a fact in the month in which it came about, the books in that in which it was recorded: what was late makes the
    /// difference (R6.4).
    /// </summary>
    private static async Task<DocumentTable> BridgeAsync(
        PortalDb db, DateOnly month, DocumentWords words, CancellationToken cancellationToken)
    {
        var sums = await db.JournalEntries.Where(entry => entry.Month == month || entry.FactMonth == month)
            .GroupBy(entry => new { IsOfMonth = entry.FactMonth == month, IsInBooks = entry.Month == month })
            .Select(group => new { group.Key, Gross = -group.Sum(entry => entry.Earned) })
            .ToListAsync(cancellationToken);
        long Sum(Func<(bool IsOfMonth, bool IsInBooks), bool> which) =>
            sums.Where(sum => which((sum.Key.IsOfMonth, sum.Key.IsInBooks))).Sum(sum => sum.Gross);
        return DocumentTable.Of(
            [new(words["Movement"], DocumentCellKind.Text, 60), new(words["Gross"], DocumentCellKind.Dong, 18, IsSummed: true)],
            [
                [DocumentCell.Words(words["BridgeFacts"]), DocumentCell.Dong(Sum(of => of.IsOfMonth))],
                [DocumentCell.Words(words["BridgeLater"]), DocumentCell.Dong(-Sum(of => of is { IsOfMonth: true, IsInBooks: false }))],
                [DocumentCell.Words(words["BridgeEarlier"]), DocumentCell.Dong(Sum(of => of is { IsOfMonth: false, IsInBooks: true }))],
            ],
            words.Table with { Total = words["BridgeBooks"] });
    }

    /// <summary>Batches that were approved in the month, with both names.</summary>
    private static async Task<DocumentTable> BatchesAsync(
        PortalDb db, DateOnly month, DocumentWords words, CancellationToken cancellationToken)
    {
        var period = LocalCalendar.MonthPeriod(month);
        var rows = await db.PayoutBatches.AsNoTracking()
            .Where(batch => batch.ApprovedAt >= period.Start && batch.ApprovedAt < period.End)
            .OrderBy(batch => batch.ApprovedAt).ThenBy(batch => batch.Id)
            .Select(batch => new
            {
                Batch = batch,
                Lines = db.PayoutLines.Count(line => line.BatchId == batch.Id && PayoutLines.Transferred.Contains(line.State)),
                Amount = db.PayoutLines.Where(line => line.BatchId == batch.Id && PayoutLines.Transferred.Contains(line.State))
                    .Sum(line => line.Amount - line.Tax),
            })
            .ToListAsync(cancellationToken);
        return DocumentTable.Of(
            [
                new(words["Batch"], DocumentCellKind.Code, 16),
                new(words["BatchFor"], DocumentCellKind.Text, 18),
                new(words["MadeBy"], DocumentCellKind.Text, 18),
                new(words["ApprovedBy"], DocumentCellKind.Text, 18),
                new(words["ApprovedAt"], DocumentCellKind.Instant, 15),
                new(words["State"], DocumentCellKind.Text, 14),
                new(words["Transfers"], DocumentCellKind.Count, 10, IsSummed: true),
                new(words["Transferred"], DocumentCellKind.Dong, 16, IsSummed: true),
            ],
            [
                .. rows.Select(row => (IReadOnlyList<DocumentCell>)
                [
                    DocumentCell.Code(row.Batch.Number),
                    DocumentCell.Words(words[row.Batch.Week is null ? "BatchForPartners" : "BatchForShops"]),
                    DocumentCell.Words(row.Batch.MadeBy), DocumentCell.Words(row.Batch.ApprovedBy),
                    DocumentCell.Instant(row.Batch.ApprovedAt), DocumentCell.Words(TextCatalog.Word(row.Batch.State, words.Culture)),
                    DocumentCell.Count(row.Lines), DocumentCell.Dong(row.Amount),
                ]),
            ],
            words.Table);
    }

    private static async Task<DocumentTable> ProgrammesAsync(
        PortalDb db, DateOnly month, DocumentWords words, CancellationToken cancellationToken)
    {
        var rows = await (
            from entry in db.JournalEntries
            where entry.Month == month && entry.Earned != 0 && entry.RewardId != null
            join reward in db.Rewards on entry.RewardId equals (Guid?)reward.Id
            join programme in db.Programmes on reward.ProgrammeId equals programme.Id
            group entry by programme.Name into entries
            orderby entries.Key
            select new
            {
                entries.Key,
                Entries = entries.Count(),
                Gross = -entries.Sum(entry => entry.Earned),
                Tax = entries.Sum(entry => entry.TaxWithheld + entry.TaxRemitted),
            }).ToListAsync(cancellationToken);
        return DocumentTable.Of(
            [
                new(words["Programme"], DocumentCellKind.Text, 40),
                new(words["Entries"], DocumentCellKind.Count, 12, IsSummed: true),
                new(words["Gross"], DocumentCellKind.Dong, 18, IsSummed: true),
                new(words["Tax"], DocumentCellKind.Dong, 18, IsSummed: true),
            ],
            [
                .. rows.Select(row => (IReadOnlyList<DocumentCell>)
                [
                    DocumentCell.Words(row.Key), DocumentCell.Count(row.Entries), DocumentCell.Dong(row.Gross), DocumentCell.Dong(row.Tax),
                ]),
            ],
            words.Table);
    }

    private static async Task<IReadOnlyList<MonthFlow>> FlowAsync(PortalDb db, DateOnly month, CancellationToken cancellationToken)
    {
        var first = month.AddMonths(1 - Shown);
        var sums = await db.JournalEntries.Where(entry => entry.Month >= first && entry.Month <= month).GroupBy(entry => entry.Month)
            .Select(group => new MonthFlow(
                group.Key, -group.Sum(entry => entry.Earned), group.Sum(entry => entry.PaidOut), group.Sum(entry => entry.TaxRemitted)))
            .ToDictionaryAsync(row => row.Month, cancellationToken);
        return
        [
            .. Enumerable.Range(0, Shown).Select(first.AddMonths)
                .Select(one => sums.GetValueOrDefault(one) ?? new MonthFlow(one, 0, 0, 0)),
        ];
    }

    private static DocumentTable Flow(IReadOnlyList<MonthFlow> flow, DocumentWords words) => DocumentTable.Of(
        [
            new(words["MonthOf"], DocumentCellKind.Text, 24),
            new(words["Gross"], DocumentCellKind.Dong, 18, IsSummed: true),
            new(words["PaidOut"], DocumentCellKind.Dong, 18, IsSummed: true),
            new(words["TaxRemitted"], DocumentCellKind.Dong, 18, IsSummed: true),
        ],
        [
            .. flow.Select(row => (IReadOnlyList<DocumentCell>)
            [
                DocumentCell.Words(DocumentFrame.Month(words, row.Month)), DocumentCell.Dong(row.Earned), DocumentCell.Dong(row.PaidOut),
                DocumentCell.Dong(row.TaxRemitted),
            ]),
        ],
        words.Table);
}
