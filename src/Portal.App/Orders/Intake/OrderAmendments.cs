using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>An order whose content is another one now, and who its customer was before.</summary>
internal sealed record AmendedOrder(Order Order, byte[]? EmailHash, byte[]? ContactProtected, byte[]? AccountKey, byte[]? PairKey)
{
    /// <summary>True when its customer is another one now.</summary>
    public bool IsOfAnother => !Same(AccountKey, Order.AccountKey) || !Same(PairKey, Order.PairKey) || !Same(EmailHash, Order.EmailHash);

    private static bool Same(byte[]? one, byte[]? other) => (one ?? []).AsSpan().SequenceEqual(other ?? []);
}

/// <summary>
/// The contents of a group's orders (R2.7): takes in what amendments say, and puts into each order the content that its events as a whole
/// leave in force. Loaded only for orders that are amended or were before.
/// </summary>
internal sealed class OrderAmendments
{
    private readonly PortalKeys keys;
    private readonly ILookup<Guid, OrderLineRow> lines;
    private readonly Dictionary<Guid, List<OrderContentRow>> contents;
    private readonly List<OrderContentRow> added = [];

    private OrderAmendments(PortalKeys keys, ILookup<Guid, OrderLineRow> lines, Dictionary<Guid, List<OrderContentRow>> contents)
    {
        this.keys = keys;
        this.lines = lines;
        this.contents = contents;
    }

    /// <summary>Orders whose content changed.</summary>
    public List<AmendedOrder> Changed { get; } = [];

    public static async Task<OrderAmendments> LoadAsync(
        PortalDb db, PortalKeys keys, IReadOnlyCollection<Order> orders, Func<Order, bool> isAmendedNow,
        CancellationToken cancellationToken)
    {
        var ids = orders.Where(order => order.IsAmended || isAmendedNow(order)).Select(order => order.Id).ToArray();
        if (ids.Length == 0)
            return new OrderAmendments(keys, Array.Empty<OrderLineRow>().ToLookup(line => line.OrderId), []);

        var stored = await db.OrderLines.AsNoTracking().Where(line => ids.Contains(line.OrderId)).ToListAsync(cancellationToken);
        var rows = await db.OrderContents.AsNoTracking().Where(row => ids.Contains(row.OrderId)).ToListAsync(cancellationToken);
        return new OrderAmendments(
            keys, stored.ToLookup(line => line.OrderId),
            rows.GroupBy(row => row.OrderId).ToDictionary(own => own.Key, own => own.OrderBy(row => row.Number).ToList()));
    }

    /// <summary>Keys of the customers that an order has and may come to have, for <see cref="KeyLocks"/>.</summary>
    public IEnumerable<(byte[]? Account, byte[]? Pair)> KeysOf(Order order, IncomingOrder? amendment)
    {
        yield return (order.AccountKey, order.PairKey);
        foreach (var row in contents.GetValueOrDefault(order.Id) ?? [])
            yield return (row.AccountKey, row.PairKey);
        if (amendment is not null)
        {
            var contact = Contact(order, amendment);
            yield return (contact.Account, contact.Pair);
        }
    }

    /// <summary>Why the order cannot be amended so; null when it can.</summary>
    public static Refusal? Check(Order order, IncomingOrder amendment)
    {
        var wrong = OrderContent.Unamendable(order.Content, amendment.Content, amendment.Input).Select(field => $"order.{field}").ToList();
        if (amendment.Input.ExternalId != order.ExternalId)
            wrong.Insert(0, "order.externalId");
        return wrong.Count == 0 ? null : Refusal.Invalid([.. wrong.Select(field => new FieldError(field, FieldCodes.NotAmendable))]);
    }

    /// <summary>Whether the event said this already.</summary>
    public bool SaysTheSame(Order order, string eventId, IncomingOrder amendment) =>
        contents.GetValueOrDefault(order.Id)?.Find(row => row.EventId == eventId) is { } stored
        && OrderContent.SaysTheSame(stored.Content, amendment.Content, amendment.Input);

