using System.Globalization;
using Portal.App.Documents.Model;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Texts;

namespace Portal.App.Documents;

/// <summary>What every document has: who issues it, when it was made, in which time zone it counts, who signs.</summary>
public sealed class DocumentFrame(PortalSettings settings, TimeProvider clock)
{
    /// <summary>
    /// More lines than this are added up by day, so that a document stays one that can be read and signed; all lines are in the export of
    /// their list.
    /// </summary>
    public const int MostLines = 5_000;

    public Letterhead Letterhead(DocumentWords words)
    {
        var of = settings.Documents;
        return new Letterhead(
            of.Organisation,
            [
                .. new[]
                {
                    of.Address,
                    of.TaxCode.Length > 0 ? words.Of("TaxCode", ("code", of.TaxCode)) : "",
                    of.Contact.Length > 0 ? words.Of("Contact", ("contact", of.Contact)) : "",
                }.Where(line => line.Length > 0),
            ]);
    }

    /// <summary>The facts that close the list of each document.</summary>
    public IReadOnlyList<DocumentFact> MadeAt(DocumentWords words) =>
    [
        new(words["MadeAt"], DocumentCell.Instant(clock.GetUtcNow())),
        new(words["TimeZone"], DocumentCell.Words(words["TimeZoneVietnam"])),
        new(words["Unit"], DocumentCell.Words(words["UnitDong"])),
    ];

    public IReadOnlyList<DocumentSignature> Signatures(DocumentWords words) =>
    [
        new(words["ChiefAccountant"], Named(settings.Documents.ChiefAccountant)),
        new(words["Director"], Named(settings.Documents.Director)),
    ];

    /// <summary>A month as the language writes it: <i>Tháng 06/2026</i>.</summary>
    public static string Month(DocumentWords words, DateOnly month) =>
        words.Of("Month", ("month", month.ToString("MM/yyyy", CultureInfo.InvariantCulture)));

    /// <summary>A week by its first and last day.</summary>
    public static string Week(DocumentWords words, DateOnly monday) =>
        words.Of("Week", ("from", TextTemplate.Day(monday)), ("until", TextTemplate.Day(monday.AddDays(6))));

    private static string? Named(string name) => name.Length > 0 ? name : null;
}
