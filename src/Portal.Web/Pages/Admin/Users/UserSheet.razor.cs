using Microsoft.AspNetCore.Components;
using Portal.App.Access.Staff;
using Portal.App.Access.Users;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Admin.Users;

public sealed partial class UserSheet
{
    private RoleFields.Chosen choice = new();
    private Guid? shown;
    private bool busy;
    private string? done;
    private Refusal? refusal;
    private Confirm confirm = null!;

    [Inject] private ResendInvitation Resend { get; set; } = null!;

    [Inject] private DeactivateUser Deactivate { get; set; } = null!;

    [Inject] private ReactivateUser Reactivate { get; set; } = null!;

    [Inject] private ResetAuthenticator ResetAuthenticator { get; set; } = null!;

    [Inject] private GrantMembership Grant { get; set; } = null!;

    [Inject] private RevokeMembership Revoke { get; set; } = null!;

    [Inject] private ChangeStaffRights ChangeRights { get; set; } = null!;

    [Inject] private EndOtherSessions EndOthers { get; set; } = null!;

    [Inject] private EndSession EndSession { get; set; } = null!;

    [Parameter, EditorRequired] public UserQueries.UserDetail? Detail { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<SessionQueries.Row> Sessions { get; set; } = [];

    [Parameter, EditorRequired] public Actor Actor { get; set; } = Actor.Nobody;

    [Parameter, EditorRequired] public bool MayWrite { get; set; }

    [Parameter, EditorRequired] public Func<Task> Changed { get; set; } = null!;

    [Parameter, EditorRequired] public string CloseHref { get; set; } = "";

    private UserQueries.UserRow User => Detail!.User;

    private bool IsSelf => User.Id == Actor.ClientId;

    protected override void OnParametersSet()
    {
        if (shown == Detail?.User.Id)
            return;

        shown = Detail?.User.Id;
        choice = new RoleFields.Chosen();
        refusal = null;
        done = null;
    }

    private Task ResendAsync() => DoAsync(
        () => Resend.RunAsync(Actor, new ResendInvitation.Input(User.Id), CancellationToken.None), L["Resent", User.Email]);

    private Task EndSessionAsync(Guid session) => DoAsync(
        () => EndSession.RunAsync(Actor, new EndSession.Input(session), CancellationToken.None), L["SessionEnded"]);

    private Task EndAllSessionsAsync() => DoAsync(
        () => EndOthers.RunAsync(Actor, new EndOtherSessions.Input(User.Id), CancellationToken.None), L["AllSessionsEnded"]);

    private Task ReactivateAsync() => DoAsync(
        () => Reactivate.RunAsync(Actor, new ReactivateUser.Input(User.Id), CancellationToken.None), L["Reactivated"]);

    private Task GrantAsync() => DoAsync(
        () => Grant.RunAsync(
            Actor, new GrantMembership.Input(User.Id, choice.Role, choice.PartnerId, choice.ShopId, choice.Rights), CancellationToken.None),
        L["Granted", TextCatalog.Of(choice.Role)]);

    private Task ChangeRightsAsync(UserQueries.MembershipRow membership, StaffRights rights) => DoAsync(
        () => ChangeRights.RunAsync(Actor, new ChangeStaffRights.Input(membership.Id, rights), CancellationToken.None),
        L["RightsChanged", membership.Organisation ?? ""]);

    private async Task DeactivateAsync()
    {
        if (await confirm.AskAsync(L["DeactivateTitle"], L["DeactivateText", User.Name, User.Email], L["Deactivate"], dangerous: true))
            await DoAsync(() => Deactivate.RunAsync(Actor, new DeactivateUser.Input(User.Id), CancellationToken.None), L["Deactivated"]);
    }

    private async Task ResetAuthenticatorAsync()
    {
        if (await confirm.AskAsync(
            L["ResetSecondFactorTitle"], L["ResetSecondFactorText", User.Name], L["ResetSecondFactor"], dangerous: true))
            await DoAsync(() => ResetAuthenticator.RunAsync(Actor, new ResetAuthenticator.Input(User.Id), CancellationToken.None),
                L["SecondFactorReset"]);
    }

    private async Task RevokeAsync(UserQueries.MembershipRow membership)
    {
        var role = TextCatalog.Of(membership.Role);
        var organisation = membership.Organisation ?? C["Operator"].Value;
        if (await confirm.AskAsync(L["RevokeTitle"], L["RevokeText", User.Name, role, organisation], L["Revoke"], dangerous: true))
            await DoAsync(() => Revoke.RunAsync(Actor, new RevokeMembership.Input(User.Id, membership.Id), CancellationToken.None),
                L["Revoked", role]);
    }

    private async Task DoAsync<T>(Func<Task<Outcome<T>>> useCase, string said)
    {
        if (busy)
            return;

        busy = true;
        try
        {
            var outcome = await useCase();
            refusal = outcome.Refusal;
            done = outcome.Succeeded ? said : null;
            if (outcome.Succeeded)
            {
                choice = new RoleFields.Chosen();
                await Changed();
            }
        }
        finally
        {
            busy = false;
        }
    }
}
