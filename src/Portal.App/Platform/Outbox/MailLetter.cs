using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Risk;

namespace Portal.App.Platform.Outbox;

/// <summary>A mail in words: subject, plain text, and the same as simple HTML for programs that prefer it.</summary>
public sealed record MailLetter(string Address, string Name, string Subject, string Text, string Html)
{
    private static readonly ResourceManager Texts = new(typeof(MailTexts));

    /// <param name="root">Where the portal is reached, with a slash at its end.</param>
    public static MailLetter Write(Mail mail, string root)
    {
        var culture = mail.Language == "en" ? TextCatalog.English : TextCatalog.Vietnamese;
        var facts = new Dictionary<string, string>(
            mail.Facts, StringComparer.Ordinal)
        { ["name"] = mail.Name, ["portal"] = root.TrimEnd('/') };
        if (facts.TryGetValue("role", out var code) && Enum.TryParse<Role>(code, out var role))
            facts["role"] = TextCatalog.Of(role, culture);
        if (facts.TryGetValue("riskRule", out var rule))
            facts["riskRule"] = TextCatalog.Word(nameof(RiskRule), rule, culture);

        if (facts.TryGetValue("payoutReason", out var reason))
            facts["payoutReason"] = TextCatalog.Word("PayoutReason", reason, culture);
        if (facts.TryGetValue("disputeState", out var state))
        {
            facts["disputeState"] = TextCatalog.Word("DisputeState", state, culture);
            facts["reason"] = TextCatalog.Word("DisputeReason", facts["reason"], culture);
        }

        var subject = Sentence($"{mail.Kind}_Subject", facts, culture);
        var paragraphs = new List<string> { Sentence("Greeting", facts, culture) };
        paragraphs.AddRange(Sentence($"{mail.Kind}_Text", facts, culture)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var action = facts.TryGetValue("link", out var path)
            ? (Words: Sentence($"{mail.Kind}_Action", facts, culture), Address: root + path) : default;
        return new MailLetter(
            mail.Address, mail.Name, subject,
            AsText(paragraphs, action, Sentence("Footer", facts, culture)),
            AsHtml(subject, paragraphs, action, Sentence("Footer", facts, culture), mail.Language));
    }

    private static string Sentence(string key, Dictionary<string, string> facts, CultureInfo culture) =>
        TextTemplate.Fill(Texts.GetString(key, culture) ?? throw new InvalidOperationException($"The mail text {key} is missing."), facts,
            culture);

    private static string AsText(List<string> paragraphs, (string Words, string Address) action, string footer)
    {
        var text = new StringBuilder();
        foreach (var paragraph in paragraphs)
            text.Append(paragraph).Append("\r\n\r\n");
        if (action.Address is not null)
            text.Append(action.Words).Append(":\r\n").Append(action.Address).Append("\r\n\r\n");
        return text.Append("-- \r\n").Append(footer).Append("\r\n").ToString();
    }

    private static string AsHtml(
        string subject, List<string> paragraphs, (string Words, string Address) action, string footer, string language)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture,
            $"<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{Safe(subject)}</title></head>");
        html.Append("<body style=\"margin:0;padding:24px;background:#f7f8fa;color:#101828;font:15px/1.6 Inter,'Segoe UI',Arial,sans-serif\">");
        html.Append("<div style=\"max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e4e7ec;border-radius:12px\">");
        foreach (var paragraph in paragraphs)
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:0 0 16px\">{Safe(paragraph)}</p>");
        if (action.Address is not null)
        {
            html.Append(CultureInfo.InvariantCulture,
                $"<p style=\"margin:24px 0\"><a href=\"{Safe(action.Address)}\" style=\"display:inline-block;padding:12px 20px;border-radius:8px;background:#1f5bd8;color:#ffffff;text-decoration:none\">{Safe(action.Words)}</a></p>");
            html.Append(CultureInfo.InvariantCulture,
                $"<p style=\"margin:0;color:#475467;font-size:13px;word-break:break-all\">{Safe(action.Address)}</p>");
        }

        html.Append(CultureInfo.InvariantCulture,
            $"</div><p style=\"max-width:520px;margin:16px auto;color:#475467;font-size:13px\">{Safe(footer)}</p></body></html>");
        return html.ToString();
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
