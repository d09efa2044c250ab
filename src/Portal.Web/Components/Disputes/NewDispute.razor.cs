using Microsoft.AspNetCore.Components;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;
using Portal.Web.Components.Shared;
using Portal.Web.Components.Shared.Fields;

namespace Portal.Web.Components.Disputes;

/// <summary>
/// Writes a dispute. What was typed is saved a moment later, and once more when something was typed meanwhile; the address names the draft
/// from the first save on, so that a reload goes on from it.
/// </summary>
public sealed partial class NewDispute
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(600);

    private readonly string formId = ElementIds.Next("dispute");
    private DisputeKind kind;
    private string? order;
    private Guid? shop;
    private Guid? customer;
    private Guid? line;
    private string? claim;
    private string? amount;
    private OrderStatus? status;
    private Introducer? introducer;
    private string? from;

    private IReadOnlyList<DisputeShop> shops = [];
    private Guid? id;
    private DisputeDetail? draft;
    private DateTimeOffset? savedAt;
    private DateTimeOffset? foundAt;
    private Outcome<SavedDraft> saving;
    private Refusal? refusal;
    private bool begun;
    private bool gone;
    private bool dirty;
    private Task<bool> running = Task.FromResult(true);
    private bool failed;
    private bool busy;
    private int typed;
    private Confirm confirm = null!;

    [Parameter, EditorRequired] public LedgerHolder Side { get; set; }

    [Inject] private DisputeQueries Queries { get; set; } = null!;
    [Inject] private SaveDispute Save { get; set; } = null!;
    [Inject] private FileDispute Filing { get; set; } = null!;
    [Inject] private WithdrawDispute Withdraw { get; set; } = null!;
    [Inject] private ILogger<NewDispute> Log { get; set; } = null!;

    private string Base => DisputePaths.Of(Side);

    private IEnumerable<Choice<DisputeKind>> Kinds =>
        DisputeWants.Of(Side).Select(one => new Choice<DisputeKind>(one, TextCatalog.Word(one)));

    private DisputeDraft Written => new(
        kind, order, shop, customer, line, claim,
        new DisputeWanted(
            null, kind == DisputeKind.WrongSource ? introducer : null,
            kind is DisputeKind.WrongAmount or DisputeKind.WrongSurcharge ? DongText.Read(amount)?.Amount : null,
            kind == DisputeKind.WrongStatus ? status : null, kind == DisputeKind.WrongSource ? from : null));

    protected override async Task LoadAsync(CancellationToken stop)
    {
        Guid? named = Guid.TryParse(Nav.Read("draft"), out var asked) ? asked : null;
        if (begun && named == id)
            return; // the address follows what was saved here

        shops = Side == LedgerHolder.Partner ? await Queries.ShopsAsync(Actor, stop) : [];
        if (named is { } known)
        {
            draft = await Queries.GetAsync(Actor, known, stop) is { Succeeded: true, Value: var found }
                && found.Case is { State: DisputeState.Draft, Party: DisputeParty.Author } ? found : null;
            gone = draft is null;
        }
        else
        {
            Prefill();
            draft = await Queries.DraftAsync(Actor, order, customer, line, stop);
            foundAt = draft?.Case.SavedAt;
        }

        if (draft is not null)
            Take(draft);
        begun = true;
    }

    private void Prefill()
    {
        var kinds = DisputeWants.Of(Side);
        kind = DisputeKinds.Of(Nav.Read("kind")) is { } asked && kinds.Contains(asked) ? asked : kinds[0];
        order = Nav.Read("order");
        shop = Guid.TryParse(Nav.Read("shop"), out var named) ? named : shops.Count == 1 ? shops[0].Id : null;
        customer = Guid.TryParse(Nav.Read("customer"), out var whom) ? whom : null;
        line = Guid.TryParse(Nav.Read("line"), out var entry) ? entry : null;
        introducer = kind == DisputeKind.WrongSource ? Introducer.Owner : null;
    }

    private void Take(DisputeDetail found)
    {
        (id, savedAt) = (found.Case.Id, found.Case.SavedAt);
        (kind, order, shop) = (found.Case.Kind, found.Case.Order, found.Case.ShopId);
        (customer, line, claim) = (found.Case.CustomerId, found.Case.StatementLineId, found.Claim);
        (status, introducer, from) = (found.Wanted.Status, found.Wanted.IntroducedBy, found.Wanted.From);
        amount = found.Wanted.Base is { } dong ? dong.ToString("#,0", System.Globalization.CultureInfo.GetCultureInfo("vi-VN")) : null;
    }

    private Task KindAsync(DisputeKind chosen) => TypedAsync(() =>
    {
        kind = chosen;
        introducer ??= chosen == DisputeKind.WrongSource ? Introducer.Owner : null;
    });

    /// <summary>Something was typed: it is saved once nothing more was typed for a moment.</summary>
    private async Task TypedAsync(Action take)
    {
        take();
        dirty = true;
        var mine = ++typed;
        try
        {
            await Task.Delay(Pause, Clock, Gone);
            if (mine == typed)
                await SaveAsync();
        }
        catch (OperationCanceledException)
        {
            // the page was left; what was typed in its last moment is lost with it
        }
    }

    /// <summary>One save at a time: whoever comes meanwhile has it save once more, and waits for it.</summary>
    private Task<bool> SaveAsync()
    {
        dirty = true;
        return running.IsCompleted ? running = SaveAllAsync() : running;
    }

    private async Task<bool> SaveAllAsync()
    {
        try
        {
            do
            {
                dirty = false;
                saving = await Save.RunAsync(Actor, new SaveDispute.Input(id, Written), CancellationToken.None);
                failed = false;
                if (!saving.Succeeded && dirty)
                    continue;
                if (!saving.Succeeded)
                    return false;

                (id, savedAt) = (saving.Value.Id, saving.Value.SavedAt);
                if (draft is null)
                    await RefreshAsync();
            }
            while (dirty);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.LogWarning(failure, "A draft of a dispute could not be saved");
            (dirty, failed) = (true, true);
            return false;
        }
        finally
        {
            StateHasChanged();
        }

        if (Nav.Read("draft") != id.ToString())
            Nav.NavigateTo($"{Base}/new?draft={id}", replace: true);
        return true;
    }

    /// <summary>Evidence needs a draft that it belongs to.</summary>
    private Task BeginAsync() => SaveAsync();

    private async Task RefreshAsync()
    {
        if (id is { } saved && await Queries.GetAsync(Actor, saved, Gone) is { Succeeded: true } found)
            draft = found.Value;
        StateHasChanged();
    }

    private async Task FileAsync()
    {
        if (busy)
            return;

        busy = true;
        try
        {
            refusal = null;
            typed++; // what was typed is saved here, not a moment later
            if (!await SaveAsync())
                return;

            var outcome = await Filing.RunAsync(Actor, new FileDispute.Input(id!.Value, Written), CancellationToken.None);
            refusal = outcome.Refusal;
            if (outcome.Succeeded)
                Nav.NavigateTo($"{Base}?case={id}");
        }
        finally
        {
            busy = false;
        }
    }

    private async Task ThrowAwayAsync()
    {
        if (!await confirm.AskAsync(L["ThrowAwayTitle"], L["ThrowAwayText"], L["ThrowAway"], dangerous: true))
            return;

        if ((await Withdraw.RunAsync(Actor, id!.Value, CancellationToken.None)).Refusal is { } no)
            refusal = no;
        else
            Nav.NavigateTo(Base);
    }
}
