using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Portal.App.Security;
using Portal.Domain.Orders;

namespace Portal.App.Orders;

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
