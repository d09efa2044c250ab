using Portal.App.Documents.Model;
using Portal.App.Platform.Texts;
using Portal.Domain.Ledger;

namespace Portal.App.Documents.Statements;

/// <summary>
/// How a partner's balance went from the beginning of a month to its end, in đồng. Each line keeps the identity of the ledger: what was
/// earned, less what the state took, less what was paid, is what the balance moved by.
/// </summary>
internal sealed record PartnerMovement(LedgerAmounts Start, IReadOnlyList<MovementLine> Lines)
{
    public long Opening => Own(Start);

    public long Closing => Opening + Lines.Sum(line => Own(line.Amounts));

    public long Gross => Lines.Sum(line => line.Gross);

    public long Tax => Lines.Sum(line => line.Tax);

    public long PaidOut => Lines.Sum(line => line.Amounts.PaidOut.Amount);

    public static PartnerMovement Of(LedgerAmounts start, IEnumerable<(EntryReason Reason, int Entries, LedgerAmounts Amounts)> sums) =>
        new(start, [.. sums.Select(sum => new MovementLine(sum.Reason, sum.Entries, sum.Amounts))]);

    /// <summary>What is theirs and not paid: it can be withdrawn, is held, or is set aside for a payment.</summary>
    public static long Own(LedgerAmounts amounts) => amounts.Payable.Amount + amounts.Held.Amount + amounts.Reserved.Amount;

    /// <summary>From the opening balance by what moved it to the closing one.</summary>
    public DocumentTable ToTable(DocumentWords words) => DocumentTable.Of(
        [
            new(words["Movement"], DocumentCellKind.Text, 34),
            new(words["Entries"], DocumentCellKind.Count, 10),
            new(words["Gross"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["Tax"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["PaidOut"], DocumentCellKind.Dong, 15, IsSummed: true),
            new(words["Balance"], DocumentCellKind.Dong, 15, IsSummed: true),
        ],
        [
            [
                DocumentCell.Words(words["Opening"]), DocumentCell.Empty, DocumentCell.Empty, DocumentCell.Empty, DocumentCell.Empty,
                DocumentCell.Dong(Opening),
            ],
            .. Lines.Select(line => (IReadOnlyList<DocumentCell>)
            [
                DocumentCell.Words(TextCatalog.Word(line.Reason, words.Culture)), DocumentCell.Count(line.Entries),
                DocumentCell.Dong(line.Gross), DocumentCell.Dong(line.Tax), DocumentCell.Dong(line.Amounts.PaidOut.Amount),
                DocumentCell.Dong(Own(line.Amounts)),
            ]),
        ],
        words.Table with { Total = words["Closing"] });

    /// <summary>Where the balance lies, at the beginning and at the end.</summary>
    public DocumentTable ToBalances(DocumentWords words)
    {
        var moved = Lines.Aggregate(default(LedgerAmounts), (sum, line) => sum + line.Amounts);
        return DocumentTable.Of(
            [
                new(words["BalancePart"], DocumentCellKind.Text, 34),
                new(words["Opening"], DocumentCellKind.Dong, 18, IsSummed: true),
                new(words["Moved"], DocumentCellKind.Dong, 18, IsSummed: true),
                new(words["Closing"], DocumentCellKind.Dong, 18, IsSummed: true),
            ],
            [
                Part(words["PartAvailable"], amounts => amounts.Payable.Amount),
                Part(words["PartHeld"], amounts => amounts.Held.Amount),
                Part(words["PartReserved"], amounts => amounts.Reserved.Amount),
            ],
            words.Table);

        IReadOnlyList<DocumentCell> Part(string name, Func<LedgerAmounts, long> of) =>
            [DocumentCell.Words(name), DocumentCell.Dong(of(Start)), DocumentCell.Dong(of(moved)),
                DocumentCell.Dong(of(Start) + of(moved))];
    }
}

/// <summary>What the entries of one reason come to.</summary>
internal sealed record MovementLine(EntryReason Reason, int Entries, LedgerAmounts Amounts)
{
    public long Gross => -Amounts.Earned.Amount;

    /// <summary>What was kept back and what went to the state, less what came back.</summary>
    public long Tax => Amounts.TaxWithheld.Amount + Amounts.TaxRemitted.Amount;
}
