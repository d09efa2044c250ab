using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Eligibility;
using Portal.App.Idempotency;
using Portal.App.Programs;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programs;
using Portal.Domain.Rewards;

namespace Portal.App.Orders;

/// <summary>
/// Writes one group of requests in the transaction of its caller: what is there is loaded, every order is decided, every
/// event applied, and all rows are saved, with one query or statement a kind. Decides each request's answer.
/// </summary>
public sealed class OrderWriter(OrderFactLoader loader, EligibilityWriter eligibility, TimeProvider clock)
{
    /// <summary>The kind of reward that a share of each order is.</summary>
    public const string RewardKind = "order";

    /// <returns>The change notes to publish after the commit.</returns>
    internal async Task<IReadOnlyList<Change>> WriteAsync(
        PortalDb db, IReadOnlyList<IntakeRequest> group, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await RefuseReplaysAsync(db, group, now, cancellationToken);
        var rows = new NewRows();
        await RecordOrdersAsync(db, [.. open.OfType<OrdersRequest>()], rows, now, cancellationToken);
        await ApplyEventsAsync(db, [.. open.OfType<EventRequest>()], rows, now, cancellationToken);
        foreach (var request in open)
        {
            if (request.Actor.Call is { } call && request.Effect is { } effect)
                rows.Answers.Add(call.Answered(request.Actor.ClientId, effect, now));
        }

        await rows.SaveAsync(db, cancellationToken);
        await eligibility.ApplyAsync(db, [.. rows.Orders, .. rows.Moved], now, cancellationToken);
        return rows.Changes;
    }

    /// <summary>Requests whose idempotency key was used are answered; the others are returned.</summary>
    private static async Task<IReadOnlyList<IntakeRequest>> RefuseReplaysAsync(
        PortalDb db, IReadOnlyList<IntakeRequest> group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var keys = group.Select(request => request.Actor.Call?.Key).OfType<string>().Distinct().ToArray();
        if (keys.Length == 0)
            return group;

        var clients = group.Select(request => request.Actor.ClientId).Distinct().ToArray();
        var earlier = await db.IdempotentRequests.AsNoTracking()
            .Where(request => clients.Contains(request.ClientId) && keys.Contains(request.Key))
            .ToDictionaryAsync(request => (request.ClientId, request.Key), cancellationToken);
        if (earlier.Count == 0)
            return group;

        var open = new List<IntakeRequest>();
        foreach (var request in group)
        {
            var call = request.Actor.Call;
            var answered = call is null ? null : earlier.GetValueOrDefault((request.Actor.ClientId, call.Key));
            if (answered is not null && answered.ExpiresAt <= now)
            {
                // over, but not yet cleared away: its row makes room for the new one
                await db.IdempotentRequests
                    .Where(row => row.ClientId == answered.ClientId && row.Key == answered.Key)
                    .ExecuteDeleteAsync(cancellationToken);
                answered = null;
            }

            if (call?.Against(answered) is { } refusal)
                request.Refuse(refusal);
            else
                open.Add(request);
        }

        return open;
    }

    private async Task RecordOrdersAsync(
        PortalDb db, IReadOnlyList<OrdersRequest> requests, NewRows rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;

        var shops = requests.Select(request => request.ShopId).Distinct().ToArray();
        var numbers = requests.SelectMany(request => request.Orders).Select(order => order.ExternalId).Distinct().ToArray();
        var stored = await db.Orders.AsNoTracking()
            .Where(order => shops.Contains(order.ShopId) && numbers.Contains(order.ExternalId))
            .ToListAsync(cancellationToken);
        var known = new Dictionary<OrderKey, (byte[] Content, OrderView View)>();
        if (stored.Count > 0)
        {
            var parts = await OrderParts.LoadAsync(db, [.. stored.Select(order => order.Id)], null, change: false, cancellationToken);
            foreach (var order in stored)
                known[new OrderKey(order.ShopId, order.ExternalId)] = (order.Content, parts.View(order));
        }

        var fresh = requests
            .SelectMany(request => request.Incoming.Where(order =>
                order.Refusal is null && !known.ContainsKey(new OrderKey(request.ShopId, order.Input.ExternalId))))
            .ToList();
        var programmes = requests.SelectMany(request => Deciding(request.Programmes)).DistinctBy(programme => programme.Id).ToList();
        var facts = await loader.LoadAsync(db, fresh, programmes, cancellationToken);

        foreach (var request in requests)
        {
            var results = new OrderResult[request.Incoming.Count];
            for (var i = 0; i < results.Length; i++)
                results[i] = Record(request, request.Incoming[i], known, facts, rows, now);
            request.Decide(new RecordedOrders(results));
        }
    }

