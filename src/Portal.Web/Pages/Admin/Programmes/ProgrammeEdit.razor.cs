using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Portal.App.Catalogue.Programmes;
using Portal.Domain.Common;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Admin.Programmes;

/// <summary>
/// New settings in two steps: the form, and a look at what they change and would have changed in a past month. What is saved
/// is what was looked at.
/// </summary>
public sealed partial class ProgrammeEdit
{
    private ProgrammeStory? story;
    private SettingsDraft? draft;
    private DateOnly? day;
    private TimeOnly time = TimeOnly.MinValue;
    private string? note;
    private JsonElement settings;
    private ProgrammeVersionPreview? preview;
    private Refusal? refusal;
    private bool typed;
    private bool saved;
    private bool busy;
    private Confirm confirm = null!;

    [Inject] private ProgrammeQueries Queries { get; set; } = null!;
    [Inject] private PreviewProgrammeVersion Preview { get; set; } = null!;
    [Inject] private AddProgrammeVersion Add { get; set; } = null!;

    [Parameter] public string Code { get; set; } = "";

    private bool Unsaved => typed && !saved;

    protected override async Task LoadAsync(CancellationToken stop)
    {
        story = await Queries.StoryAsync(Actor, Code, stop) is { Succeeded: true } found ? found.Value : null;

        // what is being typed is not thrown away when the page is read again
        if (draft is not null || story is null)
            return;
        draft = SettingsDraft.Of(story.Programme.Template, story.Programme.Settings);
        day = LocalCalendar.Day(Clock.GetUtcNow()).AddDays(1);
    }

    private void ChooseDay(DateOnly? chosen) => (typed, day) = (true, chosen);

    private void ChooseTime(TimeOnly? chosen) => (typed, time) = (true, chosen ?? TimeOnly.MinValue);

    private async Task PreviewAsync()
    {
        if (busy || draft is null)
            return;
        if (day is null)
        {
            refusal = Refusal.Invalid(new FieldError("effectiveFrom", FieldCodes.Required));
            return;
        }

        busy = true;
        try
        {
            settings = draft.ToJson();
            var outcome = await Preview.RunAsync(Actor, Code, Input(), Gone);
            refusal = InPercent(outcome.Refusal);
            preview = outcome.Succeeded ? outcome.Value : null;
        }
        finally
        {
            busy = false;
        }
    }

    private async Task SaveAsync()
    {
        if (busy)
            return;

        busy = true;
        try
        {
            var outcome = await Add.RunAsync(Actor, Code, Input(), CancellationToken.None);
            refusal = InPercent(outcome.Refusal);
            if (outcome.Succeeded)
            {
                saved = true;
                Nav.NavigateTo($"{ProgrammePaths.Of(Code)}?saved={outcome.Value.Number.ToString(CultureInfo.InvariantCulture)}");
            }
            else if (refusal!.Fields.Any(field => field.Field != "note"))
            {
                preview = null;
            }
        }
        finally
        {
            busy = false;
        }
    }

    private void BackToForm()
    {
        preview = null;
        refusal = null;
    }

    private AddProgrammeVersion.Input Input() => new(Start(), settings, note);

    // the first instant of the calendar in Vietnam has no counterpart in UTC; the use case refuses it like all that is too early
    private DateTimeOffset Start() => day is { Year: > 1 } chosen
        ? new DateTimeOffset(chosen.ToDateTime(time), LocalCalendar.Offset) : DateTimeOffset.MinValue;

    /// <summary>Rates are typed in percent, so their limits are told in percent.</summary>
    private static Refusal? InPercent(Refusal? refused) => refused is null ? null : refused with
    {
        Fields = [.. refused.Fields.Select(
            field => IsRate(field) ? new FieldError(field.Field, field.Code).With("min", "0").With("max", "100") : field)],
    };

    private static bool IsRate(FieldError field) => field.Code == FieldCodes.OutOfRange
        && (field.Field == "settings.rateBps" || field.Field.StartsWith("settings.rates.", StringComparison.Ordinal));

    private async Task AskBeforeLeavingAsync(LocationChangingContext leaving)
    {
        if (Unsaved && !await confirm.AskAsync(L["LeaveTitle"], L["LeaveText"], L["Leave"], dangerous: true))
            leaving.PreventNavigation();
    }
}
