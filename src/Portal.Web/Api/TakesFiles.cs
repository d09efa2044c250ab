namespace Portal.Web.Api;

/// <summary>
/// An endpoint that takes files beside its JSON, as <c>multipart/form-data</c>. Such a body is not read before the endpoint, which reads it
/// part by part.
/// </summary>
/// <param name="MostBytes">Of the whole body.</param>
internal sealed record TakesFiles(long MostBytes);
