using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.Tests.Shared.History;

/// <summary>What R5 says about an order of a partner: the code, and what they get.</summary>
internal sealed class ReferenceNewCustomer(ReferenceFacts facts)
{
    public (string Decision, long? Gross) Of(ReferenceOrder order, NewCustomerSettings settings, HistoryPartner partner, List<string> trace)
    {
        if (DeviceClash(order, settings) is { } clash)
        {
            trace.Add($"R5.4/R5.5 {clash.Code}: device also used in {clash.Other.ExternalId} of {clash.Other.PlacedAt:O} by {clash.Other.Person}");
            return (clash.Code, null);
        }

        if (WhyNotNew(order) is { } notNew)
        {
            trace.Add($"R5.2 {notNew}");
            return ("not_new_customer", null);
        }

        if (!IsAtPickupPoint(order, settings, partner))
        {
            trace.Add($"R5.4 pickup point {order.PickupPoint ?? "none"} is not {partner.PickupPoint ?? "none"}");
            return ("wrong_pickup_point", null);
        }

        var reached = settings.TierBasis == TierBasis.WeeklyValue ? WeeklyValue(order, settings, partner, trace) : order.Value;
        RewardTier? best = null;
        foreach (var tier in settings.Tiers)
        {
            if (reached >= tier.MinOrderValue.Amount && (best is null || tier.MinOrderValue > best.MinOrderValue))
                best = tier;
        }

        trace.Add($"R5.4 value {order.Value}, minimum {settings.MinOrderValue.Amount}; R5.7 {reached} reaches {(best is null ? "no tier" : $"the tier from {best.MinOrderValue.Amount}")}");
        if (order.Value < settings.MinOrderValue.Amount || best is null)
            return ("below_minimum", null);

        return ("credited", best.Amount.Amount);
    }

    /// <summary>R5.2: an order before this one, other than cancelled, of the same account or device.</summary>
    private string? WhyNotNew(ReferenceOrder order)
    {
        if (order.Account is null && order.Device is null)
            return "nobody is named, so nobody is shown to be new";

        foreach (var other in facts.SameAccount(order).Concat(facts.SameDevice(order)))
        {
            if (other.State.Stands && other.IsBefore(order))
                return $"not new since {other.ExternalId} of {other.PlacedAt:O}";
        }

        return null;
    }

    private (string Code, ReferenceOrder Other)? DeviceClash(ReferenceOrder order, NewCustomerSettings settings)
    {
        foreach (var (code, window) in new[] { ("device_reused_same_day", settings.DeviceInvalidWindow),
            ("device_reused_same_week", settings.DeviceValidWindow) })
        {
            var day = LocalCalendar.Day(order.PlacedAt);
            var period = window == DeviceWindow.Day ? LocalCalendar.DayPeriod(day) : LocalCalendar.WeekPeriod(day);
            foreach (var other in facts.SameDevice(order))
            {
                if (other.State.Stands && other.IsBefore(order) && other.Person != order.Person
                    && other.PickupPoint == order.PickupPoint && period.Contains(other.PlacedAt))
                    return (code, other);
            }
        }

        return null;
    }

    private static bool IsAtPickupPoint(ReferenceOrder order, NewCustomerSettings settings, HistoryPartner partner) =>
        !settings.RequirePickupPoint || (partner.PickupPoint is not null && partner.PickupPoint == order.PickupPoint);

    /// <summary>R5.6: the person's valid orders of the local week, and this order in any case.</summary>
    private long WeeklyValue(ReferenceOrder order, NewCustomerSettings settings, HistoryPartner partner, List<string> trace)
    {
        var week = LocalCalendar.WeekPeriod(LocalCalendar.Day(order.PlacedAt));
        var sum = order.Value;
        foreach (var other in facts.SamePerson(order))
        {
            var valid = other != order
                && week.Contains(other.PlacedAt)
                && other.State.Status == Portal.Domain.Orders.OrderStatus.Successful
                && other.Value >= settings.MinOrderValue.Amount
                && IsAtPickupPoint(other, settings, partner)
                && DeviceClash(other, settings) is null;
            if (!valid)
                continue;

            trace.Add($"R5.6 {other.ExternalId} adds {other.Value}");
            sum += other.Value;
        }

        return sum;
    }
}
