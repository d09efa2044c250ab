using System.Globalization;
using System.Resources;

namespace Portal.App.Documents.Pdf;

/// <summary>The words of <see cref="DocumentTexts"/> in a document's language.</summary>
internal sealed class DocumentWords(CultureInfo culture)
{
    private static readonly ResourceManager Texts = new(typeof(DocumentTexts));

    public string this[string key] =>
        Texts.GetString(key, culture) ?? throw new InvalidOperationException($"The document text {key} is missing.");

    public string Page(int number, int count) => string.Format(culture, this["Page"], number, count);

    public string CheckCode(string address) => string.Format(culture, this["CheckCode"], address);
}
