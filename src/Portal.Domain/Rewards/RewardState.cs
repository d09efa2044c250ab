namespace Portal.Domain.Rewards;

/// <summary>
/// Pending while the order waits; earned when the payment is confirmed; void when it was cancelled before it was earned;
/// reversed when it was cancelled or returned afterwards (R3.3).
/// </summary>
public enum RewardState
{
    Pending,
    Earned,
    Void,
    Reversed,
}
