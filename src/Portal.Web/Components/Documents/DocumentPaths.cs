using System.Globalization;
using Portal.App.Documents;
using Portal.App.Documents.Issuing;

namespace Portal.Web.Components.Documents;

/// <summary>Where documents are had as files: <c>/documents/shop-statement/{id}.pdf</c>, with the period where the kind has one.</summary>
public static class DocumentPaths
{
    public const string Root = "/documents";

    /// <summary>The public check of a number.</summary>
    public const string Check = "/check";

    private const string PeriodFormat = "yyyy-MM-dd";

    public static string File(DocumentSubject subject, FileFormat format, string? language = null)
    {
        var period = subject.Period is { } day ? $"/{day.ToString(PeriodFormat, CultureInfo.InvariantCulture)}" : "";
        return $"{Root}/{Name(subject.Kind)}/{subject.Id}{period}.{Ending(format)}{(language is null ? "" : $"?language={language}")}";
    }

    /// <summary>The kind as addresses write it: <c>partner-statement</c>.</summary>
    public static string Name(DocumentKind kind) =>
        string.Concat(kind.ToString().Select((letter, i) =>
            char.IsUpper(letter) ? $"{(i == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    public static DocumentKind? Kind(string name) =>
        Enum.GetValues<DocumentKind>().Cast<DocumentKind?>().FirstOrDefault(kind => Name(kind!.Value) == name);

    public static DateOnly? Period(string? text) =>
        DateOnly.TryParseExact(text, PeriodFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 9000 ? day : null;

    private static string Ending(FileFormat format) => format == FileFormat.Pdf ? "pdf" : "xlsx";
}
