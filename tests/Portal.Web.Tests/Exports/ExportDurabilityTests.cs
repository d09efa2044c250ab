using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Clicks;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;
using Portal.Web.Components.Exports;

namespace Portal.Web.Tests.Exports;

/// <summary>The real process is killed while it writes a file: another makes it, once, and nothing half-written is left.</summary>
public sealed class ExportDurabilityTests
{
    [DatabaseTheory]
    public async Task R9_6_After_kill_9_in_an_export_another_node_makes_the_file_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(
            provider, forProcesses: true, configure: services => services.AddLocalization().AddListExports());
        var earner = await world.HasEarnerAsync();
        var count = LongRun.Of(60_000, 400_000);
        Click(world, earner, count);
        var person = world.PersonOf(earner.Partner);
        var folder = Path.Combine(world.Settings.Data.Directory, "exports");
        Directory.CreateDirectory(folder);
        var begun = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(folder, "*.part") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => begun.TrySetResult();

        Guid id;
        await using (var process = await PortalProcess.StartAsync(
            world, ("Clock__Now", world.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))))
        {
            id = (await world.Get<RequestExport>().RunAsync(
                person, new RequestExport.Input(new ExportInput("clicks", "xlsx", ExportFilter.Parse("range=all"))), default)).Value.Id;
            await begun.Task.WaitAsync(TimeSpan.FromMinutes(2));
            await process.KillAsync();
        }

        world.Clock.Advance(TimeSpan.FromMinutes(10)); // its lease has run out
        Assert.NotEqual(ExportState.Ready, (await world.Get<ExportQueries>().OneAsync(person, id, default))!.State);
        Assert.Single(Directory.GetFiles(folder, "*.part"));

        Assert.True(await world.Get<ExportRunner>().RunNextAsync(default));
        await ActivatorUtilities.CreateInstance<ExportSweep>(world.Services).RunOnceAsync(default);

        var ready = (await world.Get<ExportQueries>().OneAsync(person, id, default))!;
        Assert.Equal((ExportState.Ready, (long)count), (ready.State, ready.Done));
        Assert.EndsWith(".export", Assert.Single(Directory.GetFiles(folder)), StringComparison.Ordinal);
        var opened = (await world.Get<OpenExport>().RunAsync(person, id, default)).Value;
        await using (opened.Content)
            Assert.Equal(ready.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(opened.Content)));
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.AuditRecords.CountAsync(record => record.Action == AuditActions.ExportFinished));
    }

    private static void Click(
        World world, (App.Catalogue.Shops.Shop Shop, App.Partners.Profiles.Partner Partner, App.Traffic.Links.Link Link) earner, int count)
    {
        var ids = new ClickIds(world.Clock, 1);
        var store = world.Get<IClickStore>();
        foreach (var part in Enumerable.Range(0, count).Chunk(5000))
        {
            store.Insert([.. part.Select(_ => new ClickRecord
            {
                Id = ids.Next(),
                LinkId = earner.Link.Id,
                PartnerId = earner.Partner.Id,
                ProgrammeId = earner.Link.ProgrammeId,
                VisitorId = VisitorId.New(world.Clock),
                At = ClickRecord.ToMilliseconds(world.Clock.GetUtcNow()),
                Kind = ClickKind.Human,
                UserAgent = "=cmd|' /C calc'!A0",
                Referrer = "https://blog.example/bai-viet",
            })]);
        }
    }
}
