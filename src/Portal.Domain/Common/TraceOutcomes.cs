namespace Portal.Domain.Common;

/// <summary>
/// Everything that a step of a trace can say, as stable codes: the keys of the sentences that people read. Facts never name
/// a partner, a customer or somebody else's code, because the loser of a decision may read them too. Facts that end in
/// <c>At</c> are instants in ISO 8601 UTC, amounts are đồng in digits, rates are basis points.
/// </summary>
public static class TraceOutcomes
{
    /// <summary>R1.3. The order names a click that the portal does not have.</summary>
    public const string ClickNotFound = "click_not_found";

    /// <summary>R1.1. Facts: <c>count</c>.</summary>
    public const string BotClicksSetAside = "bot_clicks_set_aside";

    /// <summary>R1.4. Clicks on links of the shop itself, or of partners who are not in the programme. Facts: <c>count</c>.</summary>
    public const string ClicksWithoutPartnerSetAside = "clicks_without_partner_set_aside";

    /// <summary>R1.5. Facts: <c>count</c>, <c>placedAt</c>.</summary>
    public const string ClicksAfterOrderSetAside = "clicks_after_order_set_aside";

    /// <summary>R1.5. Facts: <c>count</c>, <c>windowDays</c>, <c>latestAt</c> (the one that came nearest), <c>endedAt</c> (when its window ended).</summary>
    public const string ClicksOutsideWindow = "clicks_outside_window";

    /// <summary>R1.4, R1.7. Facts: <c>count</c>, <c>firstAt</c>, <c>lastAt</c>: of the clicks that could decide.</summary>
    public const string ClicksConsidered = "clicks_considered";

    /// <summary>R1.4. The last click moved the credit away from a partner whose click came before. Facts: <c>count</c> of clicks that it overtook, <c>overtakenAt</c> of the latest of them.</summary>
    public const string LaterClickTookOver = "later_click_took_over";

    /// <summary>R1.4. Facts: <c>clickedAt</c>, <c>placedAt</c>, and with a window <c>windowDays</c>, <c>endsAt</c>, <c>leftDays</c>, <c>leftHours</c>.</summary>
    public const string LastClickWins = "last_click_wins";

    /// <summary>R1.7. Facts as <see cref="LastClickWins"/>.</summary>
    public const string FirstClickBinds = "first_click_binds";

    /// <summary>R1.7. The typed code binds the customer. Facts: <c>placedAt</c>.</summary>
    public const string CodeBinds = "code_binds";

    /// <summary>R1.7. Facts: <c>boundAt</c>.</summary>
    public const string AlreadyBound = "already_bound";

    /// <summary>R1.7. A later click or code of a partner other than the one that the customer is bound to. Facts: <c>boundAt</c>.</summary>
    public const string BoundToAnotherPartner = "bound_to_another_partner";

    /// <summary>R1.7. The partner that the customer is bound to has left the programme. Facts: <c>boundAt</c>.</summary>
    public const string BoundPartnerNotInProgramme = "bound_partner_not_in_programme";

    /// <summary>R1.4. No click of the customer on a link of the programme.</summary>
    public const string NoClick = "no_click";

    /// <summary>R1.5. Clicks there are, but none inside the window.</summary>
    public const string OutsideWindow = "outside_window";

    /// <summary>R1.8. A code was typed, but the programme does not use codes.</summary>
    public const string CodesNotUsed = "codes_not_used";

    /// <summary>R1.8. Nobody has the code that was typed. Facts: <c>code</c>.</summary>
    public const string CodeUnknown = "code_unknown";

    /// <summary>R1.8. The code's partner is not in the programme.</summary>
    public const string CodeNotInProgramme = "code_not_in_programme";

    /// <summary>R1.8. A typed code decides; there was no click to beat.</summary>
    public const string CodeDecides = "code_decides";

    /// <summary>R1.8. Facts: <c>count</c> of the clicks that it beat.</summary>
    public const string CodeBeatsClick = "code_beats_click";

    /// <summary>R1.9. Facts: <c>matched</c>, some of <c>account</c>, <c>phone</c>, <c>email</c>, comma-separated.</summary>
    public const string SelfReferral = "self_referral";

    /// <summary>R1.9. As <see cref="SelfReferral"/>, where the programme allows it.</summary>
    public const string SelfReferralAllowed = "self_referral_allowed";

    /// <summary>R10.1. Facts: <c>version</c>, <c>effectiveFromAt</c>, <c>placedAt</c>.</summary>
    public const string VersionInForce = "version_in_force";

    /// <summary>R10.1. No version of the programme was in force. Facts: <c>placedAt</c>.</summary>
    public const string ProgramInactive = "program_inactive";

    /// <summary>R3.2. Facts: <c>discount</c> of the order, <c>lines</c> that bear it.</summary>
    public const string DiscountShared = "discount_shared";

    /// <summary>R3.2. Facts: <c>category</c>, <c>lines</c>, <c>base</c>, <c>rateBps</c>, <c>reward</c>.</summary>
    public const string CategoryRate = "category_rate";

    /// <summary>R3.2. Facts: <c>lines</c>, <c>base</c>, <c>rateBps</c>, <c>reward</c>.</summary>
    public const string DefaultRate = "default_rate";

    /// <summary>R3.2. Facts: <c>gross</c>.</summary>
    public const string RewardTotal = "reward_total";

    /// <summary>R6.2. Facts: <c>gross</c>, <c>tax</c>, <c>net</c>, <c>rateBps</c>.</summary>
    public const string TaxWithheld = "tax_withheld";
}
