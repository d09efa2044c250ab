using Microsoft.EntityFrameworkCore;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>Stores the orders of a group that are not there yet, and answers each request with its orders as they stand (R1.11).</summary>
public sealed class NewOrderWriter(RestoreClicks restore, TimeProvider clock)
{
    internal async Task WriteAsync(IntakeTransaction intake, IReadOnlyList<OrdersRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;

        var shops = requests.Select(request => request.ShopId).Distinct().ToArray();
        var numbers = requests.SelectMany(request => request.Orders).Select(order => order.ExternalId).Distinct().ToArray();
        var stored = await intake.Db.Orders.AsNoTracking()
            .Where(order => shops.Contains(order.ShopId) && numbers.Contains(order.ExternalId))
            .ToListAsync(cancellationToken);
        var known = new Dictionary<OrderKey, KnownOrder>();
        if (stored.Count > 0)
        {
            var views = await OrderViews.LoadAsync(intake, [.. stored.Select(order => order.Id)], change: false, cancellationToken);
            foreach (var order in stored)
                known[OrderKey.Of(order)] = new KnownOrder(order.Content, views.History.Contents(order.Id), views.Of(order));
        }

        var fresh = Fresh(requests, known);
        if (fresh.Count > 0)
            await StoreAsync(intake, fresh, known, cancellationToken);

        foreach (var request in requests)
        {
            var results = new OrderResult[request.Incoming.Count];
            for (var i = 0; i < results.Length; i++)
                results[i] = Answer(request, request.Incoming[i], known, fresh);
            request.Decide(new RecordedOrders(results));
        }
    }

    /// <summary>The orders that are not there yet, each once: the first of its number.</summary>
    private static Dictionary<OrderKey, (OrdersRequest Request, IncomingOrder Order)> Fresh(
        IReadOnlyList<OrdersRequest> requests, Dictionary<OrderKey, KnownOrder> known)
    {
        var fresh = new Dictionary<OrderKey, (OrdersRequest, IncomingOrder)>();
        foreach (var request in requests)
        {
            foreach (var order in request.Incoming.Where(order => order.Refusal is null))
            {
                var key = new OrderKey(request.ShopId, order.Input.ExternalId);
                if (!known.ContainsKey(key))
                    fresh.TryAdd(key, (request, order));
            }
        }

        return fresh;
    }

    private async Task StoreAsync(
        IntakeTransaction intake,
        Dictionary<OrderKey, (OrdersRequest Request, IncomingOrder Order)> fresh,
        Dictionary<OrderKey, KnownOrder> known,
        CancellationToken cancellationToken)
    {
        var db = intake.Db;
        await KeyLocks.TakeAsync(
            db,
            fresh.Values.Where(one => intake.OfShop[one.Request.ShopId].Any(programme => programme.LooksAtOthers))
                .SelectMany(one => OrderKeys.LocksOf(one.Order.AccountKey, one.Order.DeviceHash, one.Order.PairKey)),
            cancellationToken);

        // R1.1: a click that the disk had refused comes back with its order
        var tokens = fresh.Values.Select(one => one.Order.Click).OfType<ClickFacts>().ToList();
        var clicks = await restore.RunAsync(tokens, cancellationToken);
        var named = clicks.All.Select(click => click.Id).ToHashSet();
        var orders = fresh.ToDictionary(one => one.Key, one => Row(one.Value.Request, one.Value.Order, named, intake.Now));
        intake.Orders.AddRange(orders.Values);
        var operators = fresh.GroupBy(one => one.Value.Request).Where(sent => IntakeTransaction.IsOperators(sent.Key.Actor)).ToList();
        foreach (var sent in operators)
        {
            var first = sent.First().Key.ExternalId;
            db.Audit(sent.Key.Actor, clock, AuditActions.OrdersRecorded, first, sent.Key.ShopId, null, new { first, count = sent.Count() });
        }

        if (operators.Count > 0)
            await db.SaveChangesAsync(cancellationToken);
        await db.InsertAsync(orders.Values, cancellationToken);
        await db.InsertAsync([.. orders.Values.SelectMany(order => order.Lines)], cancellationToken);
        foreach (var step in intake.Steps)
            await step.StoredAsync(new NewOrders([.. orders.Values], clicks), cancellationToken);

        foreach (var (key, order) in orders)
        {
            intake.Note(order, intake.Steps.SelectMany(step => step.PartnersOf(order)));
            known[key] = new KnownOrder(
                order.Content, [], OrderRows.View(order, OrderTimeline.Fold(order.PlacedAt, []), OrderViews.ProgrammesOf(intake, order)));
        }
    }

