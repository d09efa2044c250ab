using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;

namespace Portal.App.Platform.Auditing;

/// <summary>
/// Notes what somebody changed of the <see cref="AuditedKind"/>s that features register (R10.4), read from the rows that are about to be
/// saved: so no use case can forget it. Secrets, hashes and what only serves search or concurrency are left out.
/// </summary>
public sealed class EntityAudit(IEnumerable<AuditedKind> kinds)
{
    /// <summary>Of all kinds: what says nothing to a reader.</summary>
    private static readonly HashSet<string> LeftOut = ["Version", "CreatedAt", "NameSearch", "SearchText"];

    private readonly Dictionary<Type, AuditedKind> kinds = kinds.ToDictionary(kind => kind.Entity);

    /// <summary>What is noted, under the names that its words have.</summary>
    public IReadOnlyList<string> Kinds => [.. kinds.Values.Select(kind => kind.Name)];

    /// <summary>What may be noted of a kind, under the names that the records have.</summary>
    public IEnumerable<string> ValuesOf(IReadOnlyEntityType entity) =>
        entity.GetProperties().Where(property => IsNoted(property, kinds[entity.ClrType])).Select(NameOf);

    /// <summary>Adds a record for each of these rows that changed.</summary>
    internal async Task WriteAsync(
        PortalDb db, IReadOnlyCollection<EntityEntry> rows, Actor actor, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (!kinds.TryGetValue(row.Metadata.ClrType, out var kind))
                continue;

            var (action, before, after) = row.State switch
            {
                EntityState.Added => (AuditActions.Added, null,
                    Values(row, kind, property => property.CurrentValue is not null, property => property.CurrentValue)),
                EntityState.Deleted => (AuditActions.Removed,
                    Values(row, kind, property => property.OriginalValue is not null, property => property.OriginalValue), null),
                _ => (AuditActions.Changed, Values(row, kind, Differs, property => property.OriginalValue),
                    Values(row, kind, Differs, property => property.CurrentValue)),
            };
            if (action == AuditActions.Changed && after!.Count == 0)
                continue;

            var subject = await kind.DescribeAsync(db, row.Entity, cancellationToken);
            db.Audit(actor, clock, action, subject.Name, subject.Id, before, after, subject.PartnerId, kind.Name);
        }
    }

    private static bool Differs(PropertyEntry property) => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue);

    private static Dictionary<string, object?> Values(
        EntityEntry row, AuditedKind kind, Func<PropertyEntry, bool> chosen, Func<PropertyEntry, object?> value) =>
        row.Properties.Where(property => IsNoted(property.Metadata, kind) && chosen(property))
            .ToDictionary(property => NameOf(property.Metadata), value);

    private static bool IsNoted(IReadOnlyProperty property, AuditedKind kind) =>
        !LeftOut.Contains(property.Name) && !kind.LeavesOut(property.Name) && Readable(property.ClrType);

    private static string NameOf(IReadOnlyProperty property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    /// <summary>Bytes are secrets, hashes or sealed; ids say nothing to a reader, and the subject has its own.</summary>
    private static bool Readable(Type type) => type != typeof(byte[]) && Nullable.GetUnderlyingType(type) is var inner
        && (inner ?? type) != typeof(Guid);
}
