namespace Portal.Web.Api;

/// <summary>What an endpoint says of itself in the OpenAPI document.</summary>
internal static class EndpointDescriptions
{
    public static RouteHandlerBuilder Creates<T>(this RouteHandlerBuilder endpoint, string summary, string description) =>
        endpoint.Produces<T>(StatusCodes.Status201Created).Describe(summary, description);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string summary, string description) =>
        endpoint.Produces<T>().Describe(summary, description);

    public static RouteHandlerBuilder Accepts<T>(this RouteHandlerBuilder endpoint, string summary, string description) =>
        endpoint.Produces<T>(StatusCodes.Status202Accepted).Describe(summary, description);

    public static RouteHandlerBuilder Ends(this RouteHandlerBuilder endpoint, string summary) =>
        endpoint.Produces(StatusCodes.Status204NoContent).Describe(summary, "Doing it twice changes nothing.");

    private static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string summary, string description) =>
        endpoint.WithSummary(summary).WithDescription(description);
}
