using Microsoft.Extensions.Localization;
using Portal.App.Attribution.Reading;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Tracking;
using Portal.Web.Components;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Partner;

/// <summary>A partner's links as a file.</summary>
public sealed class PartnerLinksExport(IStringLocalizer<PartnerTexts> texts) : PagedList<PartnerLinkRow>(
    ExportSide.Partner, ListName, Permission.PartnerRead, DefaultOrder,
    ListFilters.Of("q", "programme").Words("status", "paused", "running").Enum<LinkKind>("kind").Range())
{
    public const string ListName = "links";
    public const string DefaultOrder = "-" + PartnerLinkQueries.SortByCreated;

    public override string Title => texts["LinksTitle"];

    /// <summary>What the address says, for the page too.</summary>
    public static PartnerLinkFilter Filter(Func<string, string?> read) => new(
        read("q"), read("status") switch { "paused" => true, "running" => false, _ => null }, read("programme"),
        ListExports.Choice<LinkKind>(read("kind")));

    protected override ExportColumns<PartnerLinkRow> Columns() => new ExportColumns<PartnerLinkRow>()
        .Text("code", texts["LinkCode"], row => row.Code)
        .Word("kind", texts["LinkKind"], row => row.Kind, kind => TextCatalog.Word(kind))
        .Text("destinationUrl", texts["LinkUrl"], row => row.DestinationUrl)
        .Text("subId", texts["SubId"], row => row.SubId)
        .Word("programme", texts["Programme"], row => row.ProgrammeCode, row => row.Programme)
        .Text("shop", texts["Shop"], row => row.Shop)
        .Instant("createdAt", texts["CreatedAt"], row => row.CreatedAt)
        .Instant("pausedAt", texts["LinkPaused"], row => row.PausedAt)
        .Number("orders", texts["Orders"], row => row.Orders)
        .Dong("pending", texts["Pending"], row => row.Pending)
        .Dong("earned", texts["Earned"], row => row.Earned);

    protected override Task<PageOf<PartnerLinkRow>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<PartnerLinkQueries>().ListAsync(
            source.Actor, Filter(source.Read), DateChoice.Read(source.Read, source.Clock).Period, page, cancellationToken);
}
