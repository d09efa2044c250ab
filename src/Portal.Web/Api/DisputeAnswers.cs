using System.Globalization;
using System.Text.Json.Serialization;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Disputes.Rulings;
using Portal.App.Money.Ledger;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Surcharges;

namespace Portal.Web.Api;

/// <summary>What should have been recorded; what a kind needs of it is said with the call.</summary>
public sealed record DisputeWantedBody(
    Guid? PartnerId = null, Introducer? IntroducedBy = null, long? Base = null, OrderStatus? Status = null, string? From = null)
{
    public DisputeWanted Read() => new(PartnerId, IntroducedBy, Base, Status, From);

    public static DisputeWantedBody Of(DisputeWanted wanted) =>
        new(wanted.PartnerId, wanted.IntroducedBy, wanted.Base, wanted.Status, wanted.From);
}

/// <summary>What the sender says of a file.</summary>
/// <param name="StatedAt">When it came about, as they know it.</param>
public sealed record DisputeEvidenceBody(DateTimeOffset? StatedAt = null, string? Note = null);

/// <summary>A dispute as it is filed.</summary>
/// <param name="Kind"><c>missing_order</c>, <c>wrong_partner</c>, <c>wrong_amount</c>, <c>wrong_status</c>, <c>wrong_source</c> or
/// <c>wrong_surcharge</c>.</param>
/// <param name="Evidence">The n-th belongs to the n-th part <c>evidence</c>.</param>
public sealed record DisputeBody(
    string Kind, string? OrderExternalId = null, Guid? ShopId = null, Guid? CustomerId = null, Guid? StatementLineId = null,
    string? Claim = null, DisputeWantedBody? Wanted = null, IReadOnlyList<DisputeEvidenceBody>? Evidence = null)
{
    public Outcome<DisputeDraft> Read() => DisputeKinds.Of(Kind) is { } kind
        ? new DisputeDraft(kind, OrderExternalId, ShopId, CustomerId, StatementLineId, Claim, Wanted?.Read())
        : Refusal.Invalid(new FieldError("kind", FieldCodes.NotAllowed).With("allowed", string.Join(", ", DisputeKinds.All)));
}

/// <summary>A decision about a dispute.</summary>
/// <param name="Outcome"><c>accepted</c> or <c>rejected</c>.</param>
public sealed record DisputeDecisionBody(string Outcome, string? Reason = null)
{
    public Outcome<DecideDispute.Input> Read() => Outcome is "accepted" or "rejected"
        ? new DecideDispute.Input(Outcome == "accepted", Reason)
        : Refusal.Invalid(new FieldError("outcome", FieldCodes.NotAllowed).With("allowed", "accepted, rejected"));
}

/// <param name="Side"><c>partner</c> or <c>shop</c>.</param>
/// <param name="Id">Null for the other side, who are not told.</param>
public sealed record DisputeAuthorAnswer(string Side, Guid? Id, string? Name);

/// <summary>A dispute in the list.</summary>
/// <param name="Number"><c>KN-2026-000123</c>, without gaps in each year.</param>
/// <param name="Role">What the caller is to it: <c>author</c>, <c>counterpart</c> or <c>reviewer</c>.</param>
/// <param name="DueAt">By when whoever has the turn must answer; null when it is decided.</param>
/// <param name="AmountAtStake">Đồng; null where it is not known or not the caller's to know.</param>
public record DisputeItemAnswer(
    Guid Id, string? Number, string Kind, string State, string Role, DisputeAuthorAnswer Author, Guid? ShopId, string? OrderExternalId,
    Guid? OrderId, Guid? CustomerId, Guid? StatementLineId, DateTimeOffset? FiledAt, DateTimeOffset? DueAt, bool Overdue,
    DateTimeOffset? EscalatedAt, DateTimeOffset? DecidedAt, bool Appealed, long? AmountAtStake)
{
    protected DisputeItemAnswer(DisputeView row)
        : this(
            row.Id, row.Number, DisputeKinds.CodeOf(row.Kind), DisputeCodes.Of(row.State), DisputeCodes.Of(row.Party),
            new DisputeAuthorAnswer(DisputeCodes.Of(row.Side), row.HolderId, row.Holder), row.ShopId, row.Order, row.OrderId,
            row.CustomerId, row.StatementLineId, row.FiledAt, row.DueAt, row.IsOverdue, row.EscalatedAt, row.DecidedAt, row.IsAppealed,
            row.AtStake)
    {
    }

    public static DisputeItemAnswer Of(DisputeView row) => new(row);
}

