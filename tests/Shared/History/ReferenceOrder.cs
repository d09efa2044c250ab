using Portal.Domain.Common;

namespace Portal.Tests.Shared.History;

/// <summary>An order with everything that follows from it alone.</summary>
internal sealed class ReferenceOrder
{
    public ReferenceOrder(HistoryOrder order, IReadOnlyDictionary<int, HistoryClick> clicks)
    {
        Order = order;
        State = FoldedOrder.Of(order.Events);

        var customer = order.Input.Customer;
        Email = Contact.Email(customer.Email);
        Phone = Contact.Phone(customer.Phone);
        Device = Trimmed(customer.DeviceId);
        Account = Trimmed(customer.Id) is { } id ? $"id {id}"
            : Email is not null ? $"e-mail {Email}"
            : Phone is not null ? $"phone {Phone}"
            : null;
        var who = Phone is null ? Account : $"phone {Phone}";
        Person = Device is null ? who : $"{who ?? "somebody"} with device {Device}";

        Code = Trimmed(order.Input.Attribution.ReferralCode)?.ToUpperInvariant();
        if (Trimmed(order.Input.Attribution.VisitorId) is { } visitor)
            Visitors.Add(visitor);
        if (order.Click is { } number)
            Visitors.Add(clicks[number].Visitor);

        var amounts = order.Input.Amounts;
        Value = amounts.Items.Amount - amounts.PlatformDiscount.Amount - amounts.ShopDiscount.Amount;
        PickupPoint = Trimmed(order.Input.PickupPoint)?.ToUpperInvariant();
    }

    public HistoryOrder Order { get; }

    public string Shop => Order.Shop;

    public string ExternalId => Order.Input.ExternalId;

    public DateTimeOffset PlacedAt => Order.Input.PlacedAt;

    public FoldedOrder State { get; }

    public string? Email { get; }

    public string? Phone { get; }

    public string? Device { get; }

    /// <summary>The customer's account: the shop's id of them, else their e-mail, else their phone.</summary>
    public string? Account { get; }

    /// <summary>The customer of R5.2, the pair (phone, device); without a phone the account stands in for it.</summary>
    public string? Person { get; }

    public string? Code { get; }

    /// <summary>Whose clicks count as this customer's.</summary>
    public HashSet<string> Visitors { get; } = [];

    public string? PickupPoint { get; }

    /// <summary>What the customer paid in any way, without shipping (R5.6).</summary>
    public long Value { get; }

    public bool IsBefore(ReferenceOrder other) => InTimeOrder(this, other) < 0;

    public static int InTimeOrder(ReferenceOrder left, ReferenceOrder right)
    {
        var byTime = left.PlacedAt.CompareTo(right.PlacedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(left.ExternalId, right.ExternalId);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