    private static OrderResult Answer(
        OrdersRequest request,
        IncomingOrder incoming,
        Dictionary<OrderKey, KnownOrder> known,
        Dictionary<OrderKey, (OrdersRequest Request, IncomingOrder Order)> fresh)
    {
        if (incoming.Refusal is { } refusal)
            return new OrderResult(null, refusal, Created: false);

        // R1.11: the same order again changes nothing, also as it was before it was amended; another one under its number is nobody's to
        // guess
        var key = new OrderKey(request.ShopId, incoming.Input.ExternalId);
        var (content, former, view) = known[key];
        if (fresh.TryGetValue(key, out var first) && ReferenceEquals(first.Order, incoming))
            return new OrderResult(view, null, Created: true);

        var differences = OrderContent.Differences(content, incoming.Content);
        return differences.Count == 0 || former.Any(one => one.AsSpan().SequenceEqual(incoming.Content))
            ? new OrderResult(view, null, Created: false)
            : new OrderResult(null, Refusal.Conflict(OrderRefusals.Conflict).With("fields", string.Join(", ", differences)),
                Created: false);
    }

    private Order Row(OrdersRequest request, IncomingOrder incoming, HashSet<long> clicks, DateTimeOffset now)
    {
        var input = incoming.Input;
        var click = incoming.Click is { } named && clicks.Contains(named.Id) ? incoming.Click : null;
        var order = new Order
        {
            Id = Ids.New(clock),
            ShopId = request.ShopId,
            ExternalId = input.ExternalId,
            PlacedAt = input.PlacedAt.ToUniversalTime(),
            ReceivedAt = now,
            ReceivedFrom = IntakeTransaction.NameOf(request.Actor),
            Content = incoming.Content,
            CustomerId = input.Customer.Id,
            ContactProtected = incoming.ContactProtected,
            EmailHash = incoming.EmailHash,
            PhoneHash = incoming.PhoneHash,
            DeviceHash = incoming.DeviceHash,
            AccountKey = incoming.AccountKey,
            PairKey = incoming.PairKey,
            ClickId = click?.Id,
            NamedUnknownClick = click is null && !string.IsNullOrWhiteSpace(input.Attribution.ClickId),
            VisitorId = (incoming.Visitor ?? click?.VisitorId)?.ToArray(),
            ReferralCode = incoming.Code,
            PickupPoint = input.PickupPoint,
            Source = input.Source,
            SearchText = Order.SearchTextOf(input.ExternalId, input.Lines.Select(line => line.Name)),
            Items = input.Amounts.Items.Amount,
            Shipping = input.Amounts.Shipping.Amount,
            PlatformDiscount = input.Amounts.PlatformDiscount.Amount,
            ShopDiscount = input.Amounts.ShopDiscount.Amount,
            Voucher = input.Amounts.Voucher.Amount,
            Points = input.Amounts.Points.Amount,
            Paid = input.Amounts.Paid.Amount,
            Status = OrderStatus.Pending,
            StatusAt = input.PlacedAt.ToUniversalTime(),
        };
        order.Lines.AddRange(Lines(order, input.Lines));
        return order;
    }

    private static IEnumerable<OrderLineRow> Lines(Order order, IReadOnlyList<OrderLine> lines) =>
        lines.Select((line, i) => new OrderLineRow
        {
            OrderId = order.Id,
            Number = i + 1,
            Sku = line.Sku,
            Name = line.Name,
            Category = line.Category,
            Quantity = line.Quantity,
            UnitPrice = line.UnitPrice.Amount,
            Discount = line.Discount.Amount,
        });

    /// <summary>An order that is stored, with the fingerprints of its content in force and of all that it had.</summary>
    private sealed record KnownOrder(byte[] Content, IReadOnlyList<byte[]> Former, OrderView View);
}
