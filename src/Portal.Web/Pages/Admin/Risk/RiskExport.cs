using Microsoft.Extensions.Localization;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Risk;
using Portal.Domain.Risk;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Admin.Risk;

/// <summary>Risk cases as a file.</summary>
public sealed class RiskExport(IStringLocalizer<RiskTexts> texts) : PagedList<RiskCaseView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-last", ListFilters.Of("q").Enum<RiskRule>("rule").Enum<RiskState>("state"))
{
    public const string ListName = "risk-cases";

    public override string Title => texts["Title"];

    /// <summary>What the address says, for the page too.</summary>
    public static RiskFilter Filter(Func<string, string?> read) =>
        new(read("q"), ListExports.Choice<RiskRule>(read("rule")), ListExports.Choice<RiskState>(read("state")));

    protected override ExportColumns<RiskCaseView> Columns() => new ExportColumns<RiskCaseView>()
        .Text("partner", texts["Partner"], row => row.PartnerName)
        .Word("rule", texts["Rule"], row => row.Rule, rule => TextCatalog.Word(rule))
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Number("signals", texts["Signals"], row => row.Signals)
        .Dong("rewards", texts["Rewards"], row => row.Gross)
        .Dong("held", texts["Held"], row => row.HeldGross)
        .Instant("dueAt", texts["DueAt"], row => row.DueAt)
        .Instant("lastAt", texts["LastAt"], row => row.LastAt);

    protected override Task<PageOf<RiskCaseView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<RiskQueries>().ListAsync(source.Actor, Filter(source.Read), page, cancellationToken);
}
