namespace Portal.App.Platform.Settings;

/// <summary>
/// Where the portal runs, told by its host. No setting: what only tests and scripts may do cannot be switched on in Production.
/// </summary>
public sealed record PortalEnvironment(bool IsProduction);
