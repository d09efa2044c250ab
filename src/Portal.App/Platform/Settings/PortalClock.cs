namespace Portal.App.Platform.Settings;

/// <summary>The portal's clock: the machine's, moved so that it started at <see cref="ClockSettings.Now"/> when that is set.</summary>
public sealed class PortalClock : TimeProvider
{
    private readonly TimeSpan shift;

    public PortalClock(DateTimeOffset? startAt) =>
        shift = startAt is { } start ? start - System.GetUtcNow() : TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
