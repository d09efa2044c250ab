using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.Tests.Shared.History;

/// <summary>
/// What the rule book says about every order in every programme of its shop, read sentence by sentence over the full list of
/// facts. Slow on purpose: whoever reads it beside docs/rules.md must see that it is right.
/// </summary>
public static class Reference
{
    /// <summary>
    /// The line of a trace that says that the customer was led here by another partner than the one to whom they are bound.
    /// </summary>
    public const string LedByAnother = "R1.7 that is another partner, who gets nothing";

    public static IReadOnlyList<DecidedOrder> Decide(HistoryFacts history)
    {
        var facts = new ReferenceFacts(history);
        var attribution = new ReferenceAttribution(facts);
        var newCustomer = new ReferenceNewCustomer(facts);
        var rental = new ReferenceRental(facts);
        var decided = new List<DecidedOrder>();
        foreach (var order in facts.Orders)
        {
            foreach (var programme in history.Programmes)
            {
                if (programme.Shop == order.Shop)
                    decided.Add(Decide(order, programme, attribution, newCustomer, rental));
            }
        }

        return decided;
    }

    private static DecidedOrder Decide(
        ReferenceOrder order, HistoryProgramme programme, ReferenceAttribution attribution, ReferenceNewCustomer newCustomer,
        ReferenceRental rental)
    {
        var trace = new List<string> { $"placed {order.PlacedAt:O}, {order.State.Status}{(order.State.WasPaid ? ", was paid" : "")}; account {order.Account ?? "-"}; person {order.Person ?? "-"}" };
        var version = ReferenceFacts.VersionOf(order, programme);
        if (version is null)
        {
            trace.Add("R10.1 no version in force");
            return Nobody("program_inactive", null);
        }

        if (version.Settings is RentalSurchargeSettings surcharge)
            return rental.Of(order, programme, version, surcharge, trace);

        var settings = (RewardingSettings)version.Settings;
        var answer = attribution.Of(order, programme, settings, trace);
        if (answer.Partner is not { } partner)
            return Nobody(answer.Refused!, answer.Click);

        var (decision, gross) = settings switch
        {
            NewCustomerSettings once => newCustomer.Of(order, once, partner, trace),
            ShopAffiliateSettings shop => ("credited", ReferenceShares.OfLines(order, shop.Rates, trace)),
            ReferAFriendSettings friend => ("credited", (long?)ReferenceShares.OfLines(order, friend.Rates, trace)),
            _ => throw new NotSupportedException($"{settings.Template} decides about no order."),
        };
        if (gross is not { } amount)
            return Nobody(decision, answer.Click);

        // R6.2
        var tax = ReferenceShares.Of(amount, 1000);
        return Nobody(decision, answer.Click) with
        {
            Partner = partner.Code,
            Gross = amount,
            Tax = tax,
            Net = amount - tax,
            RewardState = StateOf(order.State),
        };

        DecidedOrder Nobody(string code, HistoryClick? click) =>
            new(order.Shop, order.ExternalId, programme.Code, code, null, null, null, null, null, null, trace)
            {
                Version = version?.Number,
                Click = click?.Number
            };
    }

    /// <summary>R3.3.</summary>
    private static string StateOf(FoldedOrder state) => state switch
    {
        { Status: OrderStatus.Pending } => "pending",
        { Status: OrderStatus.Successful } => "earned",
        { WasPaid: false } => "void",
        _ => "reversed",
    };
}
