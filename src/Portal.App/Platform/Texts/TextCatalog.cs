using System.Globalization;
using System.Resources;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;

namespace Portal.App.Platform.Texts;

/// <summary>
/// The domain's stable codes as sentences and words that people read, in the language asked for; without one, in that of
/// the request. Pages, API, mails and documents all take them from here. A code without a text is shown as the code, and a
/// test fails for it.
/// </summary>
public static class TextCatalog
{
    public static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static readonly ResourceManager Refusals = new(typeof(RefusalTexts));
    private static readonly ResourceManager Traces = new(typeof(TraceTexts));
    private static readonly ResourceManager Rules = new(typeof(RuleTexts));
    private static readonly ResourceManager Words = new(typeof(WordTexts));

    public static string Of(Refusal refusal, CultureInfo? culture = null) =>
        Sentence(Refusals, $"Refusal_{refusal.Code}", refusal.Code, refusal.Facts, culture);

    /// <summary>What is wrong with the field, without its name: it is shown beside it.</summary>
    public static string Of(FieldError error, CultureInfo? culture = null) =>
        Sentence(Refusals, $"Field_{error.Code}", error.Code, error.Facts, culture);

    public static string Of(TraceStep step, CultureInfo? culture = null) =>
        Sentence(Traces, $"Trace_{step.Outcome}", step.Outcome, step.Facts, culture);

    public static string Of(RuleSentence rule, CultureInfo? culture = null) =>
        Sentence(Rules, $"Rule_{rule.Code}", rule.Code, rule.Facts, culture);

    public static string Of(OrderStatus status, CultureInfo? culture = null) => Word("OrderStatus", status.ToString(), culture);

    public static string Of(RewardState state, CultureInfo? culture = null) => Word("RewardState", state.ToString(), culture);

    public static string Of(Role role, CultureInfo? culture = null) => Word("Role", role.ToString(), culture);

    /// <summary>What the status means, whether the reader can act, and when it will change.</summary>
    public static string Help(OrderStatus status, CultureInfo? culture = null) => Word("OrderStatusHelp", status.ToString(), culture);

    public static string Help(RewardState state, CultureInfo? culture = null) => Word("RewardStateHelp", state.ToString(), culture);

    /// <summary>Why an order was cancelled; see <see cref="CancellationReasons"/>.</summary>
    public static string Reason(string code, CultureInfo? culture = null) => Word("Reason", code, culture);

    /// <summary>What an event did to its order; see <see cref="OrderEffects"/>.</summary>
    public static string Effect(string code, CultureInfo? culture = null) => Word("Effect", code, culture);

    /// <summary>How a programme decided about an order.</summary>
    public static string Decision(string code, CultureInfo? culture = null) => Word("Decision", code, culture);

    /// <summary>Any member of an enum that has its words under <c>{EnumName}_{Member}</c>.</summary>
    public static string Word<TEnum>(TEnum value, CultureInfo? culture = null)
        where TEnum : struct, Enum => Word(typeof(TEnum).Name, value.ToString(), culture);

    /// <summary>The word of <c>{kind}_{code}</c>; the code itself where there is none.</summary>
    public static string Word(string kind, string code, CultureInfo? culture = null) =>
        Words.GetString($"{kind}_{code}", culture ?? CultureInfo.CurrentUICulture) ?? code;

    private static string Sentence(
        ResourceManager texts, string key, string code, IReadOnlyDictionary<string, string> facts, CultureInfo? culture)
    {
        culture ??= CultureInfo.CurrentUICulture;
        return texts.GetString(key, culture) is { } template ? TextTemplate.Fill(template, facts, culture) : code;
    }
}
