using System.Text;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Orders;
using Portal.App.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Imports;

/// <summary>
/// Reads a claimed report from its start, either as a dry run (nothing is stored but what would happen) or for real. Orders go
/// in batches through the use cases of the API; both runs can be killed at any moment and run again, because an order or an
/// event that is there already is only counted.
/// </summary>
public sealed class ImportRunner(
    IDbContextFactory<PortalDb> contexts,
    ImportFiles files,
    OrderContent content,
    RecordOrders recordOrders,
    RecordOrderEvent recordEvent,
    ChangeNotifier notifier,
    TimeProvider clock)
{
    private const int Batch = 250;
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Runs what the import's state asks for and leaves it checked, done or failed.</summary>
    public async Task RunAsync(OrderImport import, CancellationToken cancellationToken)
    {
        var real = import.State == ImportState.Importing;
        var columns = ColumnMap.Parse(import.Mapping!);
        var progress = new Progress(import.Id, columns);
        await ForgetProblemsAsync(import.Id, cancellationToken);
        try
        {
            await using var stream = files.Open(import.Id);
            using var text = ImportFiles.Reader(stream);
            var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
            var reader = new ReportReader(text, import.Delimiter, columns.Positions(headings));
            var batch = new List<ReportOrder>(Batch);
            await foreach (var order in reader.ReadAsync(cancellationToken))
            {
                batch.Add(order);
                if (batch.Count < Batch)
                    continue;
                await TakeAsync(import, batch, progress, real, cancellationToken);
                await SaveAsync(import, progress, import.State, stream.Position, cancellationToken);
                batch.Clear();
            }

            await TakeAsync(import, batch, progress, real, cancellationToken);
            await SaveAsync(import, progress, real ? ImportState.Done : ImportState.Checked, import.Bytes, cancellationToken);
        }
        catch (Exception failure) when (failure is DecoderFallbackException or CsvFormatException or FileNotFoundException)
        {
            import.FailureCode = failure switch
            {
                DecoderFallbackException => "file_not_utf8",
                FileNotFoundException => "file_gone",
                _ => "file_not_a_table",
            };
            await SaveAsync(import, progress, ImportState.Failed, import.BytesRead, cancellationToken);
        }
    }

    private async Task TakeAsync(
        OrderImport import, List<ReportOrder> batch, Progress progress, bool real, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;

        progress.Rows = batch[^1].LastRow - 1;
        var good = new List<ReportOrder>(batch.Count);
        foreach (var order in batch)
        {
            var problems = order.Order is null ? order.Problems : Checked(order);
            if (problems.Count == 0)
                good.Add(order);
            else
                progress.Refuse(problems);
        }

        if (real)
            await ImportAsync(import, good, progress, cancellationToken);
        else
            await CompareAsync(import, good, progress, cancellationToken);
    }

    private List<RowProblem> Checked(ReportOrder order)
    {
        var now = clock.GetUtcNow();
        var errors = OrderCheck.Check(order.Order!, now)
            .Concat(order.Event is { } happened ? OrderEventCheck.Check(happened, order.Order!.PlacedAt, now) : []);
        return [.. errors.Select(error => new RowProblem(
            order.FirstRow + LineOf(error.Field), order.OrderId, ColumnOf(error.Field), error))];
    }

    /// <summary>The dry run's question to the database: which of these are there already, and are they the same?</summary>
    private async Task CompareAsync(
        OrderImport import, List<ReportOrder> good, Progress progress, CancellationToken cancellationToken)
    {
        var numbers = good.Select(order => order.Order!.ExternalId).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId))
            .Select(order => new { order.ExternalId, order.Content })
            .ToDictionaryAsync(order => order.ExternalId, order => order.Content, StringComparer.Ordinal, cancellationToken);
        foreach (var order in good)
        {
            if (!known.TryGetValue(order.Order!.ExternalId, out var stored))
            {
                progress.New++;
                progress.Events += order.Event is null ? 0 : 1;
            }
            else if (stored.AsSpan().SequenceEqual(content.Of(order.Order)))
            {
                progress.Known++;
                progress.Events += order.Event is null ? 0 : 1;
            }
            else
            {
                progress.Refuse([Whole(order, Refusal.Conflict("order_conflict")
                    .With("fields", string.Join(", ", OrderContent.Differences(stored, content.Of(order.Order)))))]);
            }
        }
    }

    private async Task ImportAsync(
        OrderImport import, List<ReportOrder> good, Progress progress, CancellationToken cancellationToken)
    {
        if (good.Count == 0)
            return;

        // Acts for the person who uploaded it, in his shop only.
        var actor = new Actor(import.UploadedById, import.UploadedBy, null, import.ShopId, new HashSet<string>(StringComparer.Ordinal) { Permission.ShopOrdersWrite });
        var recorded = await recordOrders.RunAsync(
            actor, new RecordOrders.Input(import.ShopId, [.. good.Select(order => order.Order!)]), cancellationToken);
        if (!recorded.Succeeded)
            throw new InvalidOperationException($"Import {import.Id}: {recorded.Refusal!.Code}"); // the queue is full: the lease runs out and it starts again

        var events = new List<(ReportOrder Order, Task<Outcome<RecordedEvent>> Recording)>();
        foreach (var (order, result) in good.Zip(recorded.Value.Results))
        {
            if (result.Refusal is { } refusal)
            {
                progress.Refuse([Whole(order, refusal)]);
                continue;
            }

            if (result.Created)
                progress.New++;
            else
                progress.Known++;

            // Sent together, so that they share commits.
            if (order.Event is { } happened)
                events.Add((order, recordEvent.RunAsync(actor, new RecordOrderEvent.Input(import.ShopId, order.Order!.ExternalId, happened), cancellationToken)));
        }

        foreach (var (order, recording) in events)
        {
            var outcome = await recording;
            if (!outcome.Succeeded)
                progress.Note(Whole(order, outcome.Refusal!));
            else if (outcome.Value.Held)
                progress.Note(Whole(order, Refusal.Conflict("event_held")));
            else
                progress.Events++;
        }
    }

    private async Task SaveAsync(OrderImport import, Progress progress, ImportState state, long bytesRead, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var finished = state is not (ImportState.Checking or ImportState.Importing);
        var change = new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = now };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mine = await db.OrderImports
            .Where(row => row.Id == import.Id && row.State == import.State)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.State, state)
                .SetProperty(row => row.Rows, progress.Rows)
                .SetProperty(row => row.BytesRead, bytesRead)
                .SetProperty(row => row.NewOrders, progress.New)
                .SetProperty(row => row.KnownOrders, progress.Known)
                .SetProperty(row => row.BadOrders, progress.Bad)
                .SetProperty(row => row.Events, progress.Events)
                .SetProperty(row => row.FailureCode, import.FailureCode)
                .SetProperty(row => row.FinishedAt, finished ? now : null)
                .SetProperty(row => row.LeasedUntil, finished ? null : now + Lease), cancellationToken);
        if (mine == 0)
            throw new OperationCanceledException("The import was discarded meanwhile.");

        db.ImportProblems.AddRange(progress.TakeUnsaved());
        db.Changes.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        notifier.Publish([change]);
    }

    private async Task ForgetProblemsAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ImportProblems.Where(problem => problem.ImportId == id).ExecuteDeleteAsync(cancellationToken);
    }

    private static RowProblem Whole(ReportOrder order, Refusal refusal) =>
        new(order.FirstRow, order.OrderId, null, new FieldError("", refusal.Code) { Facts = refusal.Facts });

    /// <summary><c>lines[2].quantity</c> stands two rows below the order's first.</summary>
    private static int LineOf(string field) =>
        field.StartsWith("lines[", StringComparison.Ordinal)
        && field.IndexOf(']', StringComparison.Ordinal) is > 0 and var end
        && int.TryParse(field.AsSpan(6, end - 6), System.Globalization.CultureInfo.InvariantCulture, out var line)
            ? line
            : 0;

    private static ImportColumn? ColumnOf(string field) => field[(field.LastIndexOf('.') + 1)..] switch
    {
        "externalId" => ImportColumn.OrderId,
        "placedAt" => ImportColumn.PlacedAt,
        "occurredAt" => ImportColumn.StatusAt,
        "reason" or "note" => ImportColumn.CancellationReason,
        "id" => ImportColumn.CustomerId,
        "email" => ImportColumn.CustomerEmail,
        "phone" => ImportColumn.CustomerPhone,
        "deviceId" => ImportColumn.DeviceId,
        "clickId" => ImportColumn.ClickId,
        "visitorId" => ImportColumn.VisitorId,
        "referralCode" => ImportColumn.ReferralCode,
        "pickupPoint" => ImportColumn.PickupPoint,
        "source" => ImportColumn.Source,
        "sku" => ImportColumn.Sku,
        "name" => ImportColumn.ProductName,
        "category" => ImportColumn.Category,
        "quantity" => ImportColumn.Quantity,
        "unitPrice" => ImportColumn.UnitPrice,
        "discount" => ImportColumn.LineDiscount,
        "shipping" => ImportColumn.Shipping,
        "platformDiscount" => ImportColumn.PlatformDiscount,
        "shopDiscount" => ImportColumn.ShopDiscount,
        "voucher" => ImportColumn.Voucher,
        "points" => ImportColumn.Points,
        "paid" => ImportColumn.Paid,
        _ => null,
    };

    /// <summary>The counts of one run, and the problems that are not written yet.</summary>
    private sealed class Progress(Guid importId, ColumnMap columns)
    {
        private readonly List<ImportProblem> unsaved = [];
        private int number;

        public int Rows { get; set; }

        public int New { get; set; }

        public int Known { get; set; }

        public int Bad { get; private set; }

        public int Events { get; set; }

        /// <summary>An order that is not taken in, with all that is wrong with it.</summary>
        public void Refuse(IReadOnlyList<RowProblem> found)
        {
            Bad++;
            foreach (var problem in found)
                Note(problem);
        }

        /// <summary>Something to tell about a row whose order is taken in.</summary>
        public void Note(RowProblem problem) => unsaved.Add(new ImportProblem
        {
            ImportId = importId,
            Number = ++number,
            Row = problem.Row,
            OrderId = Cut(problem.OrderId, Lengths.ExternalId),
            Heading = problem.Column is { } column ? Cut(columns.Headings.GetValueOrDefault(column), Lengths.Name) : null,
            IsRefusal = problem.Error.Field.Length == 0,
            Code = problem.Error.Code,
            Facts = JsonSerializer.Serialize(problem.Error.Facts),
        });

        public List<ImportProblem> TakeUnsaved()
        {
            var taken = unsaved.ToList();
            unsaved.Clear();
            return taken;
        }

        private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
    }
}
