namespace Portal.App.Platform.Data;

/// <summary>How long stored texts may be; the checks of the use cases and the columns agree through these.</summary>
public static class Lengths
{
    public const int Code = 64;
    public const int Name = 200;
    public const int Email = 254;
    public const int Phone = 20;
    public const int ExternalId = 64;
    public const int Url = 2000;
    public const int Note = 1000;
    public const int Reason = 64;
    public const int Hash = 32;
    public const int Key = 100;
}
