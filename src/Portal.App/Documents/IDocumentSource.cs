using System.Globalization;
using Portal.App.Documents.Model;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Documents;

/// <summary>The documents that the portal makes.</summary>
public enum DocumentKind
{
    /// <summary>A partner's month; its period is the month's first day.</summary>
    PartnerStatement,

    /// <summary>A shop's week, by the statement's id (R7.7).</summary>
    ShopStatement,

    /// <summary>A shop's month, by the invoice's id (R7.9).</summary>
    Invoice,

    /// <summary>The whole portal's month; its period is the month's first day.</summary>
    MonthReport,

    /// <summary>A partner's year of tax; its period is a day of the year.</summary>
    TaxSummary,

    /// <summary>A payout or settlement batch, by its id (R6.6, R7.7).</summary>
    BatchVoucher,

    /// <summary>A dispute, by its id; never issued, since each side sees its own of it (R8.5).</summary>
    DisputeFile,
}

/// <summary>Which document: of whom or what, and of which period where the kind has one.</summary>
/// <param name="Id">Of the partner, statement, invoice, batch or dispute; empty for what is of the whole portal.</param>
/// <param name="Period">The first day of it; null where <paramref name="Id"/> says all.</param>
public sealed record DocumentSubject(DocumentKind Kind, Guid Id, DateOnly? Period = null);

/// <summary>What a document says now.</summary>
/// <param name="Document">Without number and check address, which it has once it is issued.</param>
/// <param name="Name">Of its file, without an ending.</param>
/// <param name="Prefix">With what its number begins.</param>
/// <param name="IsFinal">Nothing of it changes any more, so it can be issued.</param>
/// <param name="Total">The figure by which a stranger compares a paper with what was issued, in đồng.</param>
public sealed record DocumentDraft(Document Document, string Name, string Prefix, bool IsFinal, long Total);

/// <summary>Fills documents of one kind from the ledger.</summary>
public interface IDocumentSource
{
    DocumentKind Kind { get; }

    /// <summary>Reads all of it as it stands at one moment. What the actor may not see is not found (R10.5).</summary>
    Task<Outcome<DocumentDraft>> FillAsync(
        Actor actor, DocumentSubject subject, CultureInfo culture, CancellationToken cancellationToken);
}
