using System.Globalization;
using System.Resources;
using Portal.App.Documents.Model;
using Portal.App.Platform.Texts;

namespace Portal.App.Documents;

/// <summary>The words of documents in one language, see <see cref="DocumentTexts"/>.</summary>
public sealed class DocumentWords(CultureInfo culture)
{
    private static readonly ResourceManager Texts = new(typeof(DocumentTexts));

    public CultureInfo Culture { get; } = culture;

    public TableWords Table => new(this["Total"], this["Subtotal"], this["Carried"], this["NoRows"]);

    /// <exception cref="InvalidOperationException">There is no such text.</exception>
    public string this[string key] =>
        Texts.GetString(key, Culture) ?? throw new InvalidOperationException($"The document text {key} is missing.");

    /// <summary>A sentence with its places filled, see <see cref="TextTemplate"/>.</summary>
    public string Of(string key, params ReadOnlySpan<(string Name, string Value)> facts)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
            filled[name] = value;
        return TextTemplate.Fill(this[key], filled, Culture);
    }

    public string Page(int number, int count) => string.Format(Culture, this["Page"], number, count);

    public string CheckCode(string address) => string.Format(Culture, this["CheckCode"], address);
}
