namespace Portal.App.Attribution.Reading;

/// <summary>Why a partner cannot ask about an order now.</summary>
public static class LookupRefusals
{
    /// <summary>The partner asked too often within an hour. Facts: <c>max</c>, <c>retryAt</c>.</summary>
    public const string TooMany = "too_many_lookups";
}
