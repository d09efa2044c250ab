namespace Portal.Domain.Programs;

/// <summary>The stable codes of <see cref="RuleSentence"/>: the keys of the sentences in which people read a programme's rules.</summary>
public static class RuleCodes
{
    public const string LastClick = "last_click";
    public const string LastClickForGood = "last_click_for_good";
    public const string FirstBinding = "first_binding";
    public const string FirstBindingForGood = "first_binding_for_good";
    public const string AnyProduct = "any_product";
    public const string CodesUsed = "codes_used";
    public const string CodesNotUsed = "codes_not_used";
    public const string SelfReferralRefused = "self_referral_refused";
    public const string SelfReferralAllowed = "self_referral_allowed";
    public const string IdentityRequired = "identity_required";
    public const string IdentityNotRequired = "identity_not_required";
    public const string EarnedWhenPaid = "earned_when_paid";
    public const string RateOfAll = "rate_of_all";
    public const string RateOfCategory = "rate_of_category";
    public const string RateOfOthers = "rate_of_others";
    public const string RewardBase = "reward_base";
    public const string JoinAfterOrders = "join_after_orders";
    public const string JoinOpen = "join_open";
    public const string NewCustomersOnly = "new_customers_only";
    public const string MinimumOrder = "minimum_order";
    public const string NoMinimumOrder = "no_minimum_order";
    public const string PickupPointRequired = "pickup_point_required";
    public const string PickupPointFree = "pickup_point_free";
    public const string DeviceInvalidDay = "device_invalid_day";
    public const string DeviceInvalidWeek = "device_invalid_week";
    public const string DeviceNotValidDay = "device_not_valid_day";
    public const string DeviceNotValidWeek = "device_not_valid_week";
    public const string TierByOrder = "tier_by_order";
    public const string TierByWeek = "tier_by_week";
    public const string Tier = "tier";
    public const string TaxCalendarMonth = "tax_calendar_month";
    public const string TaxPerPayment = "tax_per_payment";
    public const string MinimumWithdrawal = "minimum_withdrawal";
    public const string NoMinimumWithdrawal = "no_minimum_withdrawal";
    public const string SurchargeRate = "surcharge_rate";
    public const string SurchargeBase = "surcharge_base";
    public const string IndividualOwner = "individual_owner";
    public const string ProfessionalOwner = "professional_owner";
    public const string FreeOrders = "free_orders";
    public const string NoFreeOrders = "no_free_orders";
    public const string IntroducedByOwner = "introduced_by_owner";
    public const string SurchargeFrom = "surcharge_from";
    public const string SurchargeWhenSuccessful = "surcharge_when_successful";
    public const string Points = "points";
    public const string NoPoints = "no_points";
    public const string TierStep = "tier_step";
    public const string NoTierSteps = "no_tier_steps";
    public const string SmsCareOnly = "sms_care_only";
    public const string SmsPromotions = "sms_promotions";
    public const string WinBack = "win_back";
}
