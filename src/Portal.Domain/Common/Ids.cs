namespace Portal.Domain.Common;

/// <summary>Ids made in code: version 7 GUIDs, so that they sort by time and clustered indexes grow at their end.</summary>
public static class Ids
{
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