    private OrderResult Record(
        OrdersRequest request,
        IncomingOrder incoming,
        Dictionary<OrderKey, (byte[] Content, OrderView View)> known,
        GroupFacts facts,
        NewRows rows,
        DateTimeOffset now)
    {
        if (incoming.Refusal is { } refusal)
            return new OrderResult(null, refusal, Created: false);

        // R1.11: the same order again changes nothing, and another one under its number is nobody's to guess
        var key = new OrderKey(request.ShopId, incoming.Input.ExternalId);
        if (known.TryGetValue(key, out var earlier))
        {
            var differences = OrderContent.Differences(earlier.Content, incoming.Content);
            return differences.Count == 0
                ? new OrderResult(earlier.View, null, Created: false)
                : new OrderResult(null, Refusal.Conflict("order_conflict").With("fields", string.Join(", ", differences)), Created: false);
        }

        var order = Row(request, incoming, facts, now);
        rows.Orders.Add(order);
        rows.Lines.AddRange(Lines(order, incoming.Input.Lines));
        var views = new List<OrderProgrammeView>();
        foreach (var programme in Deciding(request.Programmes))
            views.Add(Decide(programme, order, incoming, facts, rows, now));

        rows.Note(order, views.Select(view => view.PartnerId).OfType<Guid>(), now);
        var view = OrderRows.View(order, OrderTimeline.Fold(order.PlacedAt, []), views);
        known[key] = (incoming.Content, view);
        return new OrderResult(view, null, Created: true);
    }

    private OrderProgrammeView Decide(
        CatalogueProgramme programme, Order order, IncomingOrder incoming, GroupFacts facts, NewRows rows, DateTimeOffset now)
    {
        var decided = ShopAffiliate.Decide(programme.Id, programme.Versions, facts.Of(incoming, programme.Id));
        var click = decided.ClickId is { } id ? facts.Clicks[id] : null;
        rows.Decisions.Add(new OrderDecision
        {
            Id = Ids.New(clock),
            OrderId = order.Id,
            ProgrammeId = programme.Id,
            Number = 1,
            VersionId = decided.VersionId,
            PartnerId = decided.PartnerId,
            LinkId = click?.LinkId,
            ClickId = decided.ClickId,
            Code = decided.Decision,
            Trace = OrderRows.ToJson(decided.Trace),
            DecidedAt = now,
        });
        if (decided.PartnerId is not { } partner)
            return new OrderProgrammeView(programme.Code, null, decided.Decision, decided.Trace, []);

        // R3.3: pending until the payment is confirmed
        var reward = new Reward
        {
            Id = Ids.New(clock),
            OrderId = order.Id,
            ProgrammeId = programme.Id,
            PartnerId = partner,
            LinkId = click?.LinkId,
            Kind = RewardKind,
            Gross = decided.Gross.Amount,
            Tax = decided.Tax.Amount,
            Net = decided.Net.Amount,
            State = RewardState.Pending,
            PlacedAt = order.PlacedAt,
        };
        rows.Rewards.Add(reward);
        Bind(programme, order, incoming, decided, facts, rows);
        return new OrderProgrammeView(programme.Code, partner, decided.Decision, decided.Trace, [OrderRows.View(reward)]);
    }

