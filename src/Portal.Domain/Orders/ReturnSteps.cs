using Portal.Domain.Common;

namespace Portal.Domain.Orders;

/// <summary>The steps of a decision that say what came back of the order, and what that leaves (R2.6).</summary>
internal static class ReturnSteps
{
    public static TraceStep Reward(Dong amount, Dong gross, Dong reversed) => TraceStep.Of("R2.6", TraceOutcomes.RewardReturnedInPart,
        ("amount", Invariant.Text(amount)), ("gross", Invariant.Text(gross)), ("reversed", Invariant.Text(reversed)),
        ("standing", Invariant.Text(gross - reversed)));

    public static TraceStep Value(Dong amount, Dong standing) => TraceStep.Of("R2.6", TraceOutcomes.ValueReturnedInPart,
        ("amount", Invariant.Text(amount)), ("standing", Invariant.Text(standing)));

    public static TraceStep Surcharge(Dong amount, Dong standing, Dong reversed, Dong surcharge) =>
        TraceStep.Of("R2.6", TraceOutcomes.SurchargeReturnedInPart,
            ("amount", Invariant.Text(amount)), ("base", Invariant.Text(standing)), ("reversed", Invariant.Text(reversed)),
            ("standing", Invariant.Text(surcharge)));
}
