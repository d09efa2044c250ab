using Microsoft.AspNetCore.Components;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.Web.SignIn;

/// <summary>
/// What the account pages share. They are static, because they set cookies: a form is sent, its use case answers, and the
/// page is drawn again with what was refused, or the person goes on.
/// </summary>
public abstract class AccountPage : ComponentBase
{
    [Inject]
    protected NavigationManager Nav { get; set; } = null!;

    [Inject]
    protected Sessions Sessions { get; set; } = null!;

    [Inject]
    private SignInThrottle Throttle { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = AccountPaths.ReturnUrl)]
    protected string? ReturnUrl { get; set; }

    /// <summary>Why the form was refused.</summary>
    protected Refusal? Refused { get; set; }

    protected Actor Actor => ActorOf.User(Http.User);

    /// <summary>Where the form comes from.</summary>
    protected string? Address => Http.User.FindFirst(PortalClaims.Address)?.Value;

    protected CancellationToken Stop => Http.RequestAborted;

    /// <summary>The refusal, unless it says no more than that fields are wrong, which the fields say themselves.</summary>
    protected Refusal? Notice => Refused is { Fields.Count: > 0 } ? null : Refused;

    protected override void OnInitialized()
    {
        // One-time links and typed addresses stay between the person and the portal.
        Http.Response.Headers.CacheControl = "no-cache, no-store"; // as the forms' tokens want it, which would warn otherwise
        Http.Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>False when this address sent too many forms; then <see cref="Refused"/> says so.</summary>
    protected bool MayTry()
    {
        Refused = Throttle.Check(Http);
        return Refused is null;
    }
}
