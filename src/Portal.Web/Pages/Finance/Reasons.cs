using Microsoft.Extensions.Localization;

namespace Portal.Web.Pages.Finance;

/// <summary>Reasons that finance gives most often, so that they are chosen and not typed. Words under <c>Why…_1</c> and so on.</summary>
public static class Reasons
{
    private const int Most = 9;

    /// <param name="texts">Finance's words.</param>
    /// <param name="what">What they are reasons for: Hold, Exclude, Settle, Accept, Reject, Adjust.</param>
    public static IReadOnlyList<string> Of(IStringLocalizer<FinanceTexts> texts, string what) =>
        [.. Enumerable.Range(1, Most).Select(number => texts[$"Why{what}_{number}"]).TakeWhile(text => !text.ResourceNotFound)
            .Select(text => text.Value)];

    /// <summary>What was chosen and what was added to it, as one reason.</summary>
    public static string Join(string? chosen, string? added) =>
        string.Join(": ", new[] { chosen?.Trim(), added?.Trim() }.Where(part => !string.IsNullOrEmpty(part)));
}
