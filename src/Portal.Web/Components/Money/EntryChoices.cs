using Portal.App.Money.Ledger;
using Portal.App.Platform.Texts;
using Portal.Domain.Ledger;

namespace Portal.Web.Components.Money;

/// <summary>The reasons of entries, and the parts of a balance that they move, as an address and a filter name them.</summary>
public static class EntryChoices
{
    public static IReadOnlyList<(string Value, string Text)> All =>
        [.. Enum.GetValues<EntryReason>().Select(reason => (Key(reason), TextCatalog.Word(reason)))];

    public static IReadOnlyList<(string Value, string Text)> Parts =>
        [.. Enum.GetValues<BalancePart>().Select(part => (Key(part), TextCatalog.Word(part)))];

    public static IReadOnlyList<(string Value, string Text)> Holders =>
        [.. Enum.GetValues<LedgerHolder>().Select(holder => (Key(holder), TextCatalog.Word(holder)))];

    public static string Key(LedgerHolder holder) => holder.ToString().ToLowerInvariant();

    public static LedgerHolder? ReadHolder(string? text) => Enum.TryParse<LedgerHolder>(text, ignoreCase: true, out var holder)
        && Enum.IsDefined(holder) ? holder : null;

    public static string Key(BalancePart part) => part.ToString().ToLowerInvariant();

    public static BalancePart? ReadPart(string? text) => Enum.TryParse<BalancePart>(text, ignoreCase: true, out var part)
        && Enum.IsDefined(part) ? part : null;

    public static string Key(EntryReason reason) => reason.ToString().ToLowerInvariant();

    public static EntryReason? Read(string? text) => Enum.TryParse<EntryReason>(text, ignoreCase: true, out var reason)
        && Enum.IsDefined(reason) ? reason : null;
}
