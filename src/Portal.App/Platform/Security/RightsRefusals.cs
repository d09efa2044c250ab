namespace Portal.App.Platform.Security;

/// <summary>Why an actor may not go on (R10.5).</summary>
public static class RightsRefusals
{
    /// <summary>The person was deactivated, or no longer has the role, or a right within it, that they act in.</summary>
    public const string Ended = "rights_ended";
}
