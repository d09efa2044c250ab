namespace Portal.Web.Components.Shared;

/// <summary>What a colour of the portal says. It never says it alone: an icon and a word stand with it.</summary>
public enum Tone
{
    Neutral,
    Information,
    Waiting,
    Success,
    Cancelled,
}

/// <summary>How a tone looks.</summary>
public static class Tones
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Information => "tone-info",
        Tone.Waiting => "tone-waiting",
        Tone.Success => "tone-success",
        Tone.Cancelled => "tone-cancelled",
        _ => "tone-neutral",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Information => Icons.Info,
        Tone.Waiting => Icons.Clock,
        Tone.Success => Icons.CheckCircle,
        Tone.Cancelled => Icons.CrossCircle,
        _ => Icons.Dot,
    };
}
