using Portal.App.Platform.Security;
using Portal.Web.Setup;

FilePermissions.KeepToOwner();

// Settings are read once. Watching their files would mean watching the whole folder, with the databases that stand in it.
var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
var settings = builder.ReadPortalSettings();
if (KeysCommand.IsMeant(args))
{
    Environment.ExitCode = KeysCommand.Run(args, settings, Console.Out, Console.Error);
    return;
}

builder.AddPortal(settings);

KeyFileSeals.SealExisting(settings);
var app = builder.Build();
await app.PrepareDatabaseAsync(settings);
await app.EnsureFirstKeyAsync();
await app.SeedDemoAsync(settings);
await app.InviteFirstAdminAsync();
app.UsePortal(settings);
await app.RunAsync();

/// <summary>Named so that tests can start the real host.</summary>
public sealed partial class Program;
