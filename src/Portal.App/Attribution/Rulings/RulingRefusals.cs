namespace Portal.App.Attribution.Rulings;

/// <summary>Why something cannot be ruled.</summary>
public static class RulingRefusals
{
    /// <summary>The partner takes part in no programme of the shop that could credit them.</summary>
    public const string PartnerNotInProgramme = "ruling_partner_not_in_programme";

    /// <summary>
    /// The shop has no programme that it would concern, the order names no customer, or there is nothing to be taken back.
    /// </summary>
    public const string ConcernsNothing = "ruling_concerns_nothing";
}
