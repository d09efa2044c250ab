using Portal.App.Texts;
using Portal.Domain.Ledger;

namespace Portal.Web.Pages.Money;

/// <summary>The reasons of entries, as an address and a filter name them.</summary>
public static class EntryChoices
{
    public static IReadOnlyList<(string Value, string Text)> All => [.. Enum.GetValues<EntryReason>().Select(reason => (Key(reason), TextCatalog.Word(reason)))];

    public static string Key(EntryReason reason) => reason.ToString().ToLowerInvariant();

    public static EntryReason? Read(string? text) => Enum.TryParse<EntryReason>(text, ignoreCase: true, out var reason) && Enum.IsDefined(reason) ? reason : null;
}
