namespace Portal.Domain.Common;

/// <summary>
/// One step of a decision: the rule that was applied (<c>R1.4</c>), its outcome as a stable code, and the inputs that it
/// looked at. Stored as data; the sentence that people read is made from <see cref="Outcome"/> and <see cref="Facts"/> in
/// their own language (resource <c>Trace_{outcome}</c>).
/// </summary>
public sealed record TraceStep(string Rule, string Outcome, IReadOnlyDictionary<string, string> Facts)
{
    public static TraceStep Of(string rule, string outcome, params IEnumerable<(string Name, string Value)> facts) =>
        new(rule, outcome, facts.ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal));
}
