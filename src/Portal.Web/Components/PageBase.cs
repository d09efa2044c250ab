using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Portal.App.Platform.Security;
using Portal.Web.SignIn;

namespace Portal.Web.Components;

/// <summary>
/// What every page of the portal has: who looks at it, one source of cancellation, and a load that runs at the start and
/// whenever the address changes (filters, sort, page, sheet), of which only the newest counts.
/// <code>
/// @page "/partner/orders"
/// @inherits PageBase
/// &lt;PageHeader Title="@L["Title"]" /&gt;
/// &lt;PageBody Page="this"&gt; ... &lt;/PageBody&gt;
/// @code {
///     protected override async Task LoadAsync(CancellationToken stop) =&gt;
///         orders = await Queries.ListAsync(Actor, filter, Nav.Paging("-placed"), stop);
/// }
/// </code>
/// </summary>
public abstract class PageBase : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private CancellationTokenSource? loading;
    private Actor? actor;
    private string? loadedUri;

    [Inject]
    protected NavigationManager Nav { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    private ILogger<PageBase> Log { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Who looks at the page, in the role they chose. Every query and use case takes it.</summary>
    protected Actor Actor => actor ?? throw new InvalidOperationException("The page has no signed-in person; it lacks [Authorize].");

    /// <summary>Ends when the page is left. For work that a button starts.</summary>
    protected CancellationToken Gone => gone.Token;

    public bool IsLoading { get; private set; } = true;

    /// <summary>Set when the last load failed: the code under which the log has it.</summary>
    public string? FailureCode { get; private set; }

    /// <summary>Reads what the page shows. May run again at any time; must not change anything.</summary>
    protected virtual Task LoadAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Reads again what the page shows: after a change, or when somebody else changed something.</summary>
    public async Task ReloadAsync()
    {
        if (gone.IsCancellationRequested)
            return;

        loadedUri = Nav.Uri;
        if (loading is not null)
            await loading.CancelAsync();
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        loading = mine;
        IsLoading = true;
        FailureCode = null;
        try
        {
            await LoadAsync(mine.Token);
        }
        catch (Exception) when (mine.IsCancellationRequested)
        {
            // a newer load, or nobody, waits for this one; providers throw various things when they are interrupted
        }
        catch (Exception failure) when (failure is not NavigationException)
        {
            FailureCode = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
            Log.LogError(failure, "A page could not load ({FailureCode}): {Page}", FailureCode, GetType().Name);
        }
        finally
        {
            if (loading == mine)
            {
                loading = null;
                IsLoading = false;
                StateHasChanged();
            }
        }
    }

    /// <summary>As <see cref="ReloadAsync"/>, from outside the page's own thread: a notifier, a timer.</summary>
    protected Task ReloadFromOutsideAsync() => InvokeAsync(ReloadAsync);

    protected override void OnInitialized() => Nav.LocationChanged += OnLocationChanged;

    protected override async Task OnParametersSetAsync()
    {
        if (Authentication is not null)
            actor = ActorOf.User((await Authentication).User);
        if (loadedUri != Nav.Uri)
            await ReloadAsync();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || gone.IsCancellationRequested)
            return;
        Nav.LocationChanged -= OnLocationChanged;
        gone.Cancel();
        gone.Dispose();
    }

    // A page without parameters is not told of a new query; one whose path changed is about to go, or gets new parameters.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (loadedUri is not null && loadedUri != change.Location
            && new Uri(loadedUri).AbsolutePath == new Uri(change.Location).AbsolutePath)
            _ = InvokeAsync(ReloadAsync);
    }
}
