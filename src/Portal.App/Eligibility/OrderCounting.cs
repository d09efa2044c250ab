using Portal.App.Orders.Intake;

namespace Portal.App.Eligibility;

/// <summary>R4.2–R4.4: the accounts of refer-a-friend programmes follow the orders that come in and move.</summary>
internal sealed class OrderCounting(EligibilityWriter eligibility) : IOrderStep
{
    OrderStepRun IOrderStep.Begin(IntakeTransaction intake) => new Run(eligibility, intake);

    private sealed class Run(EligibilityWriter eligibility, IntakeTransaction intake) : OrderStepRun
    {
        public override Task EndAsync(CancellationToken cancellationToken) => eligibility.ApplyAsync(
            intake.Db, [.. intake.Orders, .. intake.Moved, .. intake.Former], intake.Programmes, intake.Now, cancellationToken);
    }
}
