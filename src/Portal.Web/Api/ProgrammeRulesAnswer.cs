using System.Globalization;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Texts;
using Portal.Domain.Programmes;

namespace Portal.Web.Api;

/// <summary>A rule as people read it: its id in the rule book, the stable code of its sentence, and the sentence.</summary>
public sealed record RuleAnswer(string Rule, string Code, string Text)
{
    public static IReadOnlyList<RuleAnswer> Of(IEnumerable<RuleSentence> rules, CultureInfo culture) =>
        [.. rules.Select(rule => new RuleAnswer(rule.Rule, rule.Code, TextCatalog.Of(rule, culture)))];
}

/// <summary>A programme's rules by the version that is in force.</summary>
public sealed record ProgrammeRulesAnswer(
    string Program, string Name, int Version, DateTimeOffset EffectiveFrom, IReadOnlyList<RuleAnswer> Rules)
{
    public static ProgrammeRulesAnswer Of(ProgrammeStory story, CultureInfo culture) => new(
        story.Programme.Code, story.Programme.Name, story.Programme.Version, story.Programme.EffectiveFrom,
        RuleAnswer.Of(story.Rules, culture));
}

/// <summary>What new settings would change; <see cref="ProgrammeVersionPreview"/> with its rules in words.</summary>
public sealed record ProgrammeVersionPreviewAnswer(
    DateTimeOffset EffectiveFrom, DateTimeOffset? Until, int? Before, IReadOnlyList<SettingChange> Changes, IReadOnlyList<RuleAnswer> Rules)
{
    public static ProgrammeVersionPreviewAnswer Of(ProgrammeVersionPreview preview, CultureInfo culture) => new(
        preview.EffectiveFrom, preview.Until, preview.Before, preview.Changes, RuleAnswer.Of(preview.Rules, culture));
}
