namespace Portal.App.Money.Ledger;

/// <summary>A correction as finance sees it.</summary>
/// <param name="Gross">Đồng before tax; negative takes away.</param>
public sealed record AdjustmentView(
    Guid Id, Guid PartnerId, string PartnerName, long Gross, string Reason, AdjustmentState State, Guid ProposedById, string ProposedBy,
    DateTimeOffset ProposedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt, string? DecisionReason);

/// <summary>The last audit, with what it found.</summary>
/// <param name="Head">The hash of the last seal, in hexadecimal.</param>
public sealed record AuditView(
    Guid Id, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Entries, int Blocks, int Findings, string Head,
    IReadOnlyList<AuditFindingView> Found);

public sealed record AuditFindingView(AuditFindingKind Kind, string Subject);
