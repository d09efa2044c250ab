namespace Portal.App.Attribution.Rewards;

/// <summary>A partner's reward that is not to be paid for now. Who holds it, and why, does not stand here.</summary>
internal sealed class HeldReward
{
    public required Guid OrderId { get; init; }

    public required Guid ProgrammeId { get; init; }

    public required Guid PartnerId { get; init; }
}