    // R1.7: the first partner who is credited keeps the customer
    private static void Bind(
        CatalogueProgramme programme, Order order, IncomingOrder incoming, ProgrammeDecision decided, GroupFacts facts, NewRows rows)
    {
        var version = programme.Versions.First(version => version.Id == decided.VersionId);
        if (version.Settings is not RewardingSettings { Attribution: AttributionModel.FirstBinding }
            || incoming.CustomerKey is not { } customer
            || facts.Binding(programme.Id, customer) is not null)
            return;

        var binding = new CustomerBinding
        {
            ProgrammeId = programme.Id,
            CustomerKey = customer,
            PartnerId = decided.PartnerId!.Value,
            BoundAt = decided.ClickId is { } click ? facts.Clicks[click].At : order.PlacedAt,
            OrderId = order.Id,
        };
        rows.Bindings.Add(binding);
        facts.Bind(binding);
    }

    private async Task ApplyEventsAsync(
        PortalDb db, IReadOnlyList<EventRequest> requests, NewRows rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;

        var shops = requests.Select(request => request.Order.ShopId).Distinct().ToArray();
        var numbers = requests.Select(request => request.Order.ExternalId).Distinct().ToArray();
        var found = await db.Orders
            .Where(order => shops.Contains(order.ShopId) && numbers.Contains(order.ExternalId))
            .ToListAsync(cancellationToken);
        var orders = found.ToDictionary(order => new OrderKey(order.ShopId, order.ExternalId));
        var parts = await OrderParts.LoadAsync(db, [.. found.Select(order => order.Id)], null, change: true, cancellationToken);
        foreach (var request in requests)
        {
            if (!orders.TryGetValue(request.Order, out var order))
                request.Refuse(Refusal.NotFound("order_not_found"));
            else if (OrderEventCheck.Check(request.Input, order.PlacedAt, now) is { Count: > 0 } errors)
                request.Refuse(Refusal.Invalid(errors));
            else if (parts.Events(order.Id).FirstOrDefault(row => row.EventId == request.Input.Id) is { } earlier)
                AnswerAgain(request, order, earlier, parts);
            else
                Apply(request, order, parts, rows, now);
        }
    }

    // R2.4: the same id is applied once
    private static void AnswerAgain(EventRequest request, Order order, OrderEventRow earlier, OrderParts parts)
    {
        var input = request.Input;
        string[] differences =
        [
            .. earlier.Type == input.Type ? [] : new[] { "type" },
            .. earlier.Reason == input.Reason ? [] : new[] { "reason" },
            .. earlier.Note == input.Note ? [] : new[] { "note" },
            .. earlier.OccurredAt == input.OccurredAt ? [] : new[] { "occurredAt" },
        ];
        if (differences.Length > 0)
        {
            request.Refuse(Refusal.Conflict("event_conflict").With("fields", string.Join(", ", differences)));
            return;
        }

        var state = OrderTimeline.Fold(order.PlacedAt, [.. parts.Events(order.Id).Select(OrderRows.Fact)]);
        request.Decide(new RecordedEvent(parts.View(order, state), state.Holds(input.Id), Created: false));
    }

    private void Apply(EventRequest request, Order order, OrderParts parts, NewRows rows, DateTimeOffset now)
    {
        var input = request.Input;
        var added = new OrderEventRow
        {
            Id = Ids.New(clock),
            OrderId = order.Id,
            EventId = input.Id,
            Type = input.Type,
            Reason = input.Reason,
            Note = input.Note,
            OccurredAt = input.OccurredAt.ToUniversalTime(),
            RecordedAt = now,
            RecordedBy = request.Actor.Name,
        };
        rows.Events.Add(added);

        // R2.4: the state follows from all events together
        var state = OrderTimeline.Fold(order.PlacedAt, [.. parts.Events(order.Id).Append(added).Select(OrderRows.Fact)]);
        order.Status = state.Status;
        order.CancellationReason = state.CancellationReason;
        order.PaidAt = state.PaidAt;
        order.StatusAt = Since(state);
        order.HasHeldEvents = state.Held.Count > 0;
        order.Version++;
        rows.Moved.Add(order);

        // R3.3
        foreach (var reward in parts.Rewards(order.Id))
        {
            reward.State = RewardStates.Of(state);
            reward.EarnedAt = state.EarnedAt;
            reward.EndedAt = state.Status == OrderStatus.Cancelled ? order.StatusAt : null;
        }

        rows.Note(order, parts.Rewards(order.Id).Select(reward => reward.PartnerId), now);
        request.Decide(new RecordedEvent(parts.View(order, state), state.Holds(input.Id), Created: true));
    }

