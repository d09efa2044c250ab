using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;

namespace Portal.Web.SignIn;

/// <summary>
/// Asks, for each open page, whether its session still holds: once a minute, because sessions run out by themselves, and at once when a
/// session of its person was ended anywhere. A page that no longer may be open finds itself signed out, without waiting for a reload.
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

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        HoldsAsync(sessions, authenticationState.User, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        subscription.Dispose();
        base.Dispose(disposing);
    }

    internal static async Task<bool> HoldsAsync(SessionQueries sessions, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        person.SessionId() is { } id && await sessions.HoldsAsync(id, cancellationToken);

    private async Task RememberAsync(Task<AuthenticationState> state) => person = (await state).User;

    private async Task LookAsync(ClaimsPrincipal open)
    {
        try
        {
            if (!await HoldsAsync(sessions, open, CancellationToken.None))
                SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
        catch (Exception failure)
        {
            // the minute's own look is still to come, and every write looks too
            log.LogWarning(failure, "An open page could not look whether its session still holds");
        }
    }
}
