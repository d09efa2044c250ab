using Microsoft.AspNetCore.Components;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Texts;
using Portal.Domain.Disputes;
using Portal.Web.Components.Shared;

namespace Portal.Web.Components.Disputes;

/// <summary><c>@DisputeChip.Of(row.State)</c>: where a dispute stands; <c>@DisputeChip.Clock(row)</c>: when it is near or past.</summary>
public static class DisputeChip
{
    public static MarkupString Of(DisputeState state, bool plain = false) => StatusChip.Of(
        state switch
        {
            DisputeState.Open or DisputeState.UnderReview => Tone.Information,
            DisputeState.MoreInformation => Tone.Waiting,
            DisputeState.Accepted => Tone.Success,
            DisputeState.Rejected => Tone.Cancelled,
            _ => Tone.Neutral,
        },
        TextCatalog.Word(state), TextCatalog.Word("DisputeStateHelp", state.ToString()), plain: plain);

    /// <summary>Nothing while there is time.</summary>
    public static MarkupString Clock(DisputeView row) => row switch
    {
        { EscalatedAt: not null } => StatusChip.Of(Tone.Cancelled, DisputeWords.Of("Escalated"), icon: Icons.Alert),
        { Urgency: DisputeUrgency.Past } => StatusChip.Of(Tone.Cancelled, TextCatalog.Word(row.Urgency), icon: Icons.Clock),
        { Urgency: DisputeUrgency.Near } => StatusChip.Of(Tone.Waiting, TextCatalog.Word(row.Urgency), icon: Icons.Clock),
        _ => default,
    };
}