    /// <summary>When the order came to stand where it stands.</summary>
    private static DateTimeOffset Since(OrderState state)
    {
        var since = state.History[0];
        foreach (var change in state.History)
        {
            if (change.Status != since.Status)
                since = change;
        }

        return since.At;
    }

    // Programmes of the other templates decide by rules of their own.
    private static IEnumerable<CatalogueProgramme> Deciding(IEnumerable<CatalogueProgramme> programmes) =>
        programmes.Where(programme => programme.Template == ProgrammeTemplate.ShopAffiliate);

    private Order Row(OrdersRequest request, IncomingOrder incoming, GroupFacts facts, DateTimeOffset now)
    {
        var input = incoming.Input;
        var click = incoming.Click is { } named && facts.NamedClicks.Contains(named.Id) ? incoming.Click : null;
        return new Order
        {
            Id = Ids.New(clock),
            ShopId = request.ShopId,
            ExternalId = input.ExternalId,
            PlacedAt = input.PlacedAt.ToUniversalTime(),
            ReceivedAt = now,
            ReceivedFrom = request.Actor.Name,
            Content = incoming.Content,
            CustomerId = input.Customer.Id,
            ContactProtected = incoming.ContactProtected,
            EmailHash = incoming.EmailHash,
            PhoneHash = incoming.PhoneHash,
            DeviceHash = incoming.DeviceHash,
            ClickId = click?.Id,
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

    /// <summary>The rows of a group, saved in the order of their foreign keys.</summary>
    private sealed class NewRows
    {
        private readonly HashSet<(Guid Shop, Guid? Partner, Guid Order)> noted = [];

        public List<Order> Orders { get; } = [];

        /// <summary>Stored orders that events moved.</summary>
        public HashSet<Order> Moved { get; } = [];

        public List<OrderLineRow> Lines { get; } = [];

        public List<OrderEventRow> Events { get; } = [];

        public List<OrderDecision> Decisions { get; } = [];

        public List<Reward> Rewards { get; } = [];

        public List<CustomerBinding> Bindings { get; } = [];

        public List<IdempotentRequest> Answers { get; } = [];

        public List<Change> Changes { get; } = [];

        /// <summary>Tells the shop, and each partner concerned, of a new or changed order.</summary>
        public void Note(Order order, IEnumerable<Guid> partners, DateTimeOffset now)
        {
            // nobody has a new order open yet: one note tells a page to look again, whatever the number of orders
            var subject = order.Version == 0 ? order.ShopId : order.Id;
            foreach (var partner in partners.Distinct().Select(id => (Guid?)id).DefaultIfEmpty(null))
            {
                if (noted.Add((order.ShopId, partner, subject)))
                    Changes.Add(new Change { Topic = ChangeTopics.Order, SubjectId = order.Id, PartnerId = partner, ShopId = order.ShopId, At = now });
            }
        }

        public async Task SaveAsync(PortalDb db, CancellationToken cancellationToken)
        {
            await db.InsertAsync(Orders, cancellationToken);
            await db.InsertAsync(Lines, cancellationToken);
            await db.InsertAsync(Decisions, cancellationToken);
            await db.InsertAsync(Rewards, cancellationToken);
            await db.InsertAsync(Bindings, cancellationToken);
            await db.InsertAsync(Events, cancellationToken);
            await db.SaveChangesAsync(cancellationToken); // the orders and rewards that events changed
            await db.InsertAsync(Changes, cancellationToken);
            await db.InsertAsync(Answers, cancellationToken);
        }
    }
}
