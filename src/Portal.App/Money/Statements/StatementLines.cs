using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Surcharges;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Domain.Ledger;
using Portal.Domain.Statements;
using Portal.Domain.Surcharges;

namespace Portal.App.Money.Statements;

/// <summary>An entry of a statement with what its lines are made of.</summary>
internal sealed class StatedRow
{
    public required Guid EntryId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateOnly Week { get; init; }

    public required JournalEntry Entry { get; init; }

    public Surcharge? Surcharge { get; init; }

    public string? Order { get; init; }

    /// <summary>The number of the dispute that it follows from.</summary>
    public string? Dispute { get; init; }
}

/// <summary>Makes lines of entries: an order's surcharge and the promotion that the platform owes are two.</summary>
internal static class StatementLines
{
    public static Task<List<StatedRow>> LoadAsync(PortalDb db, IQueryable<StatementLine> lines, CancellationToken cancellationToken) =>
        Rows(db, lines).ToListAsync(cancellationToken);

    /// <summary>One query for any number of lines, in their order.</summary>
    public static IQueryable<StatedRow> Rows(PortalDb db, IQueryable<StatementLine> lines) =>
        lines.Select(line => new StatedRow
        {
            EntryId = line.EntryId,
            At = line.At,
            Week = line.Week,
            Entry = db.JournalEntries.First(entry => entry.Id == line.EntryId),
            Surcharge = db.Surcharges.FirstOrDefault(surcharge => surcharge.Id == line.SurchargeId),
            Order = db.Orders.Where(order => order.Id == line.OrderId).Select(order => order.ExternalId).FirstOrDefault(),
            Dispute = db.JournalEntries.Where(entry => entry.Id == line.EntryId && entry.DisputeId != null)
                .Select(entry => db.Rulings.Where(ruling => ruling.DisputeId == entry.DisputeId).Select(ruling => ruling.DisputeNumber)
                    .FirstOrDefault())
                .FirstOrDefault(),
        });

    /// <param name="row">An entry.</param>
    /// <param name="week">The Monday of the statement.</param>
    public static IReadOnlyList<StatementLineView> Views(StatedRow row, DateOnly week)
    {
        var (entry, surcharge) = (row.Entry, row.Surcharge);
        var isBack = entry.Reason == EntryReason.SurchargeReversal;
        if (surcharge is null || entry.DisputeId is not null)
            return [Line(StatementLineKind.Correction, surcharge?.Base, entry.Available + entry.Held)];

        List<StatementLineView> lines = [];
        if (entry.Surcharged != 0 || entry.Promoted == 0)
        {
            lines.Add(Line(
                isBack ? StatementLineKind.SurchargeReversal : StatementLineKind.Surcharge, surcharge.Base, -entry.Surcharged));
        }

        if (entry.Promoted != 0)
            lines.Add(Line(isBack ? StatementLineKind.PromotionReversal : StatementLineKind.Promotion, null, -entry.Promoted));
        return lines;

        StatementLineView Line(StatementLineKind kind, long? amountBase, long amount) => new(
            entry.Id, entry.OrderId, row.Order, entry.OccurredAt, entry.RecordedAt, row.Week == week ? null : row.Week, kind, amountBase,
            amount, Why(kind, row), surcharge?.FreeOrder, surcharge?.IntroducedBy, entry.DisputeId);
    }

    private static string Why(StatementLineKind kind, StatedRow row)
    {
        var (entry, surcharge) = (row.Entry, row.Surcharge);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (surcharge is not null)
        {
            facts["base"] = surcharge.Base.ToString(CultureInfo.InvariantCulture);
            facts["introducer"] = surcharge.IntroducedBy == Introducer.Owner ? "owner" : "platform";
        }

        if (row.Dispute is { } dispute)
            facts["dispute"] = dispute;
        if (entry.Note is { Length: > 0 } note)
            facts["note"] = note;
        return TextTemplate.Fill(TextCatalog.Word("StatementText", kind.ToString()), facts, CultureInfo.CurrentUICulture);
    }
}
