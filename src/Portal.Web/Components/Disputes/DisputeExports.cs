using Microsoft.Extensions.Localization;
using Portal.App.Disputes.Cases;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Disputes;
using Portal.Web.Components.Exports;

namespace Portal.Web.Components.Disputes;

/// <summary>Disputes as a file.</summary>
public abstract class DisputesExport(
    IStringLocalizer<DisputeTexts> texts, ExportSide side, string permission, ListFilters filters)
    : PagedList<DisputeView>(side, ListName, permission, "", filters)
{
    public const string ListName = "disputes";

    private const string Pending = "pending";

    public override string Title => texts["TitlePartner"];

    /// <summary>What the address of a partner's or a shop's list says, for the page too.</summary>
    public static DisputeFilter Own(Func<string, string?> read)
    {
        var state = DisputeCodes.Parse<DisputeState>(read("state"));
        return new DisputeFilter(
            read("q"), state == DisputeState.Draft ? null : state, DisputeKinds.Of(read("kind")),
            Overdue: read("overdue") is null ? null : true, Pending: read("state") == Pending, Drafts: state == DisputeState.Draft);
    }

    /// <summary>The same of the operator's.</summary>
    public static DisputeFilter Queue(Func<string, string?> read) => new(
        read("q"), DisputeCodes.Parse<DisputeState>(read("state")), DisputeKinds.Of(read("kind")), ListExports.Id(read("shop")),
        Overdue: read("overdue") == "1" ? true : null, Pending: read("state") == Pending, Escalated: read("overdue") == "escalated");

    protected static ListFilters Known(params IEnumerable<string> overdue) => ListFilters.Of("q")
        .Words("kind", Enum.GetValues<DisputeKind>().Select(DisputeKinds.CodeOf))
        .Words("state", [.. Enum.GetValues<DisputeState>().Select(DisputeCodes.Of), Pending])
        .Words("overdue", overdue);

    protected override ExportColumns<DisputeView> Columns()
    {
        var columns = new ExportColumns<DisputeView>()
            .Text("number", texts["Number"], row => row.Number)
            .Word("kind", texts["Kind"], row => DisputeKinds.CodeOf(row.Kind), row => TextCatalog.Word(row.Kind));
        if (Side == ExportSide.Operator)
            columns.Text("author", texts["Author"], row => row.Holder);
        return columns
            .Text("order", texts["Order"], row => row.Order)
            .Text("shop", texts["Shop"], row => row.Shop)
            .Word("party", texts["Role"], row => row.Party, party => TextCatalog.Word(party))
            .Dong("atStake", texts["AtStake"], row => row.AtStake)
            .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
            .Instant("dueAt", texts["DueAt"], row => row.DueAt)
            .Instant("filedAt", texts["FiledAt"], row => row.FiledAt)
            .Instant("escalatedAt", texts["Escalated"], row => row.EscalatedAt);
    }

    protected override Task<PageOf<DisputeView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<DisputeQueries>().ListAsync(
            source.Actor, Side == ExportSide.Operator ? Queue(source.Read) : Own(source.Read), page, cancellationToken);
}

/// <summary>A partner's.</summary>
public sealed class PartnerDisputesExport(IStringLocalizer<DisputeTexts> texts)
    : DisputesExport(texts, ExportSide.Partner, DisputePermissions.Partner, Known("1"));

/// <summary>A shop's.</summary>
public sealed class ShopDisputesExport(IStringLocalizer<DisputeTexts> texts)
    : DisputesExport(texts, ExportSide.Shop, DisputePermissions.Shop, Known("1"));

/// <summary>All that were filed.</summary>
public sealed class DisputeQueueExport(IStringLocalizer<DisputeTexts> texts)
    : DisputesExport(texts, ExportSide.Operator, Permission.OperatorRead, Known("1", "escalated").Id("shop"));
