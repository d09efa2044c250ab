using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.App.Money.Statements;
using Portal.App.Platform.Texts;
using Portal.Domain.Statements;
using Portal.Web.Components.Shared;

namespace Portal.Web.Components.Money;

/// <summary>What an address says of which statements are shown.</summary>
public static class StatementChoices
{
    public static StatementState? State(string? text) => Read<StatementState>(text);

    public static StatementFilter Filter(string? state, string? outcome, string? week, string? search, string? open) => new(
        State: State(state),
        Outcome: Read<StatementOutcome>(outcome),
        Week: DateOnly.TryParseExact(week, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var monday) ? monday : null,
        Search: search,
        Open: open == "1");

    /// <summary>All, in review, final.</summary>
    public static IReadOnlyList<Shared.Tabs.Item> Tabs(string all, NavigationManager nav, StatementState? chosen) =>
    [
        new(all, nav.Filtered(("state", null)), chosen is null),
        .. Enum.GetValues<StatementState>().Select(one => new Shared.Tabs.Item(
            TextCatalog.Word(one), nav.Filtered(("state", one.ToString().ToLowerInvariant())), chosen == one)),
    ];

    private static T? Read<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
}