    /// <summary>Takes in what an amendment says.</summary>
    public void Add(Order order, string eventId, IncomingOrder amendment)
    {
        if (!contents.TryGetValue(order.Id, out var own))
        {
            contents[order.Id] = own = [];
            Add(own, new OrderContentRow
            {
                OrderId = order.Id,
                Number = 0,
                Body = OrderContentBody.Of(order, lines[order.Id]).ToJson(),
                Content = order.Content,
                ContactProtected = order.ContactProtected,
                EmailHash = order.EmailHash,
                PhoneHash = order.PhoneHash,
                AccountKey = order.AccountKey,
                PairKey = order.PairKey,
            });
            order.IsAmended = true;
        }

        var contact = Contact(order, amendment);
        Add(own, new OrderContentRow
        {
            OrderId = order.Id,
            Number = own.Count,
            EventId = eventId,
            Body = OrderContentBody.Of(amendment.Input).ToJson(),
            Content = OrderContent.Amended(order.Content, amendment.Content, amendment.Input),
            ContactProtected = contact.Protected,
            EmailHash = contact.Email,
            PhoneHash = contact.Phone,
            AccountKey = contact.Account,
            PairKey = contact.Pair,
        });
    }

    /// <summary>Gives the order the content that this event brought; null is the one that it came with.</summary>
    public void PutInForce(Order order, string? eventId)
    {
        if (order.AmendedBy == eventId)
            return;

        // the order was read, another transaction amended it, and then its events were read: the next attempt sees all of it
        var row = contents.GetValueOrDefault(order.Id)?.Find(content => content.EventId == eventId)
            ?? throw new DbUpdateConcurrencyException("An amendment was first.");
        Changed.Add(new AmendedOrder(order, order.EmailHash, order.ContactProtected, order.AccountKey, order.PairKey));
        var body = OrderContentBody.Parse(row.Body);
        order.AmendedBy = eventId;
        order.Content = row.Content;
        (order.ContactProtected, order.EmailHash, order.PhoneHash) = (row.ContactProtected, row.EmailHash, row.PhoneHash);
        (order.AccountKey, order.PairKey) = (row.AccountKey, row.PairKey);
        (order.Items, order.Shipping, order.PlatformDiscount, order.ShopDiscount) =
            (body.Items, body.Shipping, body.PlatformDiscount, body.ShopDiscount);
        (order.Voucher, order.Points, order.Paid) = (body.Voucher, body.Points, body.Paid);
        order.SearchText = Order.SearchTextOf(order.ExternalId, body.Lines.Select(line => line.Name));
        order.Lines.Clear();
        order.Lines.AddRange(body.Lines.Select((line, i) => new OrderLineRow
        {
            OrderId = order.Id,
            Number = i + 1,
            Sku = line.Sku,
            Name = line.Name,
            Category = line.Category,
            Quantity = line.Quantity,
            UnitPrice = line.UnitPrice,
            Discount = line.Discount,
        }));
    }

    /// <summary>Stores the contents, and makes room for the lines that the orders have now, which the caller saves with them.</summary>
    public async Task SaveAsync(PortalDb db, CancellationToken cancellationToken)
    {
        await db.InsertAsync(added, cancellationToken);
        var changed = Changed.Select(amended => amended.Order.Id).ToArray();
        if (changed.Length > 0)
            await db.OrderLines.Where(line => changed.Contains(line.OrderId)).DeleteInPartsAsync(line => line.OrderId, cancellationToken);
    }

    private void Add(List<OrderContentRow> own, OrderContentRow row)
    {
        own.Add(row);
        added.Add(row);
    }

    /// <summary>Who the customer is by an amendment: the shop's number of the account and the device stay.</summary>
    private (byte[]? Protected, byte[]? Email, byte[]? Phone, byte[]? Account, byte[]? Pair) Contact(Order order, IncomingOrder amendment)
    {
        if (amendment.Input.Customer == OrderCustomer.Unknown)
            return (order.ContactProtected, order.EmailHash, order.PhoneHash, order.AccountKey, order.PairKey);

        var (email, phone) = (amendment.EmailHash, amendment.PhoneHash);
        var account = string.IsNullOrWhiteSpace(order.CustomerId)
            ? CustomerKeys.Account(keys, order.ShopId, null, email, phone) : order.AccountKey;
        return (amendment.ContactProtected, email, phone, account, CustomerKeys.Pair(keys, account, phone, order.DeviceHash));
    }
}
