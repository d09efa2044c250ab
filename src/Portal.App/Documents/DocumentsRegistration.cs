using Microsoft.Extensions.DependencyInjection;
using Portal.App.Documents.Cases;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.MonthRun;
using Portal.App.Documents.Reports;
using Portal.App.Documents.Statements;
using Portal.App.Platform.Hosting;
using Portal.App.Platform.Security;

namespace Portal.App.Documents;

/// <summary>Who may do what with issued documents; reading and taking out follow the rights of what they are about.</summary>
public static class DocumentPermissions
{
    /// <summary>Issues a new version of a document, which names the one before.</summary>
    [Granted(Role.Finance, Role.FinanceApprover)]
    public const string Correct = "operator.documents.correct";
}

/// <summary>Documents: what they say, how they are rendered, and how they are issued and checked.</summary>
[MenuLine("Menu_PartnerStatements", "Calendar", "/partner/statements", Permission.PartnerRead, Partner = 55)]
public static class DocumentsRegistration
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddSingleton<DocumentFrame>()
        .AddSingleton<DocumentStore>()
        .AddSingleton<StatementRunIssuing>()
        .AddHostedService<StatementRunWorker>()
        .AddSingleton<IDocumentSource, PartnerStatementSource>()
        .AddSingleton<IDocumentSource, ShopStatementSource>()
        .AddSingleton<IDocumentSource, InvoiceSource>()
        .AddSingleton<IDocumentSource, MonthReportSource>()
        .AddSingleton<IDocumentSource, TaxSummarySource>()
        .AddSingleton<IDocumentSource, BatchVoucherSource>()
        .AddSingleton<IDocumentSource, DisputeFileSource>();
}
