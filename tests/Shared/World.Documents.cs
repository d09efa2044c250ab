using Microsoft.Extensions.DependencyInjection;
using Portal.App.Documents;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.Model;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.Tests.Shared;

/// <summary>Documents as they are filled, issued and taken out.</summary>
public sealed partial class World
{
    public static DocumentSubject MonthOf(Partner partner, DateOnly month) => new(DocumentKind.PartnerStatement, partner.Id, month);

    /// <summary>What a document says now, in Vietnamese.</summary>
    public Task<Outcome<DocumentDraft>> FillsAsync(DocumentSubject subject, Actor? by = null) =>
        Services.GetServices<IDocumentSource>().Single(source => source.Kind == subject.Kind)
            .FillAsync(by ?? Finance(), subject, TextCatalog.Vietnamese, default);

    public Task<Outcome<DocumentFile>> TakesAsync(DocumentSubject subject, FileFormat format, Actor? by = null) =>
        Get<OpenDocument>().RunAsync(by ?? Finance(), new OpenDocument.Input(subject, format, TextCatalog.Vietnamese), default);

    public Task<Outcome<IssuedDocument>> IssuesAsync(DocumentSubject subject, string? reason = null, Actor? by = null) =>
        Get<IssueDocument>().RunAsync(by ?? Finance(), new IssueDocument.Input(subject, TextCatalog.Vietnamese, reason), default);

    /// <summary>The sum of a column over the lines of a table, in đồng.</summary>
    public static long SumOf(DocumentTable table, int column) =>
        table.Rows.Where(row => row.Kind == DocumentRowKind.Line).Sum(row => row.Cells[column].Value as long? ?? 0);
}
