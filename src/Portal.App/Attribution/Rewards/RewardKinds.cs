using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Rewards;

/// <summary>What a reward is for, as the contract writes it.</summary>
public static class RewardKinds
{
    /// <summary>A share of what was bought (R3.2).</summary>
    public const string Order = "order";

    /// <summary>A new customer's first order (R5.3).</summary>
    public const string NewCustomer = "new_customer";

    internal static string Of(ProgrammeTemplate template) => template == ProgrammeTemplate.NewCustomer ? NewCustomer : Order;
}
