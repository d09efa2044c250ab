using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Rewards;
using Portal.Domain.Tracking;

namespace Portal.Domain.Programmes;

/// <summary>
/// An order of the same device or of the same person in the local week of the order that is decided about, that order itself
/// included. It stands unless it was cancelled before it was ever paid: what was paid once has happened.
/// </summary>
/// <param name="Customer">The pair of phone and device (R5.2), as a keyed hash in text; empty where the order names nobody.</param>
/// <param name="SameDevice">Whether it came from the device of the order that is decided about.</param>
/// <param name="Value">What the customer spent on goods (R5.6), see <see cref="NewCustomer.ValueOf"/>.</param>
/// <param name="IsPaid">Paid and not cancelled.</param>
public sealed record WeekOrderFact(
    OrderPosition Position, string Customer, bool SameDevice, string? PickupPoint, Dong Value, bool IsPaid, bool Stands);

/// <summary>What the programme must know of an order's customer besides who brought them.</summary>
/// <param name="Position">The order's place in time.</param>
/// <param name="Customer">As in <see cref="WeekOrderFact"/>.</param>
/// <param name="NamesSomebody">Whether the order names an account, an e-mail address, a phone or a device.</param>
/// <param name="HasDevice">Whether it names a device.</param>
/// <param name="AccountOrderedBefore">Whether the account has an earlier order that stands, in the shop's whole history.</param>
/// <param name="DeviceOrderedBefore">The same for the device.</param>
/// <param name="Week">Orders of the device, or of the person where there is no device, in the order's local week.</param>
public sealed record NewCustomerFacts(
    OrderPosition Position,
    string Customer,
    bool NamesSomebody,
    bool HasDevice,
    bool AccountOrderedBefore,
    bool DeviceOrderedBefore,
    string? PickupPoint,
    IReadOnlyCollection<WeekOrderFact> Week);

/// <summary>
/// The programme "Thưởng khách hàng mới" (R5): who brought the customer, whether they are new, whether the order is a valid one,
/// and the tier that it reaches. Every test is made and told, also when an earlier one has already decided.
/// </summary>
public static class NewCustomer
{
    /// <summary>R5.6: what the customer spent on goods, points and vouchers included, without shipping, what was discounted
    /// and what came back (R2.6).</summary>
    public static Dong ValueOf(OrderAmounts amounts, Dong returned = default) => amounts.Items - amounts.OrderDiscounts - returned;

    /// <param name="programmeId">The programme that decides.</param>
    /// <param name="versions">Its versions; settings of another template are a bug.</param>
    /// <param name="order">An order that <see cref="OrderCheck"/> let through.</param>
    /// <param name="customer">What is known of its customer.</param>
    public static RewardDecision Decide(
        Guid programmeId, IEnumerable<ProgrammeVersionFact> versions, OrderFacts order, NewCustomerFacts customer)
    {
        if (VersionChoice.InForce(versions, order.PlacedAt) is not { } version)
            return RewardDecision.Nothing(Decisions.ProgramInactive, null, [DecisionSteps.Inactive(order.PlacedAt)]);

        var settings = (NewCustomerSettings)version.Settings;
        var attribution = DecisionSteps.Attribute(programmeId, settings, order);
        List<TraceStep> trace = [DecisionSteps.InForce(version, order.PlacedAt), .. attribution.Trace];
        if (attribution.PartnerId is not { } partner)
            return RewardDecision.Nothing(attribution.Decision, version.Id, trace, attribution.CandidateId, attribution.ClickId);

        var tests = new Tests(settings, order, customer, order.Partners[partner].PickupPoint, trace);
        var refused = tests.Run(out var tier);
        if (refused is not null)
            return RewardDecision.Nothing(refused, version.Id, trace, partner, attribution.ClickId) with { BroughtBy = partner };

        var reversed = tests.Before(tier!) - tier!.Amount;
        if (reversed != Dong.Zero)
            trace.Add(ReturnSteps.Reward(order.Returned.Amount, tier.Amount + reversed, reversed));
        var (withheld, step) = DecisionSteps.Withhold(tier.Amount, settings, order);
        trace.Add(step);
        return new RewardDecision(
            attribution.Decision, partner, null, attribution.ClickId, version.Id, trace, [], withheld.Gross, withheld.Tax, withheld.Net)
        {
            BroughtBy = partner,
            Reversed = reversed,
            ReversedTax = DecisionSteps.TaxOf(tier.Amount + reversed, settings, order) - withheld.Tax,
        };
    }

