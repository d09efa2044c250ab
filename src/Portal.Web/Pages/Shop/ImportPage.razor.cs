using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.App.Orders.Import;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Shop;

/// <summary>One report from its columns over the dry run to its result, right while the worker reads it.</summary>
public sealed partial class ImportPage
{
    private const int SampleRows = 5;

    private ImportDetail? import;
    private IReadOnlyList<IReadOnlyList<string>> sample = [];
    private IReadOnlyList<ImportProblemRow>? problems;
    private PageRequest paging = new();
    private Confirm confirm = null!;
    private LiveChanges? live;
    private Refusal? refusal;
    private bool mapping;
    private bool working;
    private bool amend;

    [Parameter] public Guid Id { get; set; }

    [Inject] private ImportQueries Queries { get; set; } = null!;
    [Inject] private StartImport Start { get; set; } = null!;
    [Inject] private DiscardImport Discard { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    private bool NothingNew => import!.Row is { NewOrders: 0, Events: 0, Amended: 0, Returns: 0 };

    private bool MayMatchAgain => import!.Row.State is ImportState.Checked or ImportState.Failed;

    /// <summary>Steps that lie behind can be taken again until the orders are stored.</summary>
    private EventCallback<int> StepBack => import!.Row.State is ImportState.Uploaded || MayMatchAgain
        ? EventCallback.Factory.Create<int>(this, GoBack) : default;

    private IEnumerable<(string Label, string Note, int Count)> Counts
    {
        get
        {
            var row = import!.Row;
            var done = row.State == ImportState.Done;
            yield return ("NewOrders", L[done ? "NewOrdersDone" : "NewOrdersNote"], row.NewOrders);
            yield return ("KnownOrders", L["KnownOrdersNote"], row.KnownOrders);
            yield return ("NewEvents", L[done ? "NewEventsDone" : "NewEventsNote"], row.Events);
            if (row.Returns > 0)
                yield return ("ReturnedOrders",
                    L[done ? "ReturnedOrdersDone" : "ReturnedOrdersNote", new Dong(row.ReturnedAmount).ToString()], row.Returns);
            yield return ("BadOrders", L["BadOrdersNote"], row.BadOrders);
            if (row.Amended > 0)
                yield return ("AmendedOrders", L[done ? "AmendedOrdersDone" : "AmendedOrdersNote"], row.Amended);
        }
    }

    protected override async Task LoadAsync(CancellationToken stop)
    {
        paging = Nav.Paging("");
        import = await Queries.OneAsync(Actor, Id, stop);
        if (import is null)
            return;

        problems = await Queries.ProblemsAsync(Actor, Id, paging, stop);
        if (sample.Count == 0 && import.Row.State is ImportState.Uploaded or ImportState.Checked or ImportState.Failed)
            sample = await Queries.SampleAsync(Actor, Id, SampleRows, stop);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(
                Notifier, change => change.Topic == ChangeTopics.Import && change.SubjectId == Id, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }

    private void GoBack(int step)
    {
        if (step == ImportSteps.Choose)
            Nav.NavigateTo(ShopPaths.Imports);
        else
            mapping = true;
    }

    private async Task StartAsync()
    {
        var row = import!.Row;
        var text = L["ImportAskText", Count(row.NewOrders), Count(row.Events), Count(row.BadOrders)].Value;
        if (row.Returns > 0)
            text += " " + L["ImportAskReturns", Count(row.Returns), new Dong(row.ReturnedAmount).ToString()];
        if (await confirm.AskAsync(L["ImportAsk", row.FileName], text, L["DoImport", Count(row.NewOrders)]))
            await DoAsync(() => Start.RunAsync(Actor, new StartImport.Input(Id, amend), CancellationToken.None));
    }

    private async Task DiscardAsync()
    {
        if (!await confirm.AskAsync(L["DiscardAsk", import!.Row.FileName], L["DiscardAskText"], L["DoDiscard"], dangerous: true))
            return;

        await DoAsync(() => Discard.RunAsync(Actor, new DiscardImport.Input(Id), CancellationToken.None));
        if (refusal is null)
            Nav.NavigateTo(ShopPaths.Imports);
    }

    private async Task DoAsync(Func<Task<Outcome<Done>>> useCase)
    {
        if (working)
            return;

        working = true;
        try
        {
            refusal = (await useCase()).Refusal;
            await ReloadAsync();
        }
        finally
        {
            working = false;
        }
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
