using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Disputes.Cases;

/// <summary>What every step does to the rows of a case.</summary>
internal static class DisputeRows
{
    /// <summary>Somebody has the turn from now on.</summary>
    public static void Turn(this Dispute row, DisputeClock times, DateTimeOffset now)
    {
        var due = times.DueFrom(now);
        (row.DueAt, row.NoticeAt, row.EscalatedAt) = (due, times.NoticeAfter(due, now), null);
    }

    /// <summary>Nobody has.</summary>
    public static void End(this Dispute row) => (row.DueAt, row.NoticeAt, row.EscalatedAt) = (null, null, null);

    /// <summary>Adds to the case's history. The caller saves.</summary>
    public static void Step(
        this PortalDb db, Dispute row, DisputeStepKind kind, DisputeParty party, string by, string? note, TimeProvider clock) =>
        db.DisputeSteps.Add(new DisputeStep
        {
            Id = Ids.New(clock),
            DisputeId = row.Id,
            Number = row.Version,
            Kind = kind,
            Party = party,
            By = by,
            Note = note,
            At = clock.GetUtcNow(),
            DueAt = row.DueAt,
        });

    /// <summary>Tells the open pages of both sides and of the reviewers.</summary>
    public static void NotifyDispute(this PortalDb db, Dispute row, TimeProvider clock)
    {
        db.NotifyChange(
            ChangeTopics.Dispute, row.Id, clock, row.Side == LedgerHolder.Partner ? row.HolderId : row.CounterpartId,
            row.Number is null && row.Side == LedgerHolder.Partner ? null : row.ShopId);
        if (row is { Side: LedgerHolder.Partner, CounterpartId: { } other })
            db.NotifyChange(ChangeTopics.Dispute, row.Id, clock, other);
    }
}
