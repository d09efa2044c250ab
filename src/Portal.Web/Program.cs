using Portal.Web.Setup;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.ReadPortalSettings();
builder.AddPortal(settings);

var app = builder.Build();
await app.PrepareDatabaseAsync(settings);
await app.EnsureFirstKeyAsync();
await app.SeedDemoAsync(settings);
app.UsePortal(settings);
await app.RunAsync();

/// <summary>Named so that tests can start the real host.</summary>
public sealed partial class Program;
