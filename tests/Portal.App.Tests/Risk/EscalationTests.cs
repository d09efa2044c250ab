using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Risk;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Risk;

/// <summary>A hold that nobody reviews escalates again and again, and never disappears.</summary>
public sealed class EscalationTests
{
    [DatabaseTheory]
    public async Task A_hold_that_nobody_reviews_is_told_to_every_admin_once_a_period_and_stays(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, row, _) = await world.HasRiskAsync(2);
        await world.AdminAsync("an@example.vn");
        await world.AdminAsync("binh@example.vn");
        await world.PersonAsync(Role.Finance);
        await world.HoldAsync(row);

        world.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        await world.EscalateAsync();
        Assert.Empty(await world.EscalationsAsync());

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.EscalateAsync();
        await world.EscalateAsync();
        var mails = await world.EscalationsAsync();
        Assert.Equal(["an@example.vn", "binh@example.vn"], mails.Select(mail => mail.Address).Order());
        Assert.Equal((partner.Name, "2", $"admin/risk?case={row.Id}"),
            (mails[0].Facts["partner"], mails[0].Facts["rewards"], mails[0].Facts["link"]));

        for (var day = 1; day <= 3; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await world.EscalateAsync();
            Assert.Equal(2 + (2 * day), (await world.EscalationsAsync()).Count);
        }

        var stored = await world.RiskCaseAsync(partner, row.Rule);
        Assert.Equal((RiskState.Overdue, 2, 4), (stored.StateAt(world.Clock.GetUtcNow()), stored.Held, stored.Escalations));
        Assert.Equal(2, (await world.HeldOrdersAsync()).Count);
        Assert.Equal(4, (await world.RiskActionsAsync()).Count(action => action.Kind == RiskActionKind.Escalated));
    }

    [DatabaseTheory]
    public async Task Looking_again_ends_the_escalation_until_the_next_time_runs_out_and_releasing_ends_it_for_good(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, row, _) = await world.HasRiskAsync(1);
        await world.AdminAsync();
        await world.HoldAsync(row);
        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.EscalateAsync();

        await world.HoldAsync(row, "Vẫn đang đối chiếu");
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.EscalateAsync();
        Assert.Single(await world.EscalationsAsync());
        Assert.Equal(RiskState.Held, (await world.RiskCaseAsync(partner, row.Rule)).StateAt(world.Clock.GetUtcNow()));

        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.EscalateAsync();
        Assert.Equal(2, (await world.EscalationsAsync()).Count);

        await world.ReleaseAsync(row);
        world.Clock.Advance(TimeSpan.FromDays(30));
        await world.EscalateAsync();
        Assert.Equal(2, (await world.EscalationsAsync()).Count);
    }

    [DatabaseTheory]
    public async Task Of_two_nodes_that_find_a_hold_overdue_one_tells(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        await world.AdminAsync();
        for (var i = 0; i < 5; i++)
            await world.HoldAsync((await world.HasRiskAsync(1)).Case);
        world.Clock.Advance(TimeSpan.FromDays(3));
        other.Clock.MoveTo(world.Clock.GetUtcNow());

        await Task.WhenAll(Task.Run(world.EscalateAsync), Task.Run(other.EscalateAsync));

        Assert.Equal(5, (await world.EscalationsAsync()).Count);
        Assert.Equal(5, (await world.RiskActionsAsync()).Count(action => action.Kind == RiskActionKind.Escalated));
    }
}
