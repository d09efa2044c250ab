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

    /// <summary>
    /// R1.5. Facts: <c>count</c>, <c>windowDays</c>, <c>latestAt</c> (the one that came nearest), <c>endedAt</c> (when its window ended).
    /// </summary>
    public const string ClicksOutsideWindow = "clicks_outside_window";

    /// <summary>R1.4, R1.7. Facts: <c>count</c>, <c>firstAt</c>, <c>lastAt</c>: of the clicks that could decide.</summary>
    public const string ClicksConsidered = "clicks_considered";

    /// <summary>
    /// R1.4. The last click moved the credit away from a partner whose click came before. Facts: <c>count</c> of clicks that it overtook,
    /// <c>overtakenAt</c> of the latest of them.
    /// </summary>
    public const string LaterClickTookOver = "later_click_took_over";

    /// <summary>
    /// R1.4. Facts: <c>clickedAt</c>, <c>placedAt</c>, and with a window <c>windowDays</c>, <c>endsAt</c>, <c>leftDays</c>,
    /// <c>leftHours</c>.
    /// </summary>
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

    /// <summary>
    /// R1.11. For the partner who had the order: a fact that was told late gives it to somebody else. Facts: <c>decidedAt</c>.
    /// </summary>
    public const string CreditMoved = "credit_moved";

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

    /// <summary>R2.6. Facts: <c>amount</c> that came back, <c>gross</c> before it, <c>reversed</c>, <c>standing</c>.</summary>
    public const string RewardReturnedInPart = "reward_returned_in_part";

    /// <summary>R2.6. Facts: <c>amount</c> that came back, <c>standing</c> value of the goods.</summary>
    public const string ValueReturnedInPart = "value_returned_in_part";

    /// <summary>R2.6. Facts: <c>amount</c> that came back, <c>base</c> that stands, <c>reversed</c>, <c>standing</c>.</summary>
    public const string SurchargeReturnedInPart = "surcharge_returned_in_part";

    /// <summary>R6.2. Facts: <c>gross</c>, <c>tax</c>, <c>net</c>, <c>rateBps</c>.</summary>
    public const string TaxWithheld = "tax_withheld";

    /// <summary>R6.3. The tax is due when it is paid. Facts: <c>rateBps</c>, <c>threshold</c>.</summary>
    public const string TaxAtPayment = "tax_at_payment";

    /// <summary>R6.3. No policy says how much. Facts: <c>day</c>.</summary>
    public const string TaxPolicyMissing = "tax_policy_missing";

    /// <summary>
    /// R5.2. The order names neither an account, a phone, an e-mail address nor a device, so nobody can say that its customer is new.
    /// </summary>
    public const string CustomerUnknown = "customer_unknown";

    /// <summary>R5.2. Neither the account nor the device has an earlier order.</summary>
    public const string CustomerIsNew = "customer_is_new";

    /// <summary>R5.2. Facts: <c>by</c>, some of <c>account</c>, <c>device</c>, comma-separated: what has an earlier order.</summary>
    public const string CustomerNotNew = "customer_not_new";

    /// <summary>R5.4, R5.5. The order names no device, so none can have been used before.</summary>
    public const string DeviceUnknown = "device_unknown";

    /// <summary>R5.4, R5.5. Nobody else used the device at the pickup point. Facts: <c>window</c>: <c>day</c> or <c>week</c>.</summary>
    public const string DeviceNotReused = "device_not_reused";

    /// <summary>
    /// R5.5. Another customer used the device at the pickup point. Facts: <c>window</c>, <c>count</c> of their orders, <c>usedAt</c> of
    /// the latest.
    /// </summary>
    public const string DeviceReusedSameDay = "device_reused_same_day";

    /// <summary>R5.4. As <see cref="DeviceReusedSameDay"/>, in the window that only makes the order not valid.</summary>
    public const string DeviceReusedSameWeek = "device_reused_same_week";

    /// <summary>R5.4. The programme does not ask for a pickup point.</summary>
    public const string PickupPointNotRequired = "pickup_point_not_required";

    /// <summary>R5.4. Facts: <c>pickupPoint</c>, the order's.</summary>
    public const string PickupPointMatches = "pickup_point_matches";

    /// <summary>R5.4. Facts: <c>pickupPoint</c>, the order's, where it names one.</summary>
    public const string WrongPickupPoint = "wrong_pickup_point";

    /// <summary>R5.4. Facts: <c>value</c>, <c>minimum</c>.</summary>
    public const string MinimumReached = "minimum_reached";

    /// <summary>R5.4. Facts: <c>value</c>, <c>minimum</c>.</summary>
    public const string BelowMinimum = "below_minimum";

    /// <summary>R5.6. Facts: <c>value</c>, <c>orders</c> that it is the sum of, <c>weekStartAt</c>.</summary>
    public const string WeeklyValue = "weekly_value";

    /// <summary>R5.7. Facts: <c>value</c>, <c>from</c> (the tier's start), <c>amount</c>.</summary>
    public const string TierReached = "tier_reached";

    /// <summary>R5.7. Facts: <c>value</c>, <c>from</c> of the lowest tier.</summary>
    public const string NoTierReached = "no_tier_reached";

    /// <summary>R7.4. Facts: <c>openedOn</c>, <c>fromAt</c>, <c>placedAt</c>.</summary>
    public const string SurchargeInForce = "surcharge_in_force";

    /// <summary>R7.4. Facts as <see cref="SurchargeInForce"/>.</summary>
    public const string BeforeSurcharge = "before_surcharge";

    /// <summary>R7.1.</summary>
    public const string IndividualOwner = "individual_owner";

    /// <summary>R7.6. Facts: <c>by</c>: <c>link</c> or <c>code</c>; with a link <c>clickedAt</c>.</summary>
    public const string IntroducedByOwner = "introduced_by_owner";

    /// <summary>R7.6. Neither the owner's own link nor their code.</summary>
    public const string IntroducedByPlatform = "introduced_by_platform";

    /// <summary>
    /// R7.6. An earlier order of the customer decided. Facts: <c>by</c>: <c>owner</c> or <c>platform</c>; <c>orderedAt</c>.
    /// </summary>
    public const string IntroducedEarlier = "introduced_earlier";

    /// <summary>R7.2. The platform's customer is charged from the first order on.</summary>
    public const string ChargedFromFirst = "charged_from_first";

    /// <summary>R7.2. The order does not say who its customer is, so it cannot be one of their first orders.</summary>
    public const string OrdersNotCountable = "orders_not_countable";

    /// <summary>R7.2. Facts: <c>number</c>, <c>of</c>.</summary>
    public const string FreeOrder = "free_order";

    /// <summary>R7.2. Facts: <c>of</c>.</summary>
    public const string FreeOrdersUsed = "free_orders_used";

    /// <summary>R7.3. Facts: <c>items</c>, <c>ownDiscount</c>, <c>platformDiscount</c>, <c>base</c>.</summary>
    public const string SurchargeBase = "surcharge_base";

    /// <summary>R7.3. Facts: <c>base</c>, <c>rateBps</c>, <c>surcharge</c>.</summary>
    public const string SurchargeAmount = "surcharge_amount";

    /// <summary>R8.6. A dispute was ruled: this partner brought the order. Facts: <c>dispute</c>, <c>ruledAt</c>.</summary>
    public const string RuledPartner = "ruled_partner";

    /// <summary>R8.6. The ruling changes nothing, since its partner is not in the programme. Facts as <see cref="RuledPartner"/>.</summary>
    public const string RuledPartnerNotInProgramme = "ruled_partner_not_in_programme";

    /// <summary>
    /// R8.6. A dispute was ruled: this is the base. Facts: <c>dispute</c>, <c>ruledAt</c>, <c>base</c>, <c>recorded</c> in its place.
    /// </summary>
    public const string RuledBase = "ruled_base";

    /// <summary>
    /// R7.6, R8.6. A dispute was ruled: who introduced the customer. Facts: <c>dispute</c>, <c>ruledAt</c>, <c>by</c>: <c>owner</c> or
    /// <c>platform</c>.
    /// </summary>
    public const string RuledSource = "ruled_source";

    /// <summary>
    /// R3.3. The order was cancelled before it was paid. Facts: <c>cancelledAt</c>. Said of the order as it stands, never stored.
    /// </summary>
    public const string RewardVoid = "reward_void";

    /// <summary>R3.3. The order was cancelled or returned after it was paid. Facts: <c>cancelledAt</c>.</summary>
    public const string RewardReversed = "reward_reversed";

    /// <summary>R7.5. As <see cref="RewardVoid"/>, of a surcharge.</summary>
    public const string SurchargeVoid = "surcharge_void";

    /// <summary>R7.5. As <see cref="RewardReversed"/>, of a surcharge.</summary>
    public const string SurchargeReversed = "surcharge_reversed";
}
