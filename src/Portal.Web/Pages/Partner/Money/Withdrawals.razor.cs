using Microsoft.AspNetCore.Components;
using Portal.App.Money.Ledger;
using Portal.App.Money.Tax;
using Portal.App.Money.Withdrawals;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Web.Components;
using Portal.Web.Components.Money;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Partner.Money;

/// <summary>Rút tiền &amp; thuế: what is missing, the request, the promised days, and what became of earlier ones.</summary>
public sealed partial class Withdrawals
{
    private const string DefaultSort = "-" + WithdrawalQueries.SortByRequested;

    private Confirm confirm = null!;
    private Guid mine;
    private PageRequest paging = new();
    private WithdrawalStanding? standing;
    private TaxMeter? meter;
    private BalanceView? balance;
    private LatePayments? late;
    private long sum;
    private PageOf<WithdrawalView>? page;
    private IReadOnlyList<Tabs.Item> tabs = [];
    private string? done;
    private Refusal? refusal;
    private bool busy;
    private LiveChanges? live;

    [Inject] private ElectWithholding Asking { get; set; } = null!;
    [Inject] private WithdrawalQueries Queries { get; set; } = null!;
    [Inject] private TaxQueries Taxes { get; set; } = null!;
    [Inject] private LedgerQueries Ledger { get; set; } = null!;
    [Inject] private CancelWithdrawal Cancelling { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private IReadOnlyList<(string, string)> Sorts =>
    [
        (DefaultSort, C["Newest"]),
        (WithdrawalQueries.SortByRequested, C["Oldest"]),
        ("-" + WithdrawalQueries.SortByAmount, L["LargestFirst"]),
        (WithdrawalQueries.SortByAmount, L["SmallestFirst"]),
    ];

    protected override async Task LoadAsync(CancellationToken stop)
    {
        if (Actor.PartnerId is not { } partner)
            return;

        mine = partner;
        paging = Nav.Paging(DefaultSort);
        var filter = WithdrawalsExport.Filter(name => Nav.Read(name), partner);
        late = await Queries.LateAsync(Actor, partner, stop);
        standing = await Queries.StandingAsync(Actor, partner, stop) is { Succeeded: true } found ? found.Value : null;
        meter = await Taxes.MeterAsync(Actor, partner, stop) is { Succeeded: true } tax ? tax.Value : null;
        balance = await Ledger.BalanceAsync(Actor, partner, null, stop) is { Succeeded: true } now ? now.Value : null;
        page = await Queries.ListAsync(Actor, filter, paging, stop);
        var sums = await Queries.SumsAsync(Actor, filter, stop);
        var shown = sums.Where(of => filter.Open ? of.Key is WithdrawalState.Requested or WithdrawalState.InBatch : filter.State is null
            || of.Key == filter.State);
        sum = shown.Sum(of => of.Value.Amount);
        tabs =
        [
            new(L["AllStates"], Nav.Filtered(("state", null)), filter is { State: null, Open: false }, sums.Values.Sum(sum => sum.Count)),
            new(TextCatalog.Word(BalancePart.Reserved), Nav.Filtered(("state", MoneyPaths.Open)), filter.Open,
                sums.GetValueOrDefault(WithdrawalState.Requested).Count + sums.GetValueOrDefault(WithdrawalState.InBatch).Count),
            .. Enum.GetValues<WithdrawalState>().Select(one => new Tabs.Item(
                TextCatalog.Word(one), Nav.Filtered(("state", one.ToString().ToLowerInvariant())), filter.State == one,
                sums.GetValueOrDefault(one).Count)),
        ];
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            live = new LiveChanges(
                Notifier, change => change.PartnerId == Actor.PartnerId
                && change.Topic is ChangeTopics.Money or ChangeTopics.Partner or ChangeTopics.Order, ReloadFromOutsideAsync);
        }
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private string Answer(WithdrawalView row) => row.State switch
    {
        WithdrawalState.Requested when row.Reason is { Length: > 0 } reason => L["WaitsBecause", TextCatalog.Word("PayoutReason", reason)],
        WithdrawalState.Requested or WithdrawalState.InBatch => L["Expected", MoneyFormat.Day(row.PayFrom), MoneyFormat.Day(row.PayUntil)],
        WithdrawalState.Returned => row.Reason is { Length: > 0 } reason ? TextCatalog.Word("PayoutReason", reason) : L["NoReason"],
        _ => row.EndedAt is { } ended ? TextTemplate.Minute(ended) : "",
    };

    private async Task AskedAsync(WithdrawalView asked)
    {
        (done, refusal) = (L["AskDone", new Dong(asked.Amount).ToString(), asked.Reference], null);
        await ReloadAsync();
    }

    private async Task AskTaxAsync(bool asks)
    {
        refusal = (await Asking.RunAsync(Actor, asks, CancellationToken.None)).Refusal;
        await ReloadAsync();
    }

    private async Task CancelAsync(WithdrawalView row)
    {
        if (busy || !await confirm.AskAsync(
            L["CancelTitle", new Dong(row.Amount).ToString()], L["CancelText"], L["Cancel"], dangerous: true))
            return;

        busy = true;
        var outcome = await Cancelling.RunAsync(Actor, row.Id, CancellationToken.None);
        (refusal, done) = (outcome.Refusal, outcome.Succeeded ? L["CancelDone", new Dong(row.Amount).ToString()].Value : null);
        busy = false;
        await ReloadAsync();
    }
}
