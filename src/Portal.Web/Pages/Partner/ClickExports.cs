using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Web.Components;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Partner;

/// <summary>Clicks one by one as a file. No page lists them: there are too many to read.</summary>
public abstract class ClicksExport(IStringLocalizer<PartnerTexts> texts, ExportSide side, string permission, ListFilters filters)
    : StreamedList<ClickView>(side, ListName, permission, filters)
{
    public const string ListName = "clicks";

    public override string Title => texts["Clicks"];

    public override Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ClickQueries>().CountAsync(source.Actor, Filter(source), cancellationToken);

    protected override ExportColumns<ClickView> Columns()
    {
        var columns = new ExportColumns<ClickView>()
            .Text("id", texts["ClickId"], row => row.Id)
            .Instant("at", texts["ClickedAt"], row => row.At)
            .Text("link", texts["LinkCode"], row => row.Link)
            .Text("subId", texts["SubId"], row => row.SubId)
            .Text("programme", texts["Programme"], row => row.Programme);
        if (Side == ExportSide.Operator)
            columns.Text("partner", texts["ClickPartner"], row => row.Partner);
        return columns
            .Word("kind", texts["ClickKind"], row => row.Kind, kind => texts[$"ClickKind_{kind}"])
            .Text("referrer", texts["ClickReferrer"], row => row.Referrer)
            .Text("visitor", texts["ClickVisitor"], row => row.Visitor);
    }

    protected override IAsyncEnumerable<ClickView> ReadAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ClickQueries>().ExportAsync(source.Actor, Filter(source), cancellationToken);

    private static ClickFilter Filter(ExportSource source)
    {
        var period = DateChoice.Read(source.Read, source.Clock).Period;
        return new ClickFilter(ListExports.Id(source.Read("partner")), ListExports.Id(source.Read("linkId")), period?.Start, period?.End);
    }
}

/// <summary>A partner's own.</summary>
public sealed class PartnerClicksExport(IStringLocalizer<PartnerTexts> texts)
    : ClicksExport(texts, ExportSide.Partner, Permission.PartnerRead, ListFilters.Of().Id("linkId").Range());

/// <summary>All partners'.</summary>
public sealed class OperatorClicksExport(IStringLocalizer<PartnerTexts> texts)
    : ClicksExport(texts, ExportSide.Operator, Permission.OperatorRead, ListFilters.Of().Id("linkId").Id("partner").Range());
