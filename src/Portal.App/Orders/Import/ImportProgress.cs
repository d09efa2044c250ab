using System.Text.Json;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>The counts of one run, and the problems that are not written yet.</summary>
internal sealed class ImportProgress(Guid importId, ColumnMap columns)
{
    private const int MostProblems = 100_000;

    private List<ImportProblem> unsaved = [];
    private int number;

    public int Rows { get; set; }

    /// <summary>A title may stand above it.</summary>
    public int HeadingRow { get; set; } = 1;

    public int New { get; set; }

    public int Known { get; set; }

    public int Bad { get; private set; }

    public int Events { get; set; }

    public int Amended { get; set; }

    /// <summary>Orders of which something came back.</summary>
    public int Returns { get; private set; }

    /// <summary>What customers were charged for that, in đồng.</summary>
    public long ReturnedAmount { get; private set; }

    /// <summary>Counts what came back of an order by this event, if anything did (R2.6).</summary>
    public void Return(IReadOnlyList<StatusChange> history, string eventId)
    {
        if (history.FirstOrDefault(change => change.EventId == eventId)?.ReturnedAmount is not { } amount)
            return;
        Returns++;
        ReturnedAmount += amount.Amount;
    }

    /// <summary>An order that is not taken in, with all that is wrong with it.</summary>
    public void Refuse(IReadOnlyList<RowProblem> found, bool again)
    {
        if (!again)
            Bad++;
        foreach (var problem in found)
            Note(problem);
    }

    /// <summary>
    /// Something to tell about a row, whether or not its order is taken in. A file that is wrong from end to end could fill
    /// the disk with what is wrong: from <see cref="MostProblems"/> on it is only said that there is more.
    /// </summary>
    public void Note(RowProblem problem)
    {
        if (number == MostProblems)
            return;
        var said = ++number < MostProblems
            ? problem : new RowProblem(problem.Row, null, null, new FieldError("", Refusal.Rule(ImportRefusals.MoreProblems).Code));
        unsaved.Add(new ImportProblem
        {
            ImportId = importId,
            Number = number,
            Row = said.Row,
            OrderId = said.OrderId is { Length: > Lengths.ExternalId } ? null : said.OrderId,
            Column = said.Column,
            Heading = said.Column is { } column ? Cut(columns.Headings.GetValueOrDefault(column)) : null,
            IsRefusal = said.Error.Field.Length == 0,
            Code = said.Error.Code,
            Facts = JsonSerializer.Serialize(said.Error.Facts),
        });
    }

    public List<ImportProblem> TakeUnsaved()
    {
        var taken = unsaved;
        unsaved = [];
        return taken;
    }

    private static string? Cut(string? text) => text is { Length: > Lengths.Name } ? text[..Lengths.Name] : text;
}
