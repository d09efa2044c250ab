using Portal.Domain.Programmes;

namespace Portal.Web.Pages.Admin.Programmes;

/// <summary>How a setting is typed.</summary>
public enum SettingKind
{
    Choice,
    YesNo,
    Count,
    Rate,
    Money,
    Day,
    Rates,
    Tiers,
    Steps,
}

/// <summary>A setting in the form. <paramref name="Choices"/> are its values as the settings' JSON writes them.</summary>
public sealed record SettingField(string Name, SettingKind Kind, params IReadOnlyList<string> Choices);

/// <summary>Settings that belong together; <paramref name="Title"/> is a part of a text's key.</summary>
public sealed record SettingGroup(string Title, params IReadOnlyList<SettingField> Fields);

/// <summary>The form of each template. A test holds it against the template's settings, so that none is left out.</summary>
public static class SettingLayout
{
    private static readonly SettingField[] Who =
    [
        new("attribution", SettingKind.Choice, "last_click", "first_binding"),
        new("allowCodes", SettingKind.YesNo),
        new("allowSelfReferral", SettingKind.YesNo),
        new("identityGate", SettingKind.YesNo),
    ];

    private static readonly SettingField Window = new("windowDays", SettingKind.Count);
    private static readonly SettingField Rates = new("rates", SettingKind.Rates);

    private static readonly SettingGroup Money = new(
        "money",
        new SettingField("taxPolicy", SettingKind.Choice, "calendar_month", "per_payment"),
        new SettingField("minimumWithdrawal", SettingKind.Money));

    private static readonly SettingGroup Disputes = new(
        "disputes", new SettingField("unansweredDispute", SettingKind.Choice, "escalate", "accept", "reject"));

    public static IReadOnlyList<SettingGroup> Of(ProgrammeTemplate template) => template switch
    {
        ProgrammeTemplate.ShopAffiliate => [new("attribution", [Who[0], Window, .. Who[1..]]), new("rewards", Rates), Money, Disputes],
        ProgrammeTemplate.ReferAFriend =>
        [
            new(
                "joining",
                new SettingField("minSuccessfulOrdersOperator", SettingKind.Choice, "at_least", "more_than"),
                new SettingField("minSuccessfulOrders", SettingKind.Count)),
            new("attribution", [Who[0], Window, .. Who[1..]]),
            new("rewards", Rates),
            Money,
            Disputes,
        ],
        ProgrammeTemplate.NewCustomer =>
        [
            new("attribution", Who),
            new(
                "orders",
                new SettingField("minOrderValue", SettingKind.Money),
                new SettingField("requirePickupPoint", SettingKind.YesNo),
                new SettingField("deviceInvalidWindow", SettingKind.Choice, "day", "week"),
                new SettingField("deviceValidWindow", SettingKind.Choice, "day", "week")),
            new(
                "rewards",
                new SettingField("tierBasis", SettingKind.Choice, "order_value", "weekly_value"),
                new SettingField("tiers", SettingKind.Tiers)),
            Money,
            Disputes,
        ],
        ProgrammeTemplate.RentalSurcharge =>
        [
            new("surcharge", new SettingField("rateBps", SettingKind.Rate), new SettingField("freeOrders", SettingKind.Count)),
            new("start", new SettingField("effectiveFrom", SettingKind.Day), new SettingField("legacyEffectiveFrom", SettingKind.Day)),
            Disputes,
        ],
        ProgrammeTemplate.Loyalty =>
        [
            new("points", new SettingField("pointsPer1000", SettingKind.Count), new SettingField("tierSteps", SettingKind.Steps)),
            new("messages", new SettingField("smsCareOnly", SettingKind.YesNo), new SettingField("winBackDays", SettingKind.Count)),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "No such template."),
    };
}
