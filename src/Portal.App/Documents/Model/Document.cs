using System.Globalization;

namespace Portal.App.Documents.Model;

/// <summary>
/// What a document says, filled once from the ledger and rendered as PDF, as a workbook and as a page. A renderer lays out and computes no
/// figure: sums and what is carried over stand in the rows.
/// </summary>
public sealed record Document
{
    /// <summary>The language of all its words.</summary>
    public required CultureInfo Culture { get; init; }

    public required string Title { get; init; }

    /// <summary>What it is about, under the title: a month, a week, a year.</summary>
    public required string Period { get; init; }

    /// <summary>The number by which it is known; null of one that is not issued.</summary>
    public string? Number { get; init; }

    public required Letterhead Letterhead { get; init; }

    /// <summary>Whom it is for, when it was made, in which time zone it counts.</summary>
    public required IReadOnlyList<DocumentFact> Facts { get; init; }

    /// <summary>The few figures that a reader looks for first.</summary>
    public IReadOnlyList<DocumentFact> Figures { get; init; } = [];

    public required IReadOnlyList<DocumentSection> Sections { get; init; }

    /// <summary>A word that stands on every page while the figures may still change (<i>tạm tính</i>); null once they are final.</summary>
    public string? Mark { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The law that it follows; null where there is none to name.</summary>
    public string? LegalGround { get; init; }

    public IReadOnlyList<DocumentSignature> Signatures { get; init; } = [];

    /// <summary>How a stranger can check it; null of one that is not issued.</summary>
    public DocumentCheck? Check { get; init; }
}

/// <summary>Who issues it, as the settings say.</summary>
/// <param name="Lines">Address, tax code, telephone: a line each.</param>
public sealed record Letterhead(string Name, IReadOnlyList<string> Lines);

/// <summary>A name and what stands behind it.</summary>
/// <param name="Note">Where the value comes from, or what it is made of; in small letters.</param>
public sealed record DocumentFact(string Label, DocumentCell Value, string? Note = null);

/// <summary>Who signs.</summary>
/// <param name="Title">Their office: <i>Kế toán trưởng</i>.</param>
/// <param name="Name">Null where the line is left to sign on.</param>
/// <param name="Note">When they did what they stand for, in words.</param>
public sealed record DocumentSignature(string Title, string? Name, string? Note = null);

/// <summary>How a stranger can check an issued document.</summary>
/// <param name="Address">Of the public page; printed, and in the QR code.</param>
/// <param name="ContentHash">SHA-256 of what the document says, in hexadecimal digits.</param>
/// <param name="LedgerHead">The head of the ledger's hash chain when it was issued.</param>
public sealed record DocumentCheck(string Address, string ContentHash, string LedgerHead);

/// <summary>A part of a document under its own heading: words, then a chart, then its table, then pictures.</summary>
public sealed record DocumentSection(string Title)
{
    public string? Text { get; init; }

    public DocumentTable? Table { get; init; }

    /// <summary>A picture of figures that stand in <see cref="Table"/>.</summary>
    public DocumentChart? Chart { get; init; }

    public IReadOnlyList<DocumentPicture> Pictures { get; init; } = [];
}

/// <summary>Columns side by side for each name, one per series, all of one unit.</summary>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Names">Along the axis.</param>
public sealed record DocumentChart(string Description, IReadOnlyList<string> Names, IReadOnlyList<DocumentSeries> Series);

/// <param name="Values">One for each name of the axis, in đồng.</param>
public sealed record DocumentSeries(string Name, IReadOnlyList<long> Values);

/// <summary>A picture, such as a piece of evidence.</summary>
/// <param name="Jpeg">Its bytes, without metadata.</param>
/// <param name="Description">What it shows, for those who do not see it.</param>
/// <param name="Lines">What stands under it: times, hash.</param>
public sealed record DocumentPicture(byte[] Jpeg, string Description, IReadOnlyList<string> Lines);
