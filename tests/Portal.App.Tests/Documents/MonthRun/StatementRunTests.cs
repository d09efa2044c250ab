using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.MonthRun;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.MonthRun;

/// <summary>A month's run issues each partner's statement once and tells them once, whoever works on it.</summary>
public sealed class StatementRunTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    [DatabaseTheory]
    public async Task Two_nodes_share_one_run_and_each_statement_is_issued_and_told_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await ClosedAsync(world, LongRun.Of(60, 2_000));
        var begun = (await StartAsync(world)).Value;

        await Task.WhenAll(WorksAsync(world), WorksAsync(world));

        var run = (await world.Get<StatementRunQueries>().OfAsync(world.Finance(), June, default)).Value;
        await using var db = await world.DbAsync();
        Assert.Equal((StatementRunState.Running, 0), (begun.State, begun.Done));
        Assert.Equal((StatementRunState.Done, run.Total, LongRun.Of(60, 2_000)), (run.State, run.Done, run.Total));
        Assert.Equal(run.Total, await db.IssuedDocuments.Select(row => row.SubjectId).Distinct().CountAsync());
        Assert.Equal(run.Total, await db.IssuedDocuments.CountAsync());
        Assert.Equal(run.Total, await MailsAsync(world));
    }

    [DatabaseTheory]
    public async Task What_a_node_held_that_is_gone_is_done_by_another_later(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await ClosedAsync(world, 3);
        await StartAsync(world);
        await using (var db = await world.DbAsync())
        {
            await db.StatementRunParts.ExecuteUpdateAsync(set => set.SetProperty(part => part.LeaseId, Guid.CreateVersion7())
                .SetProperty(part => part.LeaseUntil, world.Clock.GetUtcNow().AddMinutes(5)));
        }

        await WorksAsync(world);
        var held = (await world.Get<StatementRunQueries>().OfAsync(world.Finance(), June, default)).Value;
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await WorksAsync(world);
        var freed = (await world.Get<StatementRunQueries>().OfAsync(world.Finance(), June, default)).Value;

        Assert.Equal((0, StatementRunState.Running), (held.Done, held.State));
        Assert.Equal((3, StatementRunState.Done), (freed.Done, freed.State));
    }

    [DatabaseTheory]
    public async Task A_partner_who_took_the_statement_before_keeps_it_and_is_told(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partners = await ClosedAsync(world, 2);
        var before = (await world.IssuesAsync(World.MonthOf(partners[0], June))).Value;

        await StartAsync(world);
        await WorksAsync(world);

        await using var db = await world.DbAsync();
        Assert.Equal(before.Number, (await db.IssuedDocuments.SingleAsync(row => row.SubjectId == partners[0].Id)).Number);
        Assert.Equal(2, await MailsAsync(world));
    }

    [DatabaseTheory]
    public async Task A_month_that_is_open_is_refused_and_asked_for_again_it_says_how_far_it_is(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await ClosedAsync(world, 2);

        Assert.Equal(
            DocumentRefusals.NotFinal,
            (await world.Get<StartStatementRun>().RunAsync(world.Finance(), June.AddMonths(1), default)).Refusal!.Code);
        var first = (await StartAsync(world)).Value;
        await WorksAsync(world);
        var again = (await StartAsync(world)).Value;

        Assert.Equal((first.StartedAt, 2, StatementRunState.Done), (again.StartedAt, again.Done, again.State));
    }

    [DatabaseTheory]
    public async Task Only_who_closes_months_starts_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partners = await ClosedAsync(world, 1);

        foreach (var actor in new[] { world.Auditor(), world.PersonOf(partners[0]) })
            Assert.Equal(CommonRefusals.Forbidden, (await world.Get<StartStatementRun>().RunAsync(actor, June, default)).Refusal!.Code);
        Assert.Equal(
            CommonRefusals.Forbidden,
            (await world.Get<StatementRunQueries>().OfAsync(world.PersonOf(partners[0]), June, default)).Refusal!.Code);
    }

    private static Task<Outcome<StatementRunView>> StartAsync(World world) =>
        world.Get<StartStatementRun>().RunAsync(world.Finance(), June, default);

    private static Task WorksAsync(World world) => Task.Run(() =>
        ActivatorUtilities.CreateInstance<StatementRunWorker>(world.Services).RunOnceAsync(default));

    private static async Task<int> MailsAsync(World world)
    {
        await using var db = await world.DbAsync();
        var queue = world.Get<MailQueue>();
        return (await db.Outbox.AsNoTracking().ToListAsync()).Count(message => queue.Read(message).Kind == MailKind.PartnerStatementReady);
    }

    private static async Task<List<App.Partners.Profiles.Partner>> ClosedAsync(World world, int partners)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        List<App.Partners.Profiles.Partner> made = [];
        for (var i = 0; i < partners; i++)
        {
            made.Add(await world.HasPartnerAsync());
            await world.IsOwedAsync(made[^1], 100_000 + i);
        }

        world.NextMonth();
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        return made;
    }
}
