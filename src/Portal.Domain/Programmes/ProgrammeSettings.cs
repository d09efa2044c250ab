using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Tax;

namespace Portal.Domain.Programmes;

/// <summary>Which of a customer's partners an order belongs to: the last one (R1.4) or the first one, for good (R1.7).</summary>
public enum AttributionModel
{
    LastClick,
    FirstBinding,
}

/// <summary>How long a device stays used at a pickup point: the local day or the local week (R5.4, R5.5).</summary>
public enum DeviceWindow
{
    Day,
    Week,
}

/// <summary>What a tier of the new-customer reward is reached by (R5.7).</summary>
public enum TierBasis
{
    /// <summary>The value of the order itself.</summary>
    OrderValue,

    /// <summary>What the customer bought in the order's week (R5.6).</summary>
    WeeklyValue,
}

/// <summary>How a count is compared with its threshold (R4.2): the source says both "từ 3 lần trở lên" and "trên 3 lần".</summary>
public enum ThresholdOperator
{
    /// <summary>The threshold itself is enough.</summary>
    AtLeast,

    /// <summary>One more than the threshold is needed.</summary>
    MoreThan,
}

/// <summary>
/// What a version of a programme decides by. Immutable, always filled completely: what an organiser does not set is the
/// template's default, so that an old version never changes when a default does (R10.1, R10.2).
/// </summary>
public abstract record ProgrammeSettings
{
    public abstract ProgrammeTemplate Template { get; }

    public static ProgrammeSettings Defaults(ProgrammeTemplate template) => template switch
    {
        ProgrammeTemplate.ShopAffiliate => new ShopAffiliateSettings(),
        ProgrammeTemplate.ReferAFriend => new ReferAFriendSettings(),
        ProgrammeTemplate.NewCustomer => new NewCustomerSettings(),
        ProgrammeTemplate.RentalSurcharge => new RentalSurchargeSettings(),
        ProgrammeTemplate.Loyalty => new LoyaltySettings(),
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "No such template."),
    };
}

/// <summary>What the programmes have in common whose decisions can be disputed (R8).</summary>
public abstract record DisputableSettings : ProgrammeSettings
{
    /// <summary>What becomes of a dispute that nobody answers by its due date (R8.8).</summary>
    public UnansweredDispute UnansweredDispute { get; init; }
}

/// <summary>What the programmes that reward a partner have in common.</summary>
public abstract record RewardingSettings : DisputableSettings
{
    public AttributionModel Attribution { get; init; }

    public bool AllowCodes { get; init; } = true;

    public bool AllowSelfReferral { get; init; }

    public bool IdentityGate { get; init; } = true;

    /// <summary>By which basis tax is withheld; the dated policies of this basis say how much (R6.3).</summary>
    public TaxBasis TaxPolicy { get; init; }

    public Dong MinimumWithdrawal { get; init; } = new(200_000);

    /// <summary>How long a click lasts (R1.5); none where a click does not age, as it does not when it binds for good.</summary>
    public virtual int? Window => null;
}

/// <summary>What the programmes have in common that pay a share of each order, by category (R3.2).</summary>
public abstract record SalesShareSettings : RewardingSettings
{
    public int WindowDays { get; init; }

    public Rates Rates { get; init; } = new();

    public override int? Window => WindowDays;
}

/// <summary>R3.</summary>
public sealed record ShopAffiliateSettings : SalesShareSettings
{
    public ShopAffiliateSettings()
    {
        WindowDays = 30;
        AllowCodes = false;
    }

    public override ProgrammeTemplate Template => ProgrammeTemplate.ShopAffiliate;
}

/// <summary>R4.</summary>
public sealed record ReferAFriendSettings : SalesShareSettings
{
    public ReferAFriendSettings() => WindowDays = 7;

    public override ProgrammeTemplate Template => ProgrammeTemplate.ReferAFriend;

    public int MinSuccessfulOrders { get; init; } = 3;

    public ThresholdOperator MinSuccessfulOrdersOperator { get; init; }

    /// <summary>How many successful orders open the programme (R4.2).</summary>
    public int OrdersNeeded => MinSuccessfulOrdersOperator == ThresholdOperator.MoreThan ? MinSuccessfulOrders + 1 : MinSuccessfulOrders;
}

/// <summary>R5.</summary>
public sealed record NewCustomerSettings : RewardingSettings
{
    public NewCustomerSettings() => Attribution = AttributionModel.FirstBinding;

    public override ProgrammeTemplate Template => ProgrammeTemplate.NewCustomer;

    /// <summary>Rising by <see cref="RewardTier.MinOrderValue"/>; the highest that is reached pays (R5.7).</summary>
    public IReadOnlyList<RewardTier> Tiers { get; init; } = [new(Dong.Zero, new Dong(20_000))];

    /// <summary>The value that <see cref="Tiers"/> are compared with.</summary>
    public TierBasis TierBasis { get; init; }

    public Dong MinOrderValue { get; init; }

    public bool RequirePickupPoint { get; init; } = true;

    public DeviceWindow DeviceInvalidWindow { get; init; } = DeviceWindow.Day;

    public DeviceWindow DeviceValidWindow { get; init; } = DeviceWindow.Week;
}

/// <summary>R7.</summary>
public sealed record RentalSurchargeSettings : DisputableSettings
{
    public override ProgrammeTemplate Template => ProgrammeTemplate.RentalSurcharge;

    public BasisPoints RateBps { get; init; } = new(900);

    public int FreeOrders { get; init; } = 5;

    /// <summary>For shops opened on or after this local day (R7.4).</summary>
    public DateOnly EffectiveFrom { get; init; } = new(2022, 5, 16);

    /// <summary>For shops opened before <see cref="EffectiveFrom"/> (R7.4).</summary>
    public DateOnly LegacyEffectiveFrom { get; init; } = new(2023, 1, 1);
}

/// <summary>R9.</summary>
public sealed record LoyaltySettings : ProgrammeSettings
{
    public override ProgrammeTemplate Template => ProgrammeTemplate.Loyalty;

    /// <summary>Points for each 1,000 đồng paid.</summary>
    public int PointsPer1000 { get; init; } = 1;

    /// <summary>Rising by <see cref="TierStep.MinPaid"/>; none: no tiers.</summary>
    public IReadOnlyList<TierStep> TierSteps { get; init; } = [];

    public bool SmsCareOnly { get; init; } = true;

    public int WinBackDays { get; init; } = 14;
}

/// <summary>From this order value on, the reward is this amount (R5.7).</summary>
public sealed record RewardTier(Dong MinOrderValue, Dong Amount);

/// <summary>From this paid total on, the customer has the tier of this name (R9.2).</summary>
public sealed record TierStep(string Name, Dong MinPaid);

/// <summary>
/// A default rate and the categories that differ from it (R3.2). Categories are told apart by name as a reader does, however their
/// letters are typed (<see cref="Spelling"/>): the same word from a Mac and from Windows is the same category.
/// </summary>
public sealed record Rates
{
    public BasisPoints Default { get; init; } = new(500);

    private readonly IReadOnlyDictionary<string, BasisPoints> categories = new Dictionary<string, BasisPoints>(Spelling.Same);

    public IReadOnlyDictionary<string, BasisPoints> Categories
    {
        get => categories;
        init => categories = new Dictionary<string, BasisPoints>(value, Spelling.Same);
    }

    public BasisPoints For(string? category, out bool ofCategory)
    {
        ofCategory = Categories.TryGetValue(category ?? "", out var rate);
        return ofCategory ? rate : Default;
    }
}
