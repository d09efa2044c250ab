namespace Portal.Web.Api;

/// <summary>Why a request of the API does not come to a use case.</summary>
public static class ApiRefusals
{
    /// <summary>The request needs a body.</summary>
    public const string BodyMissing = "body_missing";

    /// <summary>Facts: <c>max</c>, in bytes.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>The body is in another encoding.</summary>
    public const string BodyNotUtf8 = "invalid_utf8";

    /// <summary>The body is no JSON. Facts: <c>line</c>, <c>column</c>, where they are known.</summary>
    public const string MalformedJson = "malformed_json";

    /// <summary>The body is declared to be something else than JSON.</summary>
    public const string MediaTypeNotSupported = "media_type_not_supported";

    /// <summary>The address does not know the method.</summary>
    public const string MethodNotAllowed = "method_not_allowed";

    /// <summary>The client asks more often than it may.</summary>
    public const string TooManyRequests = "too_many_requests";

    /// <summary>The request is malformed, and none of the others says how.</summary>
    public const string Malformed = "malformed";

    /// <summary>A bug; the log knows it.</summary>
    public const string InternalError = "internal_error";
}
