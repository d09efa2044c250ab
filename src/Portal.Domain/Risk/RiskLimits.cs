namespace Portal.Domain.Risk;

/// <summary>From when on something stands out.</summary>
/// <param name="MinFromClick">An order that was placed sooner after its click is impossible; zero for never.</param>
/// <param name="WeekClashes">Whether a device clash that only spoils the week counts as well (R5.5 says that it does not).</param>
public sealed record RiskLimits(TimeSpan MinFromClick, bool WeekClashes);
