using Portal.App.Disputes.Cases;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Texts;
using Portal.Domain.Disputes;
using Portal.Web.Components.Disputes;
using Portal.Web.Components.Shared;

namespace Portal.Web.Pages.Admin.Disputes;

/// <summary>
/// One moment of a dispute's line of time: what happened to the order, the steps of the case, and every time that a piece of evidence
/// carries.
/// </summary>
public sealed record DisputeMoment(DateTimeOffset At, string What, string? Detail, Tone Tone)
{
    /// <summary>All of them, the latest first.</summary>
    public static IReadOnlyList<DisputeMoment> Of(DisputeDetail dispute, OrderView? order)
    {
        var moments = new List<DisputeMoment>();
        moments.AddRange(order?.History.Select(change => new DisputeMoment(
            change.At, $"{DisputeWords.Of("EventOrder")}: {TextCatalog.Effect(change.Effect)}", change.Note, Tone.Neutral)) ?? []);

        moments.AddRange(dispute.Steps.Select(step => new DisputeMoment(
            step.At, TextCatalog.Word(step.Kind), DisputeWords.Who(step.Party, step.By), Tone.Information)));
        foreach (var file in dispute.Evidence)
        {
            moments.Add(new DisputeMoment(file.UploadedAt, DisputeWords.Of("EventEvidenceUploaded"), file.Name, Tone.Waiting));
            if (file.StatedAt is { } stated)
                moments.Add(new DisputeMoment(stated, DisputeWords.Of("EventEvidenceStated"), file.Name, Tone.Success));
            if (file.FileAt is { } carried)
                moments.Add(new DisputeMoment(carried, DisputeWords.Of("EventEvidenceFile"), file.Name, Tone.Success));
        }

        return [.. moments.OrderByDescending(moment => moment.At)];
    }
}
