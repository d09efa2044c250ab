namespace Portal.Domain.Surcharges;

/// <summary>Who brought a customer to a shop (R7.6).</summary>
public enum Introducer
{
    Platform,
    Owner,
}
