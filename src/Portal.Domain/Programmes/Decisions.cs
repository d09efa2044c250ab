namespace Portal.Domain.Programmes;

/// <summary>How a programme decided about an order: the contract's stable codes.</summary>
public static class Decisions
{
    public const string Credited = "credited";
    public const string NoClick = "no_click";
    public const string OutsideWindow = "outside_window";
    public const string BoundToAnotherPartner = "bound_to_another_partner";
    public const string SelfReferral = "self_referral";
    public const string ProgramInactive = "program_inactive";

    /// <summary>R5.2.</summary>
    public const string NotNewCustomer = "not_new_customer";

    /// <summary>R5.5: an invalid order.</summary>
    public const string DeviceReusedSameDay = "device_reused_same_day";

    /// <summary>R5.4: not a valid order, and no more than that.</summary>
    public const string DeviceReusedSameWeek = "device_reused_same_week";

    /// <summary>R5.4.</summary>
    public const string WrongPickupPoint = "wrong_pickup_point";

    /// <summary>R5.4, R5.7.</summary>
    public const string BelowMinimum = "below_minimum";

    public static readonly IReadOnlyList<string> All =
    [
        Credited, NoClick, OutsideWindow, BoundToAnotherPartner, SelfReferral, ProgramInactive,
        NotNewCustomer, DeviceReusedSameDay, DeviceReusedSameWeek, WrongPickupPoint, BelowMinimum,
    ];
}
