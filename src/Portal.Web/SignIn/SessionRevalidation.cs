using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;

namespace Portal.Web.SignIn;

/// <summary>
/// Asks, for each open page, whether its session still holds and with which rights: once a minute, because sessions run out by themselves,
/// and at once when a session of its person was ended, or their rights were changed, anywhere. A page that no longer may be open finds
/// itself signed out, and one that lost a right without what it allowed, without waiting for a reload.
/// </summary>
public sealed class SessionRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly SessionQueries sessions;
    private readonly ILogger log;
    private readonly IDisposable subscription;
    private volatile ClaimsPrincipal? person;

    public SessionRevalidation(SessionQueries sessions, ChangeNotifier notifier, OpenPage page, ILoggerFactory loggers)
        : base(loggers)
    {
        this.sessions = sessions;
        log = loggers.CreateLogger<SessionRevalidation>();
        AuthenticationStateChanged += state => _ = RememberAsync(state);
        subscription = notifier.Subscribe(change =>
        {
            if (change.Topic == ChangeTopics.Session && page.IsOpen && person is { } open && change.SubjectId == open.UserId())
                _ = LookAsync(open);
        });
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (await PresentAsync(authenticationState.User, cancellationToken) is not { } present)
            return false;

        if (present != authenticationState.User)
            Show(present);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        subscription.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The person with the rights that they have now; null when their session is over.</summary>
    private async Task<ClaimsPrincipal?> PresentAsync(ClaimsPrincipal open, CancellationToken cancellationToken)
    {
        if (open.SessionId() is not { } id || await sessions.RightsAsync(id, cancellationToken) is not { } rights)
            return null;

        return rights == open.PresentRights() ? open : open.With(rights);
    }

    private async Task RememberAsync(Task<AuthenticationState> state) => person = (await state).User;

    private async Task LookAsync(ClaimsPrincipal open)
    {
        try
        {
            var present = await PresentAsync(open, CancellationToken.None) ?? new ClaimsPrincipal(new ClaimsIdentity());
            if (present != open)
                Show(present);
        }
        catch (Exception failure)
        {
            // the minute's own look is still to come, and every write looks too
            log.LogWarning(failure, "An open page could not look whether its session still holds");
        }
    }

    private void Show(ClaimsPrincipal present) => SetAuthenticationState(Task.FromResult(new AuthenticationState(present)));
}
