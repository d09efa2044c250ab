using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Programmes;
using Portal.App.Eligibility;
using Portal.App.Money.Ledger;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Risk;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;

namespace Portal.App.Orders.Intake;

/// <summary>
/// Writes one group of requests in the transaction of its caller: new orders are stored, every programme of their shops decides
/// about them, events are applied, and the orders are noted that must be decided again because of it; one query or statement a
/// kind. Decides each request's answer.
/// </summary>
public sealed class OrderWriter(
    ProgrammeCatalogue catalogue, OrderDecider decider, EligibilityWriter eligibility, RiskWriter risk, RewardPoster poster, DecideAgain again,
    RestoreClicks restore, PortalKeys keys, PortalSettings settings,
    SessionLifetimes lifetimes, TimeProvider clock)
{
    private readonly DecisionWriter decisions = new(clock);

    /// <returns>What is to be done after the commit.</returns>
    internal async Task<WrittenGroup> WriteAsync(PortalDb db, IReadOnlyList<IntakeRequest> group, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var open = await RefuseReplaysAsync(db, await RefuseEndedAsync(db, group, cancellationToken), now, cancellationToken);
        var rows = new NewRows();

        // R10.1: what was in force when the requests came may not be any more
        var programmes = await catalogue.KeepAsync(db, [.. open.Select(request => request.ShopId)], cancellationToken);
        await RecordOrdersAsync(db, [.. open.OfType<OrdersRequest>()], programmes, rows, now, cancellationToken);
        await ApplyEventsAsync(db, [.. open.OfType<EventRequest>()], programmes, rows, now, cancellationToken);
        foreach (var request in open)
        {
            if (request.Actor.Call is { } call && request.Effect is { } effect)
                rows.Answers.Add(call.Answered(request.Actor.ClientId, effect, now));
        }

        await eligibility.ApplyAsync(db, [.. rows.Orders, .. rows.Moved, .. rows.Former], programmes, now, cancellationToken);
        await db.InsertAsync(rows.Changes, cancellationToken);
        await db.InsertAsync(rows.Answers, cancellationToken);
        return new WrittenGroup([.. rows.Changes, .. db.ChangeTracker.Entries<Change>().Select(entry => entry.Entity)], rows.Reconsiderations);
    }

    /// <summary>Requests of those whose rights have ended are refused; the others are returned.</summary>
    private async Task<IReadOnlyList<IntakeRequest>> RefuseEndedAsync(
        PortalDb db, IReadOnlyList<IntakeRequest> group, CancellationToken cancellationToken)
    {
        var refuse = await Rights.RefuseAsync(db, group.Select(request => request.Actor), lifetimes, clock.GetUtcNow(), cancellationToken);
        var open = new List<IntakeRequest>(group.Count);
        foreach (var request in group)
        {
            if (refuse(request.Actor) is { } ended)
                request.Refuse(ended);
            else
                open.Add(request);
        }

        return open;
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
        PortalDb db, IReadOnlyList<OrdersRequest> requests, IReadOnlyList<CatalogueProgramme> programmes, NewRows rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;

        var shops = requests.Select(request => request.ShopId).Distinct().ToArray();
        var numbers = requests.SelectMany(request => request.Orders).Select(order => order.ExternalId).Distinct().ToArray();
        var stored = await db.Orders.AsNoTracking()
            .Where(order => shops.Contains(order.ShopId) && numbers.Contains(order.ExternalId))
            .ToListAsync(cancellationToken);
        var known = new Dictionary<OrderKey, KnownOrder>();
        if (stored.Count > 0)
        {
            var parts = await OrderParts.LoadAsync(db, [.. stored.Select(order => order.Id)], null, change: false, cancellationToken);
            foreach (var order in stored)
                known[KeyOf(order)] = new KnownOrder(order.Content, parts.Contents(order.Id), parts.View(order));
        }

        var fresh = Fresh(requests, known);
        if (fresh.Count > 0)
            await StoreAsync(db, programmes, fresh, known, rows, now, cancellationToken);

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

    /// <summary>Stores the orders, lets the programmes of their shops decide about them, and notes which earlier decisions that concerns.</summary>
    private async Task StoreAsync(
        PortalDb db,
        IReadOnlyList<CatalogueProgramme> programmes,
        Dictionary<OrderKey, (OrdersRequest Request, IncomingOrder Order)> fresh,
        Dictionary<OrderKey, KnownOrder> known,
        NewRows rows,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var ofShop = programmes.ToLookup(programme => programme.Shop.Id);
        await KeyLocks.TakeAsync(
            db,
            fresh.Values.Where(one => ofShop[one.Request.ShopId].Any(LooksAtOthers))
                .SelectMany(one => Redecide.LocksOf(one.Order.AccountKey, one.Order.DeviceHash, one.Order.PairKey)),
            cancellationToken);

        // R1.1: a click that the disk had refused comes back with its order
        var tokens = fresh.Values.Select(one => one.Order.Click).OfType<ClickFacts>().ToList();
        var clicks = await restore.RunAsync(tokens, cancellationToken);
        var named = clicks.All.Select(click => click.Id).ToHashSet();
        var orders = fresh.ToDictionary(one => one.Key, one => Row(one.Value.Request, one.Value.Order, named, now));
        rows.Orders.AddRange(orders.Values);
        var operators = fresh.GroupBy(one => one.Value.Request).Where(sent => IsOperators(sent.Key.Actor)).ToList();
        foreach (var sent in operators)
        {
            var first = sent.First().Key.ExternalId;
            db.Audit(sent.Key.Actor, clock, AuditActions.OrdersRecorded, first, sent.Key.ShopId, null, new { first, count = sent.Count() });
        }

        if (operators.Count > 0)
            await db.SaveChangesAsync(cancellationToken);
        await db.InsertAsync(orders.Values, cancellationToken);
        await db.InsertAsync([.. orders.Values.SelectMany(order => order.Lines)], cancellationToken);

        var decided = await decider.DecideAsync(db, [.. orders.Values], programmes, clicks.All, null, cancellationToken);
        var made = new DecisionRows();
        var written = decisions.Write(decided.Decisions, CurrentDecisions.None, _ => null, made, now);
        made.Reconsiderations.AddRange(await LaterOrders.OfNewAsync(db, [.. orders.Values], ofShop, decided.Firsts, clock, cancellationToken));
        made.Reconsiderations.AddRange(LateClicks.OfRestored(clicks.MadeAgain, clock));
        await made.SaveAsync(db, decided.Firsts, cancellationToken);
        await risk.ApplyAsync(db, written, cancellationToken);
        rows.Reconsiderations.AddRange(made.Reconsiderations.Where(row => row.DueAt <= row.CreatedAt + LaterOrders.Grace).Select(row => row.Id));

        var codes = programmes.ToDictionary(programme => programme.Id, programme => programme.Code);
        var ofOrder = made.Decisions.ToLookup(decision => decision.OrderId);
        var rewards = made.Rewards.ToLookup(reward => (reward.OrderId, reward.ProgrammeId));
        var surcharges = made.Surcharges.ToDictionary(row => (row.OrderId, row.ProgrammeId));
        foreach (var (key, order) in orders)
        {
            var views = ofOrder[order.Id]
                .Select(decision => OrderRows.View(
                    order, decision, codes[decision.ProgrammeId], rewards[(order.Id, decision.ProgrammeId)],
                    surcharges.GetValueOrDefault((order.Id, decision.ProgrammeId))))
                .ToList();
            rows.Note(order, views.Select(view => view.PartnerId).OfType<Guid>(), now);
            known[key] = new KnownOrder(order.Content, [], OrderRows.View(order, OrderTimeline.Fold(order.PlacedAt, []), views));
        }
    }

    private static bool LooksAtOthers(CatalogueProgramme programme) =>
        programme.Binds || programme.Template is ProgrammeTemplate.NewCustomer or ProgrammeTemplate.RentalSurcharge;

    private static OrderResult Answer(
        OrdersRequest request,
        IncomingOrder incoming,
        Dictionary<OrderKey, KnownOrder> known,
        Dictionary<OrderKey, (OrdersRequest Request, IncomingOrder Order)> fresh)
    {
        if (incoming.Refusal is { } refusal)
            return new OrderResult(null, refusal, Created: false);

        // R1.11: the same order again changes nothing, also as it was before it was amended; another one under its number is nobody's to guess
        var key = new OrderKey(request.ShopId, incoming.Input.ExternalId);
        var (content, former, view) = known[key];
        if (fresh.TryGetValue(key, out var first) && ReferenceEquals(first.Order, incoming))
            return new OrderResult(view, null, Created: true);

        var differences = OrderContent.Differences(content, incoming.Content);
        return differences.Count == 0 || former.Any(one => one.AsSpan().SequenceEqual(incoming.Content))
            ? new OrderResult(view, null, Created: false)
            : new OrderResult(null, Refusal.Conflict("order_conflict").With("fields", string.Join(", ", differences)), Created: false);
    }

    private async Task ApplyEventsAsync(
        PortalDb db, IReadOnlyList<EventRequest> requests, IReadOnlyList<CatalogueProgramme> programmes, NewRows rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (requests.Count == 0)
            return;

        var shops = requests.Select(request => request.Order.ShopId).Distinct().ToArray();
        var numbers = requests.Select(request => request.Order.ExternalId).Distinct().ToArray();
        var found = await db.Orders
            .Where(order => shops.Contains(order.ShopId) && numbers.Contains(order.ExternalId))
            .ToListAsync(cancellationToken);
        var orders = found.ToDictionary(order => new OrderKey(order.ShopId, order.ExternalId));
        var ofShop = programmes.ToLookup(programme => programme.Shop.Id);
        var said = requests.Where(request => request.Amendment is not null).ToDictionary(request => request.Order, request => request.Amendment);
        var amendments = await OrderAmendments.LoadAsync(db, keys, found, order => said.ContainsKey(KeyOf(order)), cancellationToken);
        await KeyLocks.TakeAsync(
            db,
            found.Where(order => ofShop[order.ShopId].Any(LooksAtOthers)).SelectMany(order => amendments.KeysOf(order, said.GetValueOrDefault(KeyOf(order)))
                .SelectMany(customer => Redecide.LocksOf(customer.Account, order.DeviceHash, customer.Pair))),
            cancellationToken);
        var before = found.ConvertAll(order => new OrderBefore(order, order.Stands, order.Status, order.StatusAt));
        var parts = await OrderParts.LoadAsync(db, [.. found.Select(order => order.Id)], null, change: true, cancellationToken);
        await AreOfOneMomentAsync(
            db, [.. requests.Where(request => orders.TryGetValue(request.Order, out var order) && parts.Events(order.Id).Any(row => row.EventId == request.Input.Id)).Select(request => orders[request.Order])],
            cancellationToken);
        foreach (var request in requests)
        {
            if (!orders.TryGetValue(request.Order, out var order))
                request.Refuse(Refusal.NotFound("order_not_found"));
            else if (OrderEventCheck.Check(request.Input, order.PlacedAt, now, settings.Orders.ClockTolerance) is { Count: > 0 } errors)
                request.Refuse(Refusal.Invalid(errors));
            else if (parts.Events(order.Id).FirstOrDefault(row => row.EventId == request.Input.Id) is { } earlier)
                AnswerAgain(request, order, earlier, parts, amendments);
            else if (request.Amendment is { } amendment && OrderAmendments.Check(order, amendment) is { } refusal)
                request.Refuse(refusal);
            else
                Apply(db, request, order, parts, amendments, rows, now);
        }

        await db.InsertAsync(rows.Events, cancellationToken);
        await amendments.SaveAsync(db, cancellationToken);
        await db.SaveChangesAsync(cancellationToken); // the orders and rewards that events changed, in versions that nobody else has
        await poster.ApplyAsync(db, [.. rows.Moved.SelectMany(order => parts.Rewards(order.Id)).Where(reward => !reward.IsReplaced)], null, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var concerned = await LaterOrders.OfChangedAsync(db, before, ofShop, clock, cancellationToken);
        await db.InsertAsync(concerned, cancellationToken);
        rows.Reconsiderations.AddRange(concerned.Select(row => row.Id));
        if (amendments.Changed.Count > 0)
            await DecideAmendedAsync(db, amendments.Changed, [.. requests.Where(request => orders.ContainsKey(request.Order))], programmes, rows, now, cancellationToken);
    }

    private static OrderKey KeyOf(Order order) => new(order.ShopId, order.ExternalId);

    /// <summary>
    /// R2.7: what programmes say of an order with another content, in the transaction that gives it to it. Where its customer is another one,
    /// nobody is bound or introduced by it any more under the one before.
    /// </summary>
    private async Task DecideAmendedAsync(
        PortalDb db, IReadOnlyList<AmendedOrder> amended, IReadOnlyList<EventRequest> requests, IReadOnlyList<CatalogueProgramme> programmes, NewRows rows, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        foreach (var (order, email, contact, account, pair) in amended.Where(one => !Same(one.AccountKey, one.Order.AccountKey) || !Same(one.PairKey, one.Order.PairKey) || !Same(one.EmailHash, one.Order.EmailHash)))
        {
            rows.Former.Add(order.Under(email, contact));
            await db.CustomerBindings.Where(row => row.OrderId == order.Id && row.CustomerKey == pair).ExecuteDeleteAsync(cancellationToken);
            await db.CustomerIntroductions.Where(row => row.OrderId == order.Id && row.CustomerKey == account).ExecuteDeleteAsync(cancellationToken);
        }

        var made = new DecisionRows();
        made.Reconsiderations.AddRange(LaterOrders.OfAmended(amended, programmes.ToLookup(programme => programme.Shop.Id), clock));
        var changed = amended.Select(one => one.Order).ToList();
        var written = await again.RunAsync(
            db, changed, programmes, order => new DecisionCause(DecisionCauses.OrderAmended, order.Id), made, always: true, cancellationToken);
        rows.Reconsiderations.AddRange(made.Reconsiderations.Select(row => row.Id));

        // the answers were made before the orders were decided
        var parts = await OrderParts.LoadAsync(db, [.. changed.Select(order => order.Id)], null, change: false, cancellationToken);
        foreach (var order in changed)
        {
            rows.Note(order, written.Where(one => one.New.Order == order).SelectMany(one => new[] { (one.New.Decision as RewardDecision)?.PartnerId, one.Replaced?.PartnerId }).OfType<Guid>(), now);
            foreach (var request in requests.Where(request => request.Order == KeyOf(order)))
                request.Decide(request.Decided with { Order = parts.View(order) });
        }
    }

    private static bool Same(byte[]? one, byte[]? other) => (one ?? []).AsSpan().SequenceEqual(other ?? []);

    /// <summary>
    /// An event that another process committed after its order was read, and before its events were: the answer would show the order as it
    /// was before. Whoever changes an order finds out by its version; whoever only answers has to look.
    /// </summary>
    private static async Task AreOfOneMomentAsync(PortalDb db, IReadOnlyList<Order> orders, CancellationToken cancellationToken)
    {
        if (orders.Count == 0)
            return;

        var ids = orders.Select(order => order.Id).ToArray();
        var versions = await db.Orders.Where(order => ids.Contains(order.Id)).Select(order => new { order.Id, order.Version })
            .ToDictionaryAsync(order => order.Id, order => order.Version, cancellationToken);
        if (orders.Any(order => versions[order.Id] != order.Version))
            throw new DbUpdateConcurrencyException("An order changed while it was read.");
    }

    // R2.4: the same id is applied once
    private static void AnswerAgain(EventRequest request, Order order, OrderEventRow earlier, OrderParts parts, OrderAmendments amendments)
    {
        var input = request.Input;
        string[] differences =
        [
            .. earlier.Type == input.Type ? [] : new[] { "type" },
            .. earlier.Reason == input.Reason ? [] : new[] { "reason" },
            .. earlier.Note == input.Note ? [] : new[] { "note" },
            .. earlier.OccurredAt == input.OccurredAt ? [] : new[] { "occurredAt" },
            .. request.Amendment is not { } said || amendments.SaysTheSame(order, earlier.EventId, said) ? [] : new[] { "order" },
        ];
        if (differences.Length > 0)
        {
            request.Refuse(Refusal.Conflict("event_conflict").With("fields", string.Join(", ", differences)));
            return;
        }

        var state = OrderTimeline.Fold(order.PlacedAt, [.. parts.Events(order.Id).Select(OrderRows.Fact)]);
        request.Decide(new RecordedEvent(parts.View(order, state), state.Holds(input.Id), Created: false));
    }

    private void Apply(
        PortalDb db, EventRequest request, Order order, OrderParts parts, OrderAmendments amendments, NewRows rows, DateTimeOffset now)
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
            RecordedBy = NameOf(request.Actor),
        };

        // R2.4: the state follows from all events together
        var state = OrderTimeline.Fold(order.PlacedAt, [.. parts.Events(order.Id).Append(added).Select(OrderRows.Fact)]);
        if (state.CameTooLate(input.Id))
        {
            // R2.7: not kept, so that it can be sent again when the order is pending
            request.Refuse(Refusal.Conflict("order_not_pending").With("status", order.Status.ToString().ToLowerInvariant()));
            return;
        }

        rows.Events.Add(added);
        if (request.Amendment is { } amendment)
            amendments.Add(order, input.Id, amendment);
        amendments.PutInForce(order, state.AmendedBy);

        // what a shop's program reports is in the order's history; what a person or the operator does is a deed (R10.4)
        if (request.Actor.Role is not null || IsOperators(request.Actor))
        {
            db.Audit(
                request.Actor, clock, AuditActions.OrderEvent, order.ExternalId, order.Id, new { status = order.Status },
                new { type = input.Type.ToString().ToLowerInvariant(), reason = input.Reason, note = input.Note, occurredAt = added.OccurredAt, status = state.Status });
        }

        order.Status = state.Status;
        order.CancellationReason = state.CancellationReason;
        order.PaidAt = state.PaidAt;
        order.EarnedAt = state.EarnedAt;
        order.StatusAt = Since(state);
        order.HasHeldEvents = state.Held.Count > 0;
        order.Version++;
        rows.Moved.Add(order);

        // R3.3; what a later decision ended stays ended
        foreach (var reward in parts.Rewards(order.Id).Where(reward => !reward.IsReplaced))
        {
            reward.State = RewardStates.Of(state);
            reward.EarnedAt = state.EarnedAt;
            reward.EndedAt = state.Status == OrderStatus.Cancelled ? order.StatusAt : null;
        }

        rows.Note(order, parts.Rewards(order.Id).Select(reward => reward.PartnerId), now);
        request.Decide(new RecordedEvent(parts.View(order, state), state.Holds(input.Id), Created: true));
    }

    /// <summary>Who sent it, as its history says it: the operator's people are not named to shops.</summary>
    private static string NameOf(Actor actor) => IsOperators(actor) ? StatusChange.Operator : actor.Name;

    private static bool IsOperators(Actor actor) => actor.IsOperator && actor.ClientId != Actor.System.ClientId;

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
            ReceivedFrom = NameOf(request.Actor),
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

    /// <summary>What a group has gathered to be saved at its end.</summary>
    private sealed class NewRows
    {
        private readonly HashSet<(Guid Shop, Guid? Partner, Guid Order)> noted = [];

        public List<Order> Orders { get; } = [];

        /// <summary>Stored orders that events moved.</summary>
        public HashSet<Order> Moved { get; } = [];

        /// <summary>Moved orders under the contact that they had before.</summary>
        public List<Order> Former { get; } = [];

        public List<OrderEventRow> Events { get; } = [];

        public List<IdempotentRequest> Answers { get; } = [];

        /// <summary>Reconsiderations to be done right after the commit.</summary>
        public List<Guid> Reconsiderations { get; } = [];

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
    }
}

/// <summary>What a group leaves to be done after its commit: notes to publish, and orders to decide again.</summary>
internal sealed record WrittenGroup(IReadOnlyList<Change> Changes, IReadOnlyList<Guid> Reconsiderations);
