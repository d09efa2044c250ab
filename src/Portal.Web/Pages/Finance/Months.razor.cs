using Microsoft.AspNetCore.Components;
using Portal.App.Documents.MonthRun;
using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Web.Components;
using Portal.Web.Components.Money;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Finance;

/// <summary>Months: what a close will post, the close, and where a closed month leads on to.</summary>
public sealed partial class Months
{
    private Confirm confirm = null!;
    private IReadOnlyList<MonthView>? months;
    private MonthRange range = new(null, null, null);
    private int? year;
    private MonthReport? report;
    private PageOf<SettlementView>? settlements;
    private SettlementSum settled = new(0, 0);
    private AfterClose? after;
    private StatementRunView? run;
    private DateOnly? closed;
    private PageRequest paging = new();
    private Refusal? refusal;
    private string? done;
    private bool busy;
    private LiveChanges? live;

    [Inject] private MonthQueries Queries { get; set; } = null!;
    [Inject] private AfterCloseQueries Afterwards { get; set; } = null!;
    [Inject] private StatementRunQueries Runs { get; set; } = null!;
    [Inject] private StartStatementRun Starting { get; set; } = null!;
    [Inject] private CloseMonth Closing { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    protected override async Task LoadAsync(CancellationToken stop)
    {
        range = await Queries.RangeAsync(Actor, stop);
        var asked = MoneyFormat.ReadMonth(Nav.Read("month"));
        year = MoneyFormat.ReadYear(Nav.Read("year")) ?? (asked ?? range.Waiting ?? range.Newest)?.Year;
        months = await Queries.ListAsync(Actor, year, stop);
        paging = Nav.Paging("-gross");
        // the oldest that waits comes first, else the newest
        var month = asked ?? (range.Waiting?.Year == year ? range.Waiting : months.FirstOrDefault()?.Month);
        report = month is { } chosen && await Queries.ReportAsync(Actor, chosen, stop) is { Succeeded: true } found ? found.Value : null;
        settled = report is null ? settled : await Queries.SettlementSumAsync(Actor, report.Month, Nav.Read("q"), stop);
        after = report is { State: MonthState.Closed } ? await Afterwards.GetAsync(Actor, report.Month, stop) : null;
        run = report is { State: MonthState.Closed } && await Runs.OfAsync(Actor, report.Month, stop) is { Succeeded: true } running
            ? running.Value : null;
        settlements = report is null ? null : await Queries.SettlementsAsync(Actor, report.Month, Nav.Read("q"), paging, stop);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(Notifier, change => change.Topic == ChangeTopics.Money, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private async Task<Refusal?> StartRunAsync()
    {
        var outcome = await Starting.RunAsync(Actor, report!.Month, CancellationToken.None);
        await ReloadAsync();
        return outcome.Refusal;
    }

    private string MonthText => C["PeriodMonth", MoneyFormat.Month(report!.Month)];

    private string Here => FinancePaths.Month(report!.Month);

    private async Task SettleLeftAsync()
    {
        if (busy || report is not { } left)
            return;

        (busy, done) = (true, null);
        try
        {
            var outcome = await Closing.RunAsync(Actor, left.Month, CancellationToken.None);
            (refusal, done) = (outcome.Refusal, outcome is { Succeeded: true, Value.LeftWithheld: 0 }
                ? L["SettleLeftDone", MoneyFormat.Month(left.Month)].Value : null);
        }
        finally
        {
            busy = false;
        }

        await ReloadAsync();
    }

    private async Task CloseAsync()
    {
        if (busy || report is not { } closing)
            return;
        if (!await confirm.AskAsync(
            L["CloseTitle", MoneyFormat.Month(closing.Month)],
            L["CloseText", new Dong(closing.TaxToRemit).ToString(), closing.Remitting, new Dong(closing.TaxToRefund).ToString(),
                closing.Refunding], L["Close", MoneyFormat.Month(closing.Month)]))
            return;

        (busy, done) = (true, null);
        try
        {
            // goes on when the page is left; the worker finishes what a stop of the portal interrupts
            var outcome = await Task.Run(() => Closing.RunAsync(Actor, closing.Month, CancellationToken.None));
            refusal = outcome.Refusal;
            closed = outcome is { Succeeded: true, Value.State: MonthState.Closed } ? closing.Month : null;
        }
        finally
        {
            busy = false;
        }

        // the address says which month it shows, also where it was the oldest that waited
        if (closed is { } shown && Nav.Read("month") is null)
            Nav.NavigateTo(FinancePaths.Month(shown), replace: true);
        else
            await ReloadAsync();
    }
}
