using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Replay;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Admin.Programmes;

public sealed partial class ReplayView
{
    private const int MonthsBack = 24;
    private const int PerStep = 50;

    private readonly string id = ElementIds.Next("replay");
    private readonly FormField.Input monthField = FormField.Input.Alone("month");
    private IReadOnlyList<DateOnly> months = [];
    private DateOnly month;
    private CancellationTokenSource? running;
    private ReplayProgress? progress;
    private ReplayResult? result;
    private Refusal? refusal;
    private bool stopped;
    private bool failed;
    private int shown = PerStep;

    [Inject] private ReplayProgramme Replay { get; set; } = null!;
    [Inject] private TimeProvider Clock { get; set; } = null!;
    [Inject] private ILogger<ReplayView> Log { get; set; } = null!;

    [Parameter, EditorRequired] public string Code { get; set; } = "";
    [Parameter, EditorRequired] public JsonElement Settings { get; set; }
    [Parameter, EditorRequired] public Actor Actor { get; set; } = Actor.Nobody;

    /// <summary>A programme that charges its shop has one row, without a partner.</summary>
    private bool ForShop => result?.Rows.All(row => row.PartnerId is null) == true;

    protected override void OnInitialized()
    {
        var last = LocalCalendar.Month(LocalCalendar.Day(Clock.GetUtcNow())).AddMonths(-1);
        months = [.. Enumerable.Range(0, MonthsBack).Select(back => last.AddMonths(-back))];
        month = last;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await RunAsync();
    }

    public void Dispose()
    {
        running?.Cancel();
        running?.Dispose();
    }

    private Task ChooseAsync(DateOnly chosen)
    {
        month = chosen;
        return RunAsync();
    }

    private async Task RunAsync()
    {
        await StopAsync();
        using var mine = new CancellationTokenSource();
        running = mine;
        (progress, result, refusal, stopped, failed, shown) = (null, null, null, false, false, PerStep);
        StateHasChanged();
        var (actor, code, input) = (Actor, Code, new ReplayProgramme.Input(Settings, Text(month)));
        try
        {
            // not on the page's own thread: a month of a large shop keeps it busy, and the button that stops it must be heard
            var outcome = await Task.Run(
                () => Replay.RunAsync(actor, code, input, new Told(far => Show(mine, far)), mine.Token), mine.Token);
            if (running == mine)
                (refusal, result) = (outcome.Refusal, outcome.Succeeded ? outcome.Value : null);
        }
        catch (Exception) when (mine.IsCancellationRequested)
        {
            // stopped by hand, or by a newer run; providers throw various things when they are interrupted
        }
        catch (Exception failure)
        {
            failed = true;
            Log.LogError(failure, "A replay of {Programme} failed", code);
        }
        finally
        {
            if (running == mine)
                running = null;
        }

        StateHasChanged();
    }

    private async Task StopAsync()
    {
        if (running is not { } current)
            return;
        running = null;
        stopped = true;
        await current.CancelAsync();
    }

    private void Show(CancellationTokenSource whose, ReplayProgress far) => _ = InvokeAsync(() =>
    {
        if (running != whose)
            return;
        progress = far;
        StateHasChanged();
    });

    private string OrdersOf(int before, int after) => before == after ? Number(before) : L["FromTo", Number(before), Number(after)];

    private string Why(ReplayChange why) => why.Before == why.After
        ? L["WhyAmount", Number(why.Orders), TextCatalog.Decision(why.After)]
        : L["WhyDecision", Number(why.Orders), TextCatalog.Decision(why.Before), TextCatalog.Decision(why.After)];

    private static string Verdict(string decision, string? whose) =>
        whose is null ? TextCatalog.Decision(decision) : $"{TextCatalog.Decision(decision)} · {whose}";

    private static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private sealed class Told(Action<ReplayProgress> tell) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => tell(value);
    }
}