    private sealed class Tests(
        NewCustomerSettings settings, OrderFacts order, NewCustomerFacts customer, string? partnersPoint, List<TraceStep> trace)
    {
        private readonly RulingFact? ruled = order.Rulings.OnRewardBase();
        private readonly Dong recorded = ValueOf(order.Amounts);
        private Dong returned;
        private Dong value;
        private Dong reaching;

        /// <summary>The code of the first test that failed, or null and the tier that was reached.</summary>
        public string? Run(out RewardTier? tier)
        {
            var worth = ruled?.Base ?? recorded;
            returned = ruled is null ? order.Returned.Amount : RuledBase.PartOf(order.Returned.Amount, recorded, worth);
            value = worth - returned;
            if (ruled is not null)
                trace.Add(RuledBase.Step(ruled, recorded));
            if (order.Returned.Any)
                trace.Add(ReturnSteps.Value(order.Returned.Amount, value));
            var refusals = new[] { Device(), Newness(), Pickup(), Minimum() };
            tier = Tier(out var noTier);
            return refusals.Append(noTier).FirstOrDefault(refusal => refusal is not null);
        }

        /// <summary>What the tier would pay if nothing had come back.</summary>
        public Dong Before(RewardTier tier) =>
            (settings.Tiers.LastOrDefault(one => one.MinOrderValue <= reaching + returned) ?? tier).Amount;

        private string? Device()
        {
            if (!customer.HasDevice)
            {
                Say("R5.4", TraceOutcomes.DeviceUnknown);
                return null;
            }

            // R5.5 goes before R5.4: what is invalid is told as such, also when it is not valid either
            return Clash("R5.5", settings.DeviceInvalidWindow, TraceOutcomes.DeviceReusedSameDay, Decisions.DeviceReusedSameDay)
                ?? Clash("R5.4", settings.DeviceValidWindow, TraceOutcomes.DeviceReusedSameWeek, Decisions.DeviceReusedSameWeek);
        }

        private string? Clash(string rule, DeviceWindow window, string outcome, string decision)
        {
            var others = Clashes(customer.Position, customer.Customer, customer.PickupPoint, window).ToList();
            if (others.Count == 0)
            {
                Say(rule, TraceOutcomes.DeviceNotReused, ("window", SettingsReader.Name(window)));
                return null;
            }

            Say(rule, outcome,
                ("window", SettingsReader.Name(window)),
                ("count", Invariant.Text(others.Count)),
                ("usedAt", Invariant.Text(others.Max(other => other.Position.PlacedAt))));
            return decision;
        }

        /// <summary>Earlier uses of the device by somebody else at the same pickup point in the window (R5.4, R5.5).</summary>
        private IEnumerable<WeekOrderFact> Clashes(OrderPosition position, string person, string? pickupPoint, DeviceWindow window)
        {
            var day = LocalCalendar.Day(position.PlacedAt);
            var period = window == DeviceWindow.Day ? LocalCalendar.DayPeriod(day) : LocalCalendar.WeekPeriod(day);
            return customer.Week.Where(other => other.SameDevice
                && other.Stands
                && other.Position < position
                && period.Contains(other.Position.PlacedAt)
                && other.Customer != person
                && other.PickupPoint == pickupPoint);
        }

        private string? Newness()
        {
            if (!customer.NamesSomebody)
            {
                Say("R5.2", TraceOutcomes.CustomerUnknown);
                return Decisions.NotNewCustomer;
            }

            string[] known = [.. customer.AccountOrderedBefore ? ["account"] : Array.Empty<string>(), .. customer.DeviceOrderedBefore
                ? ["device"] : Array.Empty<string>()];
            if (known.Length == 0)
            {
                Say("R5.2", TraceOutcomes.CustomerIsNew);
                return null;
            }

            Say("R5.2", TraceOutcomes.CustomerNotNew, ("by", string.Join(',', known)));
            return Decisions.NotNewCustomer;
        }

        private string? Pickup()
        {
            if (!settings.RequirePickupPoint)
            {
                Say("R5.4", TraceOutcomes.PickupPointNotRequired);
                return null;
            }

            var fits = PickupFits(customer.PickupPoint);
            Say("R5.4", fits ? TraceOutcomes.PickupPointMatches : TraceOutcomes.WrongPickupPoint,
                ("pickupPoint", customer.PickupPoint ?? ""));
            return fits ? null : Decisions.WrongPickupPoint;
        }

        private bool PickupFits(string? pickupPoint) =>
            !settings.RequirePickupPoint
                || (partnersPoint is not null && string.Equals(pickupPoint, partnersPoint, StringComparison.OrdinalIgnoreCase));

        private string? Minimum()
        {
            var reached = value >= settings.MinOrderValue;
            Say("R5.4", reached ? TraceOutcomes.MinimumReached : TraceOutcomes.BelowMinimum,
                ("value", Invariant.Text(value)), ("minimum", Invariant.Text(settings.MinOrderValue)));
            return reached ? null : Decisions.BelowMinimum;
        }

        /// <summary>R5.7: the highest tier that is reached.</summary>
        private RewardTier? Tier(out string? refusal)
        {
            reaching = settings.TierBasis == TierBasis.WeeklyValue ? WeeklyValue() : value;
            var tier = settings.Tiers.LastOrDefault(tier => tier.MinOrderValue <= reaching);
            refusal = tier is null ? Decisions.BelowMinimum : null;
            if (tier is null)
                Say("R5.7", TraceOutcomes.NoTierReached, ("value", Invariant.Text(reaching)),
                    ("from", Invariant.Text(settings.Tiers[0].MinOrderValue)));
            else
                Say("R5.7", TraceOutcomes.TierReached, ("value", Invariant.Text(reaching)), ("from", Invariant.Text(tier.MinOrderValue)),
                    ("amount", Invariant.Text(tier.Amount)));
            return tier;
        }

        /// <summary>R5.6, with the order itself: as long as it is not paid, its reward waits for that anyway.</summary>
        private Dong WeeklyValue()
        {
            var others = customer.Week
                .Where(other => other.Customer == customer.Customer && other.Position != customer.Position && IsValid(other))
                .ToList();
            var sum = others.Aggregate(value, (running, other) => running + other.Value);
            Say("R5.6", TraceOutcomes.WeeklyValue,
                ("value", Invariant.Text(sum)),
                ("orders", Invariant.Text(others.Count + 1)),
                ("weekStartAt", Invariant.Text(LocalCalendar.WeekPeriod(LocalCalendar.Day(customer.Position.PlacedAt)).Start)));
            return sum;
        }

        private bool IsValid(WeekOrderFact other) => other.IsPaid
            && other.Value >= settings.MinOrderValue
            && PickupFits(other.PickupPoint)
            && !Clashes(other.Position, other.Customer, other.PickupPoint, settings.DeviceInvalidWindow).Any()
            && !Clashes(other.Position, other.Customer, other.PickupPoint, settings.DeviceValidWindow).Any();

        private void Say(string rule, string outcome, params (string, string)[] told) => trace.Add(TraceStep.Of(rule, outcome, told));
    }
}
