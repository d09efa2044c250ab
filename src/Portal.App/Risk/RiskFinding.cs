using Portal.Domain.Risk;

namespace Portal.App.Risk;

/// <summary>Something that stands out, as it was found; entering it twice is the same as once.</summary>
/// <param name="Subject">See <see cref="RiskSubjects"/>.</param>
/// <param name="OrderId">The order that it is about; null of clicks.</param>
/// <param name="Amount">See <see cref="RiskSignal.Amount"/>.</param>
/// <param name="Orders">Whose rewards it concerns.</param>
internal sealed record RiskFinding(
    Guid PartnerId, RiskRule Rule, Guid ProgrammeId, string Subject, Guid? OrderId, DateTimeOffset OccurredAt, int? Amount,
    IReadOnlyCollection<Guid> Orders);
