using System.Globalization;
using Portal.Domain.Orders;

namespace Portal.Tests.Shared.History;

/// <summary>What happens to an order after it was placed, in every way that R2 speaks of.</summary>
internal static class HistoryFate
{
    public static List<OrderEventInput> Of(Random random, DateTimeOffset placedAt)
    {
        var events = new List<OrderEventInput>();
        var at = placedAt;
        switch (random.Next(100))
        {
            case < 10:
                break;
            case < 45:
                Happens(OrderEventType.Paid);
                if (random.Next(2) == 0)
                    Happens(OrderEventType.Delivered);
                break;
            case < 55:
                Happens(OrderEventType.Delivered);
                Happens(OrderEventType.Paid);
                break;
            case < 67:
                Happens(OrderEventType.Cancelled);
                break;
            case < 73:
                Happens(OrderEventType.Paid);
                Happens(OrderEventType.Cancelled);
                break;
            case < 82:
                Happens(OrderEventType.Paid);
                Happens(OrderEventType.Delivered);
                Happens(OrderEventType.Returned);
                break;
            case < 85:
                Happens(OrderEventType.Cancelled);
                Happens(OrderEventType.Paid);
                break;
            case < 89:
                Happens(OrderEventType.Cancelled);
                Happens(OrderEventType.Paid);
                if (random.Next(2) == 0)
                    Happens(OrderEventType.Delivered);
                Happens(OrderEventType.Reinstated);
                if (random.Next(3) == 0)
                    Happens(OrderEventType.Returned);
                break;
            case < 94:
                Happens(OrderEventType.Paid);
                Happens(OrderEventType.Cancelled);
                Happens(OrderEventType.Reinstated);
                if (random.Next(3) > 0)
                    Happens(OrderEventType.Paid);
                break;
            case < 96:
                AtOnce(OrderEventType.Cancelled, OrderEventType.Paid);
                break;
            case < 97:
                Happens(OrderEventType.Paid);
                AtOnce(OrderEventType.Reinstated, OrderEventType.Cancelled, OrderEventType.Delivered);
                break;
            case < 98:
                Happens(OrderEventType.Returned);
                break;
            case < 99:
                Happens(OrderEventType.Paid);
                AtOnce(OrderEventType.Paid, OrderEventType.Cancelled, OrderEventType.Returned);
                break;
            default:
                Happens(OrderEventType.Reinstated);
                Happens(OrderEventType.Paid);
                break;
        }

        return events;

        void Happens(OrderEventType type)
        {
            at += random.Next(20) == 0 ? TimeSpan.Zero : Pause(random);
            Add(type);
        }

        void AtOnce(params OrderEventType[] types)
        {
            at += Pause(random);
            foreach (var type in types)
                Add(type);
        }

        void Add(OrderEventType type) => events.Add(new OrderEventInput(
            // ids in no relation to time
            $"e{random.Next(100).ToString("00", CultureInfo.InvariantCulture)}-{events.Count}",
            type,
            type switch
            {
                OrderEventType.Cancelled => CancellationReasons.All[random.Next(CancellationReasons.All.Count)],
                OrderEventType.Reinstated => "hủy nhầm",
                _ => null,
            },
            "ghi chú",
            at));
    }

    /// <summary>From a second to about three weeks, as often short as long.</summary>
    private static TimeSpan Pause(Random random) => TimeSpan.FromSeconds(Math.Floor(Math.Exp(random.NextDouble() * 14.4)));
}
