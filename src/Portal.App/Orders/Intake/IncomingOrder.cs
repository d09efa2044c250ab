using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>An order on its way in, with everything that can be said of it without the database.</summary>
internal sealed class IncomingOrder
{
    public required OrderInput Input { get; init; }

    /// <summary>Why it is not taken in; null when it holds together.</summary>
    public Refusal? Refusal { get; init; }

    public byte[] Content { get; init; } = [];

    public byte[]? EmailHash { get; init; }

    public byte[]? PhoneHash { get; init; }

    public byte[]? DeviceHash { get; init; }

    public byte[]? ContactProtected { get; init; }

    /// <summary>See <see cref="Order.AccountKey"/>.</summary>
    public byte[]? AccountKey { get; init; }

    /// <summary>See <see cref="Order.PairKey"/>.</summary>
    public byte[]? PairKey { get; init; }

    /// <summary>The click that the order names, when its token is genuine.</summary>
    public ClickFacts? Click { get; init; }

    /// <summary>The visitor that the order names.</summary>
    public VisitorId? Visitor { get; init; }

    /// <summary>The typed code, upper case.</summary>
    public string? Code { get; init; }
}

/// <summary>
/// Checks orders and makes of their texts what is stored. Needs no database, so that it runs for many requests at once
/// while one transaction after the other is written.
/// </summary>
public sealed class OrderReception(
    PortalKeys keys, ClickTokens tokens, OrderContent content, IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector contacts = protection.CreateProtector("order-contact");

    internal IncomingOrder Receive(Guid shopId, OrderInput input)
    {
        if (OrderCheck.Check(input, clock.GetUtcNow()) is { Count: > 0 } errors)
            return new IncomingOrder { Input = input, Refusal = Refusal.Invalid(errors) };

        var customer = input.Customer;
        var email = Hash("email", Contact.Email(customer.Email));
        var phone = Hash("phone", OrderWarnings.MatchedPhone(customer.Phone));
        var device = Hash("device", Trimmed(customer.DeviceId));
        var account = CustomerKeys.Account(keys, shopId, Trimmed(customer.Id), email, phone);
        var visitor = Trimmed(input.Attribution.VisitorId);
        return new IncomingOrder
        {
            Input = input,
            Content = content.Of(input),
            EmailHash = email,
            PhoneHash = phone,
            DeviceHash = device,
            ContactProtected = Protect(customer),
            AccountKey = account,
            PairKey = CustomerKeys.Pair(keys, account, phone, device),
            Click = Trimmed(input.Attribution.ClickId) is { } token && tokens.TryRead(token, out var click) ? click : null,
            Visitor = visitor is null ? null : VisitorId.Of(visitor, keys),
            Code = Trimmed(input.Attribution.ReferralCode)?.ToUpperInvariant(),
        };
    }

    private byte[]? Hash(string kind, string? value) => value is null ? null : keys.Hash(kind, value);

    // written only to be read by people, so one text with a line each
    private byte[]? Protect(OrderCustomer customer) =>
        Trimmed(customer.Email) is null && Trimmed(customer.Phone) is null
            ? null
            : contacts.Protect(Encoding.UTF8.GetBytes($"{customer.Email}\n{customer.Phone}"));

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