/// <summary>A dispute with its thread and what was done about it.</summary>
/// <param name="Steps">In the order of time.</param>
/// <param name="Messages">In the order of time.</param>
public sealed record DisputeAnswer : DisputeItemAnswer
{
    private DisputeAnswer(DisputeDetail dispute)
        : base(dispute.Case)
    {
        Claim = dispute.Claim;
        Wanted = DisputeWantedBody.Of(dispute.Wanted);
        Messages = [.. dispute.Messages.Select(message => new DisputeMessageAnswer(
            message.Id, DisputeCodes.Of(message.Party), message.By, message.Text, message.At))];
        Steps = [.. dispute.Steps.Select(step => new DisputeStepAnswer(
            DisputeCodes.Of(step.Kind), DisputeCodes.Of(step.Party), step.By, step.Note, step.At, step.DueAt))];
        Evidence = [.. dispute.Evidence.Select(DisputeEvidenceAnswer.Of)];
        Decision = DisputeDecisionAnswer.Of(dispute.Decision);
        Appeal = dispute.Appeal is { } appeal
            ? new DisputeAppealAnswer(appeal.Reason, appeal.At, DisputeCodes.Of(appeal.Party), DisputeDecisionAnswer.Of(appeal.Decision))
            : null;
    }

    public string Claim { get; }

    public DisputeWantedBody Wanted { get; }

    public IReadOnlyList<DisputeMessageAnswer> Messages { get; }

    public IReadOnlyList<DisputeStepAnswer> Steps { get; }

    /// <summary>What of it the caller may open; of both sides their own.</summary>
    public IReadOnlyList<DisputeEvidenceAnswer> Evidence { get; }

    /// <summary>The first decision; null while there is none.</summary>
    public DisputeDecisionAnswer? Decision { get; }

    public DisputeAppealAnswer? Appeal { get; }

    public static DisputeAnswer Of(DisputeDetail dispute) => new(dispute);
}

/// <param name="From"><c>author</c>, <c>counterpart</c> or <c>reviewer</c>.</param>
/// <param name="By">The person's or key's name, of the caller's own side.</param>
public sealed record DisputeMessageAnswer(Guid Id, string From, string? By, string Text, DateTimeOffset At);

/// <summary>A piece of evidence; its bytes are behind <c>/disputes/{id}/evidence/{evidenceId}</c>.</summary>
/// <param name="Type">Its media type, as its content says.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
/// <param name="StatedAt">When it came about, as its sender says.</param>
/// <param name="FileAt">The same, as the file says.</param>
/// <param name="Differs">Whether both lie more than a day apart.</param>
/// <param name="PreviewUrl">A picture of it without what the file says of itself; null where there is none (yet).</param>
public sealed record DisputeEvidenceAnswer(
    Guid Id, string Name, string Type, long Bytes, string Sha256, DateTimeOffset UploadedAt, DateTimeOffset? StatedAt, string? Note,
    DateTimeOffset? FileAt, string? FileAtSource, bool Differs, string? PreviewUrl)
{
    public static DisputeEvidenceAnswer Of(EvidenceView file) => new(
        file.Id, file.Name, file.Type.ContentType().Split(';')[0], file.Bytes, file.Sha256, file.UploadedAt, file.StatedAt, file.Note,
        file.FileAt, file.FileAtSource is { } source ? DisputeCodes.Of(source) : null, file.Differs,
        file.Preview == EvidencePreviewState.Ready ? $"/api/v1/disputes/{file.DisputeId}/evidence/{file.Id}/preview" : null);
}

/// <param name="Kind"><c>filed</c>, <c>review_started</c>, <c>information_wanted</c>, <c>answered</c>, <c>accepted</c>, <c>rejected</c>,
/// <c>withdrawn</c>, <c>appealed</c>, <c>reminded</c> or <c>escalated</c>.</param>
/// <param name="From">As of a message; <c>portal</c> of what it did by itself.</param>
public sealed record DisputeStepAnswer(string Kind, string From, string? By, string? Note, DateTimeOffset At, DateTimeOffset? DueAt);

public sealed record DisputeDecisionAnswer(
    string Outcome, string Reason, DateTimeOffset At, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By)
{
    public static DisputeDecisionAnswer? Of(DisputeDecisionView? decision) => decision is null
        ? null : new(DisputeCodes.Of(decision.Outcome), decision.Reason, decision.At, decision.By);
}

/// <param name="Decision">Null while the appeal is open.</param>
public sealed record DisputeAppealAnswer(string Reason, DateTimeOffset At, string From, DisputeDecisionAnswer? Decision);

/// <summary>What accepting a dispute would do.</summary>
/// <param name="Decisions">The programmes' decisions that would come out otherwise.</param>
/// <param name="Entries">Exactly what the ledger would post.</param>
/// <param name="Orders">How many orders would be decided again.</param>
/// <param name="HasMore">True where more would change than is shown.</param>
public sealed record DisputePreviewAnswer(
    long AmountAtStake, IReadOnlyList<DisputePreviewDecision> Decisions, IReadOnlyList<EntryView> Entries, int Orders, bool HasMore)
{
    public static DisputePreviewAnswer Of(RulingPreview preview, CultureInfo culture) => new(
        preview.AmountAtStake.Amount,
        [
            .. preview.Decisions.Select(change => new DisputePreviewDecision(
                change.OrderId, change.Order, change.Before is { } before ? ProgramAnswer.Of(before, culture) : null,
                ProgramAnswer.Of(change.After, culture))),
        ],
        preview.Entries, preview.Orders, preview.HasMore);
}

/// <param name="Before">Null where there was none.</param>
public sealed record DisputePreviewDecision(Guid OrderId, string OrderExternalId, ProgramAnswer? Before, ProgramAnswer After);
