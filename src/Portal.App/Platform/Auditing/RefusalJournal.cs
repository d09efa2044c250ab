using Microsoft.Extensions.Logging;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Platform.Auditing;

/// <summary>
/// Writes what was refused into the audit log (R10.4): wrong passwords, blocked accounts, permissions that somebody lacks. Strangers cause
/// these, so they must not fill the log: the first of a kind is written at once, those that follow within a quarter of an hour
/// are counted and written as one record. Kinds are an action, who did it, to whom, and from where; when there are too many of
/// them at a time, the rest is counted together.
/// </summary>
public sealed class RefusalJournal(Transactions transactions, TimeProvider clock, ILogger<RefusalJournal> log)
{
    /// <summary>How many kinds are told apart at a time.</summary>
    public const int MostKinds = 300;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>What is written as <see cref="AuditRecord.Subject"/> of nobody in particular.</summary>
    private const string Nobody = "—";

    private readonly Dictionary<Kind, Counted> counted = [];
    private readonly Lock gate = new();

    private readonly record struct Kind(string Action, Guid ActorId, Guid SubjectId, string? Address, string? What);

    private sealed record Counted(Actor Actor, string Subject, DateTimeOffset Since)
    {
        public int Times { get; set; }
    }

    /// <summary>Writes it or counts it. Never fails: what was refused stays refused, whether or not it could be written down.</summary>
    /// <param name="actor">Who was refused; <see cref="Actor.Nobody"/> with an address for a stranger.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="subject">Whose account it was about, as people call it; empty for none.</param>
    /// <param name="subjectId">Its id; empty for none.</param>
    /// <param name="what">What was asked for: of a small set, never what somebody typed.</param>
    public async Task NoteAsync(Actor actor, string action, string subject = "", Guid subjectId = default, string? what = null)
    {
        try
        {
            await WriteAsync(Due(clock.GetUtcNow()));
            if (Count(new Kind(action, actor.ClientId, subjectId, actor.Address, what), actor, subject, clock.GetUtcNow()) is { } first)
                await WriteAsync([(first, new Counted(actor, subject, clock.GetUtcNow()) { Times = 1 })]);
        }
        catch (Exception failure)
        {
            log.LogError(failure, "A refusal ({Action}) could not be written to the audit log", action);
        }
    }

    /// <summary>Writes what was counted in windows that are over.</summary>
    public Task FlushAsync() => WriteAsync(Due(clock.GetUtcNow()));

    /// <returns>The kind when this is its first; null when it was only counted.</returns>
    private Kind? Count(Kind kind, Actor actor, string subject, DateTimeOffset now)
    {
        lock (gate)
        {
            if (counted.TryGetValue(kind, out var known))
            {
                known.Times++;
                return null;
            }

            if (counted.Count < MostKinds)
            {
                counted[kind] = new Counted(actor, subject, now);
                return kind;
            }

            // all others of this action, from anywhere; there are few actions
            var rest = new Kind(kind.Action, Guid.Empty, Guid.Empty, null, null);
            if (!counted.TryGetValue(rest, out var others))
                counted[rest] = others = new Counted(Actor.Nobody, "", now);
            others.Times++;
            return null;
        }
    }

    private List<(Kind Kind, Counted Counted)> Due(DateTimeOffset now)
    {
        lock (gate)
        {
            var over = counted.Where(entry => entry.Value.Since + Window <= now).ToList();
            over.ForEach(entry => counted.Remove(entry.Key));
            return [.. over.Where(entry => entry.Value.Times > 0).Select(entry => (entry.Key, entry.Value))];
        }
    }

    private async Task WriteAsync(IReadOnlyCollection<(Kind Kind, Counted Counted)> entries)
    {
        if (entries.Count == 0)
            return;

        await transactions.OnceAsync(
            (db, _) =>
            {
                foreach (var (kind, refused) in entries)
                {
                    db.Audit(
                        refused.Actor, clock, kind.Action, refused.Subject.Length > 0 ? refused.Subject : Nobody, kind.SubjectId, null,
                        new { kind.What, refused.Times });
                }

                return Task.FromResult(entries.Count);
            },
            _ => true,
            CancellationToken.None);
    }
}
