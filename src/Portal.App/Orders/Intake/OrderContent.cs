using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>
/// What an order said, as a fingerprint of each of its fields: whether a re-sent order is the same one (R1.11), and if not,
/// which fields differ, without keeping the texts. Keyed, because some of them are phones and e-mail addresses (R10.3). The
/// same instant in another offset and an empty text in place of none are the same content.
/// </summary>
public sealed class OrderContent(PortalKeys keys)
{
    private const int PartLength = 8;

    private static readonly string[] Parts =
    [
        "placedAt", "customer.id", "customer.email", "customer.phone", "customer.deviceId",
        "attribution.clickId", "attribution.visitorId", "attribution.referralCode", "pickupPoint", "source", "lines", "amounts",
    ];

    /// <summary>R2.7: what an amendment replaces.</summary>
    private static readonly string[] Amendable = ["customer.email", "customer.phone", "lines", "amounts"];

    /// <summary>Length of a fingerprint in bytes.</summary>
    public static readonly int Length = PartLength * Parts.Length;

    private readonly byte[] key = keys.Derive("order-content");

    public byte[] Of(OrderInput order)
    {
        var fingerprint = new byte[Length];
        var writer = new ArrayBufferWriter<byte>(512);
        var part = 0;

        Number(order.PlacedAt.UtcTicks);
        End();
        Part(order.Customer.Id);
        Part(order.Customer.Email);
        Part(order.Customer.Phone);
        Part(order.Customer.DeviceId);
        Part(order.Attribution.ClickId);
        Part(order.Attribution.VisitorId);
        Part(order.Attribution.ReferralCode);
        Part(order.PickupPoint);
        Part(order.Source);
        foreach (var line in order.Lines)
        {
            Text(line.Sku);
            Text(line.Name);
            Text(line.Category);
            Number(line.Quantity);
            Number(line.UnitPrice.Amount);
            Number(line.Discount.Amount);
        }

        End();
        var amounts = order.Amounts;
        foreach (var amount in new[]
        {
            amounts.Items, amounts.Shipping, amounts.PlatformDiscount, amounts.ShopDiscount, amounts.Voucher, amounts.Points, amounts.Paid,
        })
            Number(amount.Amount);
        End();
        return fingerprint;

        void Part(string? text)
        {
            Text(text);
            End();
        }

        void Text(string? text)
        {
            Number(text?.Length ?? 0); // so that two texts cannot trade characters
            Encoding.UTF8.GetBytes(text ?? "", writer);
        }

        void Number(long number)
        {
            BinaryPrimitives.WriteInt64BigEndian(writer.GetSpan(sizeof(long)), number);
            writer.Advance(sizeof(long));
        }

        void End()
        {
            // a secret behind the text is key enough here
            Number(part);
            writer.Write(key);
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(writer.WrittenSpan, digest);
            digest[..PartLength].CopyTo(fingerprint.AsSpan(part++ * PartLength));
            writer.ResetWrittenCount();
        }
    }

    /// <summary>What an amendment may not change and would (R2.7); what it leaves out stays as it is.</summary>
    public static IReadOnlyList<string> Unamendable(ReadOnlySpan<byte> before, ReadOnlySpan<byte> said, OrderInput order)
    {
        var (customer, tracking) = (order.Customer, order.Attribution);
        string?[] given =
        [
            "", customer.Id, null, null, customer.DeviceId, tracking.ClickId, tracking.VisitorId, tracking.ReferralCode, order.PickupPoint,
                order.Source, null, null,
        ];
        var different = new List<string>();
        for (var i = 0; i < Parts.Length; i++)
        {
            if (given[i] is not null && (i == 0 || given[i]!.Length > 0) && !Part(before, i).SequenceEqual(Part(said, i)))
                different.Add(Parts[i]);
        }

        return different;
    }

    /// <summary>
    /// The fingerprint of an order after an amendment: lines and amounts as it says, e-mail and phone where it names a customer.
    /// </summary>
    public static byte[] Amended(ReadOnlySpan<byte> before, ReadOnlySpan<byte> said, OrderInput order)
    {
        var after = before.ToArray();
        for (var i = 0; i < Parts.Length; i++)
        {
            if (IsAmended(i, order))
                Part(said, i).CopyTo(after.AsSpan(i * PartLength));
        }

        return after;
    }

    /// <summary>Whether an amendment that is sent again says the same as the one that was taken in.</summary>
    public static bool SaysTheSame(ReadOnlySpan<byte> stored, ReadOnlySpan<byte> said, OrderInput order)
    {
        for (var i = 0; i < Parts.Length; i++)
        {
            if (IsAmended(i, order) && !Part(stored, i).SequenceEqual(Part(said, i)))
                return false;
        }

        return true;
    }

    /// <summary>Whether all fields in which two orders differ are such that an amendment may change them.</summary>
    public static bool CanBeAmended(IReadOnlyCollection<string> differences) => differences.All(Amendable.Contains);

    private static bool IsAmended(int part, OrderInput order) =>
        Amendable.Contains(Parts[part])
            && (order.Customer != OrderCustomer.Unknown || !Parts[part].StartsWith("customer", StringComparison.Ordinal));

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> fingerprint, int part) => fingerprint.Slice(part * PartLength, PartLength);

    /// <summary>The names of the fields in which two orders differ; none when they are the same.</summary>
    public static IReadOnlyList<string> Differences(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other))
            return [];

        var different = new List<string>();
        for (var i = 0; i < Parts.Length; i++)
        {
            if (!one.Slice(i * PartLength, PartLength).SequenceEqual(other.Slice(i * PartLength, PartLength)))
                different.Add(Parts[i]);
        }

        return different;
    }
}
