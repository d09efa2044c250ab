using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.Exports;

/// <summary>Lists that are made into files behind the pages: rights, progress, taking back, and what happens when a worker dies.</summary>
public sealed class ExportJobTests
{
    [DatabaseTheory]
    public async Task R9_6_An_export_holds_what_the_filter_shows_and_is_logged_with_its_count_and_hash(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        for (var i = 0; i < 3; i++)
            await world.HasShopAsync();
        var admin = await world.AdminAsync();

        var asked = await world.RequestedAsync(admin.Actor, "shops", filter: "?sort=code&page=2&sheet=open", columns: ["code"]);
        Assert.Equal((ExportState.Waiting, "sort=code"), (asked.State, asked.Filter));
        Assert.True(await world.Get<ExportRunner>().RunNextAsync(default));
        Assert.False(await world.Get<ExportRunner>().RunNextAsync(default));

        var ready = await world.ExportAsync(admin.Actor, asked.Id);
        var file = await world.FetchedAsync(admin.Actor, asked.Id);
        Assert.Equal(
            (ExportState.Ready, 3L, 3L, world.Clock.GetUtcNow() + ExportJob.Keep),
            (ready.State, ready.Rows!.Value, ready.Done, ready.ExpiresAt!.Value));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), ready.Sha256);
        await using var db = await world.DbAsync();
        var codes = await db.Shops.Select(shop => shop.Code).ToListAsync();
        Assert.Equal(
            ["Mã", .. codes.Order(StringComparer.Ordinal)],
            Encoding.UTF8.GetString(file.AsSpan(3)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("cua-hang_2026-06-10.csv", ready.FileName);

        var records = await db.AuditRecords.Where(record => record.SubjectId == asked.Id)
            .OrderBy(record => record.Action == AuditActions.Exported ? 0 : 1).ToListAsync();
        Assert.Equal([AuditActions.Exported, AuditActions.ExportFinished], records.Select(record => record.Action));
        Assert.All(records, record => Assert.Equal(admin.UserId, record.ActorId));
        using var deed = JsonDocument.Parse(records[1].After!);
        Assert.Equal(("sort=code", "code", 3, ready.Sha256), (
            deed.RootElement.GetProperty("query").GetString(), deed.RootElement.GetProperty("columns").GetString(),
            deed.RootElement.GetProperty("rows").GetInt32(), deed.RootElement.GetProperty("sha256").GetString()));

        var mail = Assert.Single(await world.MailsAsync(admin.Email), mail => mail.Kind == MailKind.ExportReady);
        Assert.Equal(("exports", "3"), (mail.Facts["link"], mail.Facts["rows"]));
        Assert.DoesNotContain(Encoding.UTF8.GetString(file.AsSpan(3)).Trim(), await RawAsync(world), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task A_short_list_is_answered_at_once_and_logged_with_its_count_and_hash(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        await world.HasShopAsync();
        var admin = await world.AdminAsync();
        var exporter = world.Get<ExportAtOnce>();

        var answer = await exporter.RunAsync(admin.Actor, new ExportInput("shops", "jsonl", ExportFilter.None), default);
        var tooLong = await exporter.RunAsync(
            admin.Actor, new ExportInput("numbers", "csv", ExportFilter.Parse($"count={ExportAtOnce.MostRows + 1}")), default);

        var file = answer.Value.File!;
        Assert.Equal(1, file.Rows);
        Assert.Null(tooLong.Value.File);
        await using var db = await world.DbAsync();
        var record = Assert.Single(await db.AuditRecords.Where(record => record.Action == AuditActions.Exported).ToListAsync());
        using var deed = JsonDocument.Parse(record.After!);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)), deed.RootElement.GetProperty("sha256").GetString());
        Assert.Equal(1, deed.RootElement.GetProperty("rows").GetInt32());
    }

    [DatabaseTheory]
    public async Task R9_6_Nobody_takes_out_what_is_not_theirs_or_without_the_right(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var (shop, other) = (await world.HasShopAsync(), await world.HasShopAsync());
        await world.RecordedAsync(shop, world.Order("DH-1"));
        await world.RecordedAsync(other, world.Order("DH-2"));
        var owner = world.OwnerOf(shop);
        var staff = (await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRightSets.Default)).Actor;
        var partner = world.PersonOf(await world.HasPartnerAsync());
        var request = world.Get<RequestExport>();

        var asked = await world.RequestedAsync(owner, "orders", "csv");
        await world.Get<ExportRunner>().RunNextAsync(default);
        var file = Encoding.UTF8.GetString(await world.FetchedAsync(owner, asked.Id));

        Assert.Contains("DH-1", file, StringComparison.Ordinal);
        Assert.DoesNotContain("DH-2", file, StringComparison.Ordinal);
        foreach (var actor in new[] { world.OwnerOf(other), staff, partner, world.Admin })
        {
            Assert.Null(await world.Get<ExportQueries>().OneAsync(actor, asked.Id, default));
            Assert.Equal(ExportRefusals.NotFound, (await world.Get<OpenExport>().RunAsync(actor, asked.Id, default)).Refusal!.Code);
            Assert.Equal(ExportRefusals.NotFound, (await world.Get<CancelExport>().RunAsync(actor, asked.Id, default)).Refusal!.Code);
        }

        Assert.Equal(ExportRefusals.NotAllowed, await RefusedAsync(staff, "orders"));
        Assert.Equal(ExportRefusals.NotAllowed, await RefusedAsync(world.KeyOf(shop), "orders"));
        Assert.Equal("invalid", (await RefusedAsync(partner, "orders"))[..7]); // partners have no such list here
        Assert.Equal("invalid", (await RefusedAsync(owner, "shops"))[..7]);
        Assert.Equal(CommonRefusals.Forbidden, await RefusedAsync(Actor.Nobody, "shops"));

        async Task<string> RefusedAsync(Actor actor, string list) =>
            (await request.RunAsync(actor, new RequestExport.Input(new ExportInput(list, "csv", ExportFilter.None)), default))
            .Refusal!.Code;
    }

    [DatabaseTheory]
    public async Task R9_6_A_right_that_was_taken_away_ends_the_making_and_the_fetching(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("DH-1"));
        var staff = await world.PersonAsync(Role.ShopStaff, shopId: shop.Id, rights: StaffRights.Export);
        var made = await world.RequestedAsync(staff.Actor, "orders");
        await world.Get<ExportRunner>().RunNextAsync(default);
        var waiting = await world.RequestedAsync(staff.Actor, "orders");

        await using (var db = await world.DbAsync())
        {
            await db.Memberships.Where(row => row.Id == staff.MembershipId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Rights, StaffRights.Dispute));
        }

        await world.Get<ExportRunner>().RunNextAsync(default);

        var jobs = await world.JobsAsync();
        var ended = jobs.Single(job => job.Id == waiting.Id);
        Assert.Equal((ExportState.Failed, ExportRefusals.NotAllowed), (ended.State, ended.FailureCode));
        Assert.Equal(RightsRefusals.Ended, RefusalKindOf(await world.Get<OpenExport>().RunAsync(staff.Actor, made.Id, default)));
        var now = staff.Actor with { StaffRights = StaffRights.Dispute, Permissions = Permission.Of(Role.ShopStaff, StaffRights.Dispute) };
        Assert.Equal(ExportRefusals.NotAllowed, RefusalKindOf(await world.Get<OpenExport>().RunAsync(now, made.Id, default)));
    }

    [DatabaseTheory]
    public async Task What_cannot_be_asked_for_is_refused_by_name(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var admin = world.Admin;
        var request = world.Get<RequestExport>();

        var wrong = await request.RunAsync(
            admin, new RequestExport.Input(new ExportInput("shops", "pdf", ExportFilter.None, ["code", "secret"])), default);
        var unknown = await request.RunAsync(
            admin, new RequestExport.Input(new ExportInput("shops", "csv", ExportFilter.Parse("statuss=x")), IsProgram: true), default);
        for (var i = 0; i < ExportJob.MostOpen; i++)
            await world.RequestedAsync(admin, "numbers", filter: "count=1");
        var many = await request.RunAsync(admin, new RequestExport.Input(new ExportInput("shops", "csv", ExportFilter.None)), default);

        Assert.Equal(["format", "columns"], wrong.Refusal!.Fields.Select(field => field.Field));
        Assert.Equal(["filter.statuss"], unknown.Refusal!.Fields.Select(field => field.Field));
        Assert.Equal(ExportRefusals.TooMany, many.Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_running_export_says_how_far_it_is_and_stops_when_it_is_taken_back(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var reached = new TaskCompletionSource();
        world.Get<GatedNumbers>().Gate = async (number, stop) =>
        {
            if (number < 40)
                return;
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop); // only the taking back ends it
        };
        var asked = await world.RequestedAsync(world.Admin, "numbers", filter: "count=100");
        var running = world.Get<ExportRunner>().RunNextAsync(default);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await world.ChangedUntilAsync(
            async () => await world.ExportAsync(world.Admin, asked.Id) is { State: ExportState.Running, Rows: 100, Done: 40 });

        Assert.True((await world.Get<CancelExport>().RunAsync(world.Admin, asked.Id, default)).Succeeded);
        Assert.True(await running.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(ExportState.Cancelled, (await world.ExportAsync(world.Admin, asked.Id)).State);
        Assert.Equal(ExportRefusals.NotReady, RefusalKindOf(await world.Get<OpenExport>().RunAsync(world.Admin, asked.Id, default)));
        Assert.Empty(world.Files());
        await using var db = await world.DbAsync();
        Assert.False(await db.WorkFailures.AnyAsync());
    }

    [DatabaseTheory]
    public async Task A_ready_export_that_is_taken_back_is_gone(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var asked = await world.RequestedAsync(world.Admin, "numbers", filter: "count=3");
        await world.Get<ExportRunner>().RunNextAsync(default);
        Assert.Single(world.Files());

        Assert.True((await world.Get<CancelExport>().RunAsync(world.Admin, asked.Id, default)).Succeeded);
        Assert.True((await world.Get<CancelExport>().RunAsync(world.Admin, asked.Id, default)).Succeeded);

        Assert.Empty(world.Files());
        Assert.Equal(ExportState.Cancelled, (await world.ExportAsync(world.Admin, asked.Id)).State);
    }

    [DatabaseTheory]
    public async Task What_a_dead_worker_began_another_makes_once(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        await using var node = world.AnotherNode();
        node.Clock.MoveTo(world.Clock.GetUtcNow());
        var (reached, dies) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Get<GatedNumbers>().Gate = async (number, _) =>
        {
            if (number == 2)
            {
                reached.TrySetResult();
                await dies.Task;
            }
        };
        var asked = await world.RequestedAsync(world.Admin, "numbers", filter: "count=5");
        var hanging = world.Get<ExportRunner>().RunNextAsync(default);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(await node.Get<ExportRunner>().RunNextAsync(default)); // it is somebody's

        // nobody keeps its lease any more: as for a process that was killed
        await using (var db = await world.DbAsync())
        {
            await db.ExportJobs.ExecuteUpdateAsync(
                set => set.SetProperty(job => job.LeasedUntil, world.Clock.GetUtcNow().AddMinutes(-1))
                    .SetProperty(job => job.LeaseId, Guid.CreateVersion7()));
        }

        Assert.True(await node.Get<ExportRunner>().RunNextAsync(default));
        dies.SetResult();
        await hanging.WaitAsync(TimeSpan.FromSeconds(30));

        var ready = await world.ExportAsync(world.Admin, asked.Id);
        Assert.Equal((ExportState.Ready, 5L), (ready.State, ready.Done));
        Assert.Equal(ready.Sha256, Convert.ToHexStringLower(SHA256.HashData(await world.FetchedAsync(world.Admin, asked.Id))));
        Assert.Single(world.Files());
        await using var after = await world.DbAsync();
        Assert.Equal(1, await after.AuditRecords.CountAsync(record => record.Action == AuditActions.ExportFinished));
    }

    [DatabaseTheory]
    public async Task An_export_expires_and_what_no_export_names_is_swept(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var asked = await world.RequestedAsync(world.Admin, "numbers", filter: "count=3");
        await world.Get<ExportRunner>().RunNextAsync(default);
        var folder = Path.Combine(world.Settings.Data.Directory, "exports");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Guid.CreateVersion7():N}.export.part"), "half");
        var sweep = ActivatorUtilities.CreateInstance<ExportSweep>(world.Services);

        await sweep.RunOnceAsync(default);
        Assert.Single(world.Files());
        Assert.Equal(ExportState.Ready, (await world.ExportAsync(world.Admin, asked.Id)).State);

        world.Clock.Advance(ExportJob.Keep);
        Assert.Equal(ExportState.Expired, (await world.ExportAsync(world.Admin, asked.Id)).State);
        Assert.Equal(ExportRefusals.Expired, RefusalKindOf(await world.Get<OpenExport>().RunAsync(world.Admin, asked.Id, default)));
        await sweep.RunOnceAsync(default);
        Assert.Empty(world.Files());
        Assert.Equal(ExportState.Expired, Assert.Single(await world.JobsAsync()).State);

        world.Clock.Advance(ExportSweep.Remember);
        await sweep.RunOnceAsync(default);
        Assert.Empty(await world.JobsAsync());
    }

    [DatabaseTheory]
    public async Task All_of_a_file_is_of_one_moment(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var shop = await world.HasShopAsync();
        await world.RecordedAsync(shop, world.Order("DH-1"));
        await using var snapshot = await world.Get<ReadSnapshots>().OpenAsync(default);
        var orders = snapshot.Of<App.Attribution.Reading.ShopOrderQueries>();
        var before = await orders.SumsAsync(world.OwnerOf(shop), new(), default);

        await world.RecordedAsync(shop, world.Order("DH-2"));

        Assert.Equal(1, before.Orders());
        Assert.Equal(["DH-1"], (await orders.ListAsync(world.OwnerOf(shop), new(), new PageRequest(), default)).Select(row => row.Code));
        var now = await world.Get<App.Attribution.Reading.ShopOrderQueries>().SumsAsync(world.OwnerOf(shop), new(), default);
        Assert.Equal(2, now.Orders());
    }

    private static string RefusalKindOf<T>(Domain.Common.Outcome<T> outcome) => outcome.Refusal!.Code;

    /// <summary>All that lies in the folder, as text.</summary>
    private static async Task<string> RawAsync(World world)
    {
        var text = new StringBuilder();
        foreach (var path in Directory.GetFiles(Path.Combine(world.Settings.Data.Directory, "exports")))
            text.Append(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path)));
        return text.ToString();
    }
}
