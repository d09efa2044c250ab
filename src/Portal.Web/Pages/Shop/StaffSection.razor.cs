using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.App.Access.Staff;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Web.Components;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Shop;

public sealed partial class StaffSection
{
    private string? address;
    private bool inviting;
    private StaffQueries.Row? opened;
    private StaffRights rights;
    private string? email;
    private string? name;
    private bool busy;
    private string? said;
    private Refusal? refusal;
    private Confirm confirm = null!;

    [Inject] private InviteStaff Invite { get; set; } = null!;

    [Inject] private ChangeStaffRights ChangeRights { get; set; } = null!;

    [Inject] private ResendStaffInvitation Resend { get; set; } = null!;

    [Inject] private RemoveStaff Remove { get; set; } = null!;

    [Parameter, EditorRequired] public Actor Actor { get; set; } = Actor.Nobody;

    [Parameter, EditorRequired] public PageOf<StaffQueries.Row> Staff { get; set; } = PageOf<StaffQueries.Row>.Empty;

    [Parameter, EditorRequired] public PageRequest Paging { get; set; } = new();

    [Parameter, EditorRequired] public Func<Task> Changed { get; set; } = null!;

    protected override void OnParametersSet()
    {
        inviting = Nav.Has("invite");
        opened = Guid.TryParse(Nav.Read("staff"), out var id) ? Staff.Items.FirstOrDefault(row => row.Id == id) : null;
        if (address == Nav.Uri)
            return;

        // another sheet, or none
        address = Nav.Uri;
        refusal = null;
        rights = opened?.Rights ?? StaffRightSets.Default;
    }

    private static MarkupString Chip(StaffState state, bool plain = false) => StatusChip.Of(
        state switch { StaffState.Active => Tone.Success, StaffState.Invited => Tone.Waiting, _ => Tone.Cancelled },
        TextCatalog.Word(state), help: TextCatalog.Word("StaffStateHelp", state.ToString()), plain: plain);

    private Task InviteAsync() => DoAsync(
        () => Invite.RunAsync(
            Actor, new InviteStaff.Input(email, name, rights, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName),
            CancellationToken.None),
        invited => L["StaffInvited", invited.Email],
        () =>
        {
            (email, name) = (null, null);
            Nav.NavigateTo(Nav.With(("invite", null)));
        });

    private Task ChangeAsync() => opened is not { } person ? Task.CompletedTask : DoAsync(
        () => ChangeRights.RunAsync(Actor, new ChangeStaffRights.Input(person.Id, rights), CancellationToken.None),
        _ => L["StaffChanged", person.Name], Close);

    private Task ResendAsync() => opened is not { } person ? Task.CompletedTask : DoAsync(
        () => Resend.RunAsync(Actor, new ResendStaffInvitation.Input(person.Id), CancellationToken.None),
        _ => L["StaffInvited", person.Email], Close);

    private async Task RemoveAsync()
    {
        if (opened is not { } person || !await confirm.AskAsync(
            L["StaffRemoveTitle", person.Name], L["StaffRemoveText", person.Email], L["StaffRemove"], dangerous: true))
            return;

        await DoAsync(
            () => Remove.RunAsync(Actor, new RemoveStaff.Input(person.Id), CancellationToken.None),
            _ => L["StaffRemoved", person.Name], Close);
    }

    private void Close() => Nav.NavigateTo(Nav.With(("staff", null)));

    private async Task DoAsync<T>(Func<Task<Outcome<T>>> useCase, Func<T, string> saying, Action close)
    {
        if (busy)
            return;

        (busy, said) = (true, null);
        try
        {
            var outcome = await useCase();
            refusal = outcome.Refusal;
            if (!outcome.Succeeded)
                return;

            said = saying(outcome.Value);
            await Changed();
            close();
        }
        finally
        {
            busy = false;
        }
    }
}
