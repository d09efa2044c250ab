using Portal.App.Documents.Exports;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Auditing;

/// <summary>What persons do to orders, and what they take out of the portal, is in the audit log (R10.4).</summary>
public sealed class DeedTests
{
    [DatabaseTheory]
    public async Task R10_4_An_order_that_a_person_cancels_is_noted_and_what_a_program_reports_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 100_000);
        var owner = world.OwnerOf(earner.Shop) with { Name = "Chủ tiệm", Address = "198.51.100.4" };
        Assert.Empty(await RecordsAsync(world));
        world.Clock.Advance(TimeSpan.FromHours(1));

        var cancelled = new OrderEventInput("huy", OrderEventType.Cancelled, "other", "Khách đổi ý", world.Clock.GetUtcNow());
        Assert.True((await world.Get<RecordOrderEvent>()
            .RunAsync(owner, new RecordOrderEvent.Input(null, number, cancelled), default)).Succeeded);
        Assert.True((await world.Get<RecordOrderEvent>()
            .RunAsync(owner, new RecordOrderEvent.Input(null, number, cancelled), default)).Succeeded);

        var record = Assert.Single(await RecordsAsync(world));
        Assert.Equal((AuditActions.OrderEvent, number, "Chủ tiệm", "198.51.100.4"),
            (record.Action, record.Subject, record.Actor, record.Address));
        Assert.Contains("\"status\":\"Successful\"", record.Before, StringComparison.Ordinal);
        Assert.Contains("Khách đổi ý", record.After, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"Cancelled\"", record.After, StringComparison.Ordinal);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R10_4_A_list_that_leaves_the_portal_is_noted_with_its_filter(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();

        await world.Get<RecordExport>()
            .RunAsync(world.PersonOf(partner), new RecordExport.Input("thu-nhap.csv", "?range=7d&q=" + new string('x', 2000)), default);
        Assert.Equal("forbidden",
            (await world.Get<RecordExport>().RunAsync(Actor.Nobody, new RecordExport.Input("x.csv", null), default)).Refusal!.Code);

        var record = Assert.Single(await RecordsAsync(world));
        Assert.Equal((AuditActions.Exported, "thu-nhap.csv", partner.Id), (record.Action, record.Subject, record.SubjectId));
        Assert.Contains("?range=7d", record.After, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<AuditRecordView>> RecordsAsync(World world) =>
        (await world.Get<AuditQueries>().ListAsync(world.Admin, new AuditFilter(), new PageRequest(Size: 100), default)).Items;
}
