using System.Globalization;
using System.Resources;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Disputes;

namespace Portal.Web.Components.Disputes;

/// <summary>What a dispute says, in a sentence.</summary>
public static class DisputeWords
{
    private static readonly ResourceManager Texts = new(typeof(DisputeTexts));

    public static string Of(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>What should have been recorded.</summary>
    public static string Wanted(DisputeKind kind, DisputeWanted wanted) => (kind, wanted) switch
    {
        (DisputeKind.MissingOrder or DisputeKind.WrongPartner, _) => Of("WantsOrder"),
        (DisputeKind.WrongSource, { IntroducedBy: { } by, From: { } from }) => Fill("WantsSourceFrom", Within(TextCatalog.Word(by)), from),
        (DisputeKind.WrongSource, { IntroducedBy: { } by }) => Fill("WantsSource", Within(TextCatalog.Word(by))),
        (_, { Base: { } amount }) => Fill("WantsBase", new Dong(amount).ToString()),
        (_, { Status: { } status }) => Fill("WantsStatus", TextCatalog.Of(status)),
        _ => "–",
    };

    /// <summary>A reason in a person's words, or the portal's own in the reader's language.</summary>
    public static string Reason(string reason) => TextCatalog.Word("DisputeReason", reason);

    /// <summary>Who it was, as the reader may know it.</summary>
    public static string Who(DisputeParty party, string? name) =>
        name is null ? TextCatalog.Word(party) : $"{TextCatalog.Word(party)} · {name}";

    /// <summary>A word as it stands within a sentence.</summary>
    private static string Within(string word) => char.ToLower(word[0], CultureInfo.CurrentCulture) + word[1..];

    private static string Fill(string key, params object[] with) => string.Format(CultureInfo.CurrentCulture, Of(key), with);
}
