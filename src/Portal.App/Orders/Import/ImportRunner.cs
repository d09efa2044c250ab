using System.Security.Cryptography;
using System.Text.Json;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Import;

/// <summary>
/// Works on reports that wait for their dry run (nothing is stored but what would happen) or their import. A report is
/// claimed by a conditional update and read from its start. Orders go in batches through the use cases of the API, so a run
/// can be killed at any moment and run again: what is there already is only counted.
/// </summary>
public sealed class ImportRunner(
    IDbContextFactory<PortalDb> contexts,
    ImportFiles files,
    OrderContent content,
    RecordOrders recordOrders,
    RecordOrderEvent recordEvent,
    ChangeNotifier notifier,
    FailedWork failed,
    PortalSettings settings,
    TimeProvider clock,
    ILogger<ImportRunner> log)
{
    private const int Batch = 250;
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Works on the oldest report that nobody works on; false when there is none.</summary>
    public async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not { } import)
            return false;

        await failed.RunAsync([new WorkItem(WorkKind.Import, import.Id, import.FileName)], (_, stop) => RunAsync(import, stop), cancellationToken);
        return true;
    }

    private async Task RunAsync(OrderImport import, CancellationToken cancellationToken)
    {
        var real = import.State == ImportState.Importing;
        var columns = ColumnMap.Parse(import.Mapping!);
        var progress = new Progress(import.Id, columns);
        try
        {
            await ReadAsync(import, columns, progress, real, cancellationToken);
            var done = real ? ImportState.Done : ImportState.Checked;
            if (await SaveAsync(import, progress, done, import.Bytes, cancellationToken) && real)
                files.Delete(import.Id); // names and phones of customers are not kept longer than they are needed
        }
        catch (OvertakenException)
        {
            log.LogInformation("Import {Import} was discarded or taken over meanwhile", import.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(import);
            throw;
        }
        catch (Exception failure) when (!failure.IsPassing())
        {
            var code = failure switch
            {
                CsvFormatException => FileCodes.NotATable,
                FileNotFoundException => FileCodes.Gone,
                RightsEndedException => FileCodes.NotAllowed,
                _ => FileCodes.Stopped,
            };
            log.LogError(failure, "Import {Import} failed: {Code}", import.Id, code);
            import.FailureCode = code;
            if (failure is CsvFormatException { RecordNumber: > 0 and var record })
                progress.Note(new RowProblem(checked((int)record), null, null, new FieldError("", FileCodes.NotATable)));
            await SaveAsync(import, progress, ImportState.Failed, import.BytesRead, cancellationToken);
        }
    }

    /// <summary>The oldest report that nobody works on, now leased; null when there is none, or another node was quicker.</summary>
    private async Task<OrderImport?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var lease = Ids.New(clock);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resting = db.Resting(WorkKind.Import, now);
        var waiting = await db.OrderImports.AsNoTracking()
            .Where(import => (import.State == ImportState.Checking || import.State == ImportState.Importing)
                && (import.LeasedUntil == null || import.LeasedUntil < now) && !resting.Contains(import.Id))
            .OrderBy(import => import.UploadedAt)
            .FirstOrDefaultAsync(cancellationToken);
        if (waiting is null)
            return null;

        var mine = await db.OrderImports
            .Where(import => import.Id == waiting.Id && import.State == waiting.State
                && (import.LeasedUntil == null || import.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set
                .SetProperty(import => import.LeasedUntil, now + Lease)
                .SetProperty(import => import.LeaseId, lease), cancellationToken);
        waiting.LeaseId = lease;
        return mine == 1 ? waiting : null;
    }

    private async Task ReadAsync(
        OrderImport import, ColumnMap columns, Progress progress, bool real, CancellationToken cancellationToken)
    {
        // each run tells its problems anew
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await db.ImportProblems.Where(problem => problem.ImportId == import.Id).DeleteInPartsAsync(problem => problem.Number, cancellationToken);
        }

        var headings = JsonSerializer.Deserialize<List<string>>(import.Headings) ?? [];
        var layout = new ReportLayout(import.Delimiter[0], headings, import.SeparatorLine);
        var positions = columns.Positions(headings);
        IReadOnlySet<string> scattered;
        using (var once = ImportFiles.Reader(files.Open(import.Id)))
            scattered = await ReportReader.ScatteredAsync(once, layout, positions, cancellationToken);

        await using var stream = files.Open(import.Id);
        using var text = ImportFiles.Reader(stream);
        var batch = new List<ReportOrder>(Batch);
        var reader = new ReportReader(text, layout, positions, scattered, import.UploadedAt);
        await foreach (var order in reader.ReadAsync(cancellationToken))
        {
            progress.HeadingRow = reader.HeadingRow ?? 1;
            batch.Add(order);
            if (batch.Count < Batch)
                continue;
            await TakeAsync(import, batch, progress, real, cancellationToken);
            if (!await SaveAsync(import, progress, import.State, stream.Position, cancellationToken))
                throw new OvertakenException();
            batch.Clear();
        }

        await TakeAsync(import, batch, progress, real, cancellationToken);
    }

    private async Task TakeAsync(
        OrderImport import, List<ReportOrder> batch, Progress progress, bool real, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;

        progress.Rows = batch[^1].LastRow - progress.HeadingRow;
        var good = new List<ReportOrder>(batch.Count);
        foreach (var order in batch)
        {
            var problems = order.Order is null ? order.Problems : Checked(order);
            if (problems.Count > 0)
            {
                progress.Refuse(problems, order.Again);
                continue;
            }

            good.Add(order);
            foreach (var warning in OrderWarnings.Of(order.Order!.Customer))
                progress.Note(new RowProblem(order.FirstRow, order.OrderId, ColumnOf(warning.Field), warning));
        }

        if (good.Count == 0)
            return;
        if (real)
            await ImportAsync(import, good, progress, cancellationToken);
        else
            await CompareAsync(import, good, progress, cancellationToken);
    }

    private List<RowProblem> Checked(ReportOrder order)
    {
        var now = clock.GetUtcNow();
        var errors = OrderCheck.Check(order.Order!, now)
            .Concat(order.Event is { } happened ? OrderEventCheck.Check(happened, order.Order!.PlacedAt, now, settings.Orders.ClockTolerance) : [])
            .ToList();
        // without an article number the name stands in for it: what is wrong with the name is reported once, where it stands
        errors.RemoveAll(error => error.Field.EndsWith("].sku", StringComparison.Ordinal)
            && errors.Exists(other => other.Field == error.Field[..^3] + "name" && other.Code == error.Code));
        // the sums are made from the lines: what is wrong with those is told once
        if (errors.Exists(error => error.Field.StartsWith("lines", StringComparison.Ordinal)))
            errors.RemoveAll(error => error.Field.StartsWith("amounts.", StringComparison.Ordinal));
        return [.. errors.Select(error => new RowProblem(
            order.Rows[Math.Min(LineOf(error.Field), order.Rows.Count - 1)], order.OrderId, ColumnOf(error.Field), error))];
    }

    /// <summary>The dry run's question to the database: which of these are there already, are they the same, and is what happened to them known?</summary>
    private async Task CompareAsync(
        OrderImport import, List<ReportOrder> good, Progress progress, CancellationToken cancellationToken)
    {
        var numbers = good.Select(order => order.Order!.ExternalId).ToArray();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId))
            .Select(order => new { order.Id, order.ExternalId, order.Content, order.PlacedAt, order.Status })
            .ToDictionaryAsync(order => order.ExternalId, StringComparer.Ordinal, cancellationToken);
        var ids = stored.Values.Select(order => order.Id).ToArray();
        var events = (await db.OrderEvents.AsNoTracking().Where(row => ids.Contains(row.OrderId)).ToListAsync(cancellationToken))
            .ToLookup(row => row.OrderId, OrderRows.Fact);
        var former = (await db.OrderContents.AsNoTracking().Where(row => ids.Contains(row.OrderId)).Select(row => new { row.OrderId, row.Content }).ToListAsync(cancellationToken))
            .ToLookup(row => row.OrderId, row => row.Content);
        foreach (var order in good)
        {
            if (!stored.TryGetValue(order.Order!.ExternalId, out var known))
            {
                progress.New++;
                progress.Events += order.Event is null ? 0 : 1;
                continue;
            }

            var said = content.Of(order.Order);
            var differences = OrderContent.Differences(known.Content, said);
            if (differences.Count > 0 && !former[known.Id].Any(one => one.AsSpan().SequenceEqual(said)))
            {
                // refused, unless whoever imports says that they are to be amended
                progress.Amended += known.Status == OrderStatus.Pending && OrderContent.CanBeAmended(differences) ? 1 : 0;
                progress.Refuse([Whole(order, Refusal.Conflict("order_conflict").With("fields", string.Join(", ", differences)))], again: false);
                continue;
            }

            progress.Known++;
            if (order.Event is { } happened)
                Foresee(order, happened, known.PlacedAt, [.. events[known.Id]], progress);
        }
    }

    /// <summary>Who uploaded it, in a role of theirs that may report the shop's orders; the intake reads it again with each group (R10.5).</summary>
    private async Task<Actor> UploaderAsync(OrderImport import, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var roles = await db.Memberships.AsNoTracking()
            .Where(held => held.UserId == import.UploadedById && (held.OrganisationId == import.ShopId || held.OrganisationId == Guid.Empty))
            .ToListAsync(cancellationToken);
        return roles.ConvertAll(held => new Actor(import.UploadedById, import.UploadedBy, null, held.ShopId, Permission.Of(held.Role)) { Role = held.Role })
                .Find(held => held.MayForShop(import.ShopId, Permission.ShopOrdersWrite, Permission.OperatorOrdersWrite))
            ?? throw new RightsEndedException();
    }

    /// <summary>What taking in the event would do (R2.1, R2.4).</summary>
    private void Foresee(
        ReportOrder order, OrderEventInput happened, DateTimeOffset placedAt, IReadOnlyList<OrderEventFact> facts, Progress progress)
    {
        if (facts.FirstOrDefault(fact => fact.EventId == happened.Id) is { } there)
        {
            if (there.Reason != happened.Reason || there.Note != happened.Note)
                progress.Note(Whole(order, Refusal.Conflict("event_conflict").With("fields", there.Reason == happened.Reason ? "note" : "reason")));
            return;
        }

        progress.Events++;
        var now = clock.GetUtcNow();
        var fact = new OrderEventFact(happened.Id, happened.Type, happened.Reason, happened.Note, happened.OccurredAt, now, "");
        if (OrderTimeline.Fold(placedAt, [.. facts, fact]).Holds(happened.Id))
            progress.Note(Whole(order, Refusal.Conflict("event_held")));
    }

    private async Task ImportAsync(
        OrderImport import, List<ReportOrder> good, Progress progress, CancellationToken cancellationToken)
    {
        var actor = await UploaderAsync(import, cancellationToken);
        var recorded = await NotBusyAsync(
            () => recordOrders.RunAsync(actor, new RecordOrders.Input(import.ShopId, [.. good.Select(order => order.Order!)]), cancellationToken),
            cancellationToken);
        if (recorded.Refusal == Rights.Ended)
            throw new RightsEndedException();
        if (!recorded.Succeeded)
            throw new InvalidOperationException($"The orders of an import were refused: {recorded.Refusal!.Code}");

        var taken = new List<(ReportOrder Order, bool Created)>();
        var amended = new List<(ReportOrder Order, Refusal Refusal)>();
        foreach (var (order, result) in good.Zip(recorded.Value.Results))
        {
            if (result.Refusal is null)
                taken.Add((order, result.Created));
            else if (import.Amends && result.Refusal.Code == "order_conflict")
                amended.Add((order, result.Refusal));
            else
                progress.Refuse([Whole(order, result.Refusal)], again: false);
        }

        taken.AddRange(await AmendAsync(import, actor, amended, progress, cancellationToken));

        // Sent together, so that they share commits.
        var events = taken.Where(row => row.Order.Event is not null)
            .Select(row => (row.Order, Recording: NotBusyAsync(
                () => recordEvent.RunAsync(actor, new RecordOrderEvent.Input(import.ShopId, row.Order.OrderId!, row.Order.Event!), cancellationToken),
                cancellationToken)))
            .ToList();
        await Task.WhenAll(events.Select(row => row.Recording));

        var earlier = await TakenBeforeAsync(
            import, taken.TrueForAll(row => row.Created) ? [] : [.. taken.Select(row => row.Order.OrderId!)], cancellationToken);
        foreach (var (order, created) in taken.Where(row => !amended.Exists(one => one.Order == row.Order)))
        {
            if (created || earlier.Orders.Contains(order.OrderId!))
                progress.New++;
            else
                progress.Known++;
        }

        foreach (var (order, recording) in events)
        {
            var outcome = await recording;
            if (outcome.Refusal is { } refusal)
            {
                // an earlier report said it first, and neither knew when it happened
                var said = refusal.Code == "event_conflict" && refusal.Facts.GetValueOrDefault("fields") == "occurredAt"
                    && order.Event!.Id.StartsWith(ReportReader.UntimedPrefix, StringComparison.Ordinal);
                if (!said)
                    progress.Note(Whole(order, refusal));
                continue;
            }

            if (outcome.Value.Held)
                progress.Note(Whole(order, Refusal.Conflict("event_held")));
            if (outcome.Value.Created || earlier.Events.Contains((order.OrderId!, order.Event!.Id)))
                progress.Events++;
        }
    }

    /// <summary>
    /// R2.7: gives stored orders the content that the file has. The event's id is made of that content, so that the same file again, or
    /// a worker that takes over, amends nothing twice.
    /// </summary>
    /// <returns>Those that were amended.</returns>
    private async Task<IReadOnlyList<(ReportOrder Order, bool Created)>> AmendAsync(
        OrderImport import, Actor actor, IReadOnlyList<(ReportOrder Order, Refusal Refusal)> different, Progress progress, CancellationToken cancellationToken)
    {
        var sent = different.Select(one => (one.Order, Recording: NotBusyAsync(
            () => recordEvent.RunAsync(actor, new RecordOrderEvent.Input(import.ShopId, one.Order.OrderId!, Amendment(import, one.Order.Order!)), cancellationToken),
            cancellationToken))).ToList();
        await Task.WhenAll(sent.Select(one => one.Recording));

        var amended = new List<(ReportOrder, bool)>();
        foreach (var ((order, recording), (_, conflict)) in sent.Zip(different))
        {
            var refusal = (await recording).Refusal;
            if (refusal is null)
            {
                progress.Amended++;
                amended.Add((order, false));
            }
            else
            {
                // what an amendment cannot change differs: the order is another one, as is said without it
                progress.Refuse([Whole(order, refusal.Fields.Count > 0 ? conflict : refusal)], again: false);
            }
        }

        return amended;
    }

    private OrderEventInput Amendment(OrderImport import, OrderInput order) => new(
        $"report:{Convert.ToHexStringLower(SHA256.HashData(content.Of(order)))[..32]}", OrderEventType.Amended, null, null, import.UploadedAt, order);

    /// <summary>
    /// What is there already because this import, run by a worker that died, has put it there: it counts as new, so that the
    /// result is the same as if nobody had died.
    /// </summary>
    private async Task<(HashSet<string> Orders, HashSet<(string Order, string Event)> Events)> TakenBeforeAsync(
        OrderImport import, string[] numbers, CancellationToken cancellationToken)
    {
        if (numbers.Length == 0)
            return ([], []);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = await db.Orders.AsNoTracking()
            .Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId) && order.ReceivedAt >= import.StartedAt)
            .Select(order => order.ExternalId)
            .ToListAsync(cancellationToken);
        var events = await db.OrderEvents.AsNoTracking()
            .Where(row => row.RecordedAt >= import.StartedAt)
            .Join(
                db.Orders.Where(order => order.ShopId == import.ShopId && numbers.Contains(order.ExternalId)),
                row => row.OrderId, order => order.Id, (row, order) => new { order.ExternalId, row.EventId })
            .ToListAsync(cancellationToken);
        return ([.. orders], [.. events.Select(row => (row.ExternalId, row.EventId))]);
    }

    /// <summary>Waits while the intake has more to do than it takes on: an import is in no hurry, and a lost row would be worse.</summary>
    private static async Task<Outcome<T>> NotBusyAsync<T>(Func<Task<Outcome<T>>> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = await send();
            if (outcome.Refusal is not { Kind: RefusalKind.TooMany or RefusalKind.Unavailable })
                return outcome;
            await Task.Delay(BusyPause, cancellationToken);
        }
    }

    /// <summary>Keeps how far the run is, and the lease; false when somebody else has the report now.</summary>
    private async Task<bool> SaveAsync(OrderImport import, Progress progress, ImportState state, long bytesRead, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var finished = state is not (ImportState.Checking or ImportState.Importing);
        var change = new Change { Topic = ChangeTopics.Import, SubjectId = import.Id, ShopId = import.ShopId, At = now };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mine = await db.OrderImports
            .Where(row => row.Id == import.Id && row.State == import.State && row.LeaseId == import.LeaseId)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.State, state)
                .SetProperty(row => row.Rows, progress.Rows)
                .SetProperty(row => row.BytesRead, bytesRead)
                .SetProperty(row => row.NewOrders, progress.New)
                .SetProperty(row => row.KnownOrders, progress.Known)
                .SetProperty(row => row.BadOrders, progress.Bad)
                .SetProperty(row => row.Events, progress.Events)
                .SetProperty(row => row.Amended, progress.Amended)
                .SetProperty(row => row.FailureCode, import.FailureCode)
                .SetProperty(row => row.FinishedAt, finished ? now : null)
                .SetProperty(row => row.LeasedUntil, finished ? null : now + Lease), cancellationToken);
        if (mine == 0)
            return false;

        await db.InsertAsync(progress.TakeUnsaved(), cancellationToken);
        db.Changes.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        import.BytesRead = bytesRead;
        notifier.Publish([change]);
        return true;
    }

    /// <summary>The portal stops: whoever starts next need not wait for the lease to run out.</summary>
    private async Task ReleaseAsync(OrderImport import)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.OrderImports
            .Where(row => row.Id == import.Id && row.LeaseId == import.LeaseId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedUntil, (DateTimeOffset?)null), CancellationToken.None);
    }

    private static RowProblem Whole(ReportOrder order, Refusal refusal) =>
        new(order.FirstRow, order.OrderId, null, new FieldError("", refusal.Code) { Facts = refusal.Facts });

    /// <summary><c>lines[2].quantity</c> is about the order's third line.</summary>
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

    /// <summary>The report was discarded, or another worker took it over.</summary>
    private sealed class OvertakenException : Exception;

    private sealed class RightsEndedException : Exception;

    /// <summary>The counts of one run, and the problems that are not written yet.</summary>
    private sealed class Progress(Guid importId, ColumnMap columns)
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
            var said = ++number < MostProblems ? problem : new RowProblem(problem.Row, null, null, new FieldError("", Refusal.Rule("more_problems").Code));
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
}
