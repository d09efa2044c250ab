using Portal.Domain.Orders;

namespace Portal.Domain.Surcharges;

/// <summary>What became of an order's surcharge: the contract's stable codes.</summary>
public static class SurchargeDecisions
{
    public const string Charged = "charged";
    public const string FreeOrder = "free_order";

    /// <summary>R7.4: placed before surcharges were in force.</summary>
    public const string BeforeProgram = "before_program";

    public const string Pending = "pending";

    /// <summary>Cancelled before it was paid.</summary>
    public const string Void = "void";

    /// <summary>Cancelled or returned after it was paid (R7.5).</summary>
    public const string Reversed = "reversed";

    public static readonly IReadOnlyList<string> All = [Charged, FreeOrder, BeforeProgram, Pending, Void, Reversed];

    /// <summary>As it stands: what was decided counts once the order is successful (R7.5).</summary>
    /// <param name="decided">One of <see cref="Charged"/>, <see cref="FreeOrder"/>, <see cref="BeforeProgram"/>.</param>
    public static string Of(string decided, OrderStatus status, DateTimeOffset? earnedAt) => status switch
    {
        _ when decided == BeforeProgram => BeforeProgram,
        OrderStatus.Pending => Pending,
        OrderStatus.Cancelled => earnedAt is null ? Void : Reversed,
        _ => decided,
    };
}
