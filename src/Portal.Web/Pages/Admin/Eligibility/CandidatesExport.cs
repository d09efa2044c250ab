using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Eligibility;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Eligibility;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Admin.Eligibility;

/// <summary>The accounts that may join refer-a-friend programmes, as a file.</summary>
public sealed class CandidatesExport(IStringLocalizer<EligibilityTexts> texts) : PagedList<EligibilityView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-since",
    ListFilters.Of("q", "programme").Id("group").Enum<EligibilityState>("state", AllStates))
{
    public const string ListName = "eligibility";
    public const string AllStates = "all";

    public override string Title => texts["Title"];

    /// <summary>
    /// What the address says, for the page too. Whoever comes without a question sees the queue; whoever looks for somebody finds them
    /// wherever they stand.
    /// </summary>
    public static EligibilityFilter Filter(Func<string, string?> read) => new(
        read("q"),
        ListExports.Choice<EligibilityState>(read("state"))
            ?? (read("state") is not null || read("q") is not null || read("group") is not null ? null : EligibilityState.Queued),
        read("programme"), ListExports.Id(read("group")));

    protected override ExportColumns<EligibilityView> Columns() => new ExportColumns<EligibilityView>()
        .Text("account", texts["Account"], row => row.Email)
        .Word("programme", texts["Programme"], row => row.Program, row => row.ProgramName)
        .Number("orders", texts["Orders"], row => row.SuccessfulOrders)
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Instant("since", texts["Since"], row => row.StateSince)
        .Text("decisionReason", texts["Reason"], row => row.DecisionReason)
        .Text("decidedBy", texts["DecidedBy"], row => row.DecidedBy);

    protected override Task<PageOf<EligibilityView>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<EligibilityQueries>().ListAsync(source.Actor, Filter(source.Read), page, cancellationToken);
}
