namespace Portal.Domain.Programs;

/// <summary>How a programme decided about an order: the contract's stable codes.</summary>
public static class Decisions
{
    public const string Credited = "credited";
    public const string NoClick = "no_click";
    public const string OutsideWindow = "outside_window";
    public const string BoundToAnotherPartner = "bound_to_another_partner";
    public const string SelfReferral = "self_referral";
    public const string ProgramInactive = "program_inactive";

    public static readonly IReadOnlyList<string> All =
        [Credited, NoClick, OutsideWindow, BoundToAnotherPartner, SelfReferral, ProgramInactive];
}
