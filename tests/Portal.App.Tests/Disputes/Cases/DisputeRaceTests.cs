using Microsoft.EntityFrameworkCore;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Cases;

/// <summary>Disputes racing each other: one outcome, money once (R8.4).</summary>
public sealed class DisputeRaceTests
{
    [DatabaseTheory]
    public async Task R8_4_Of_two_admins_who_accept_at_once_one_does_and_money_moves_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (_, partner, dispute) = await world.HasDisputeAsync();
        var other = (await world.AdminAsync()).Actor;
        await world.ReviewAsync(dispute.Case.Id);

        var outcomes = await Task.WhenAll(
            Task.Run(() => world.DecidesAsync(dispute.Case.Id, accept: true)),
            Task.Run(() => node.DecidesAsync(dispute.Case.Id, accept: true, other)));

        var refused = Assert.Single(outcomes, outcome => !outcome.Succeeded);
        Assert.Equal(DisputeRefusals.WrongState, refused.Refusal!.Code);
        Assert.Equal(5_000, await world.EarnedAsync(partner));
        Assert.Single(await world.DisputeStepsAsync(dispute.Case.Id), step => step.Kind == DisputeStepKind.Accepted);
        Assert.Single(await world.MailsAsync(partner.Email), mail => mail.Kind == MailKind.DisputeDecided);
    }

    [DatabaseTheory]
    public async Task R8_4_Acceptance_and_rejection_at_once_leave_one_outcome(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (_, partner, dispute) = await world.HasDisputeAsync();
        var other = (await world.AdminAsync()).Actor;
        await world.ReviewAsync(dispute.Case.Id);

        var outcomes = await Task.WhenAll(
            Task.Run(() => world.DecidesAsync(dispute.Case.Id, accept: true)),
            Task.Run(() => node.DecidesAsync(dispute.Case.Id, accept: false, other)));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        var stands = (await world.DisputeAsync(world.Admin, dispute.Case.Id)).Value.Case.State;
        Assert.Equal(stands == DisputeState.Accepted ? 5_000 : 0, await world.EarnedAsync(partner));
    }

    [DatabaseTheory]
    public async Task R8_4_A_withdrawal_and_an_acceptance_at_once_leave_one_outcome(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (_, partner, dispute) = await world.HasDisputeAsync();
        var author = world.PersonOf(partner);
        await world.ReviewAsync(dispute.Case.Id);

        var outcomes = await Task.WhenAll(
            Task.Run(() => world.DecidesAsync(dispute.Case.Id, accept: true)),
            Task.Run(() => node.WithdrawsAsync(author, dispute.Case.Id)));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        var stands = (await world.DisputeAsync(author, dispute.Case.Id)).Value.Case.State;
        Assert.Equal(stands == DisputeState.Accepted ? 5_000 : 0, await world.EarnedAsync(partner));
        Assert.Empty(await world.HeldOrdersAsync());
    }

    [DatabaseTheory]
    public async Task R8_4_Two_disputes_over_one_order_that_are_accepted_at_once_never_pay_twice(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (shop, partner, first) = await world.HasDisputeAsync();
        await using var db = await world.DbAsync();
        var rival = await world.HasPartnerAsync(await db.Programmes.SingleAsync(row => row.ShopId == shop.Id));
        var second = await world.FiledAsync(world.PersonOf(rival), World.Missing(shop, first.Case.Order!));
        var other = (await world.AdminAsync()).Actor;
        await world.ReviewAsync(first.Case.Id);
        await world.ReviewAsync(second.Case.Id);

        var outcomes = await Task.WhenAll(
            Task.Run(() => world.DecidesAsync(first.Case.Id, accept: true)),
            Task.Run(() => node.DecidesAsync(second.Case.Id, accept: true, other)));

        Assert.All(outcomes, outcome => Assert.True(outcome.Succeeded, outcome.Refusal?.Code));
        Assert.Equal(5_000, await world.EarnedAsync(partner) + await world.EarnedAsync(rival));
    }

    [DatabaseTheory]
    public async Task R8_3_Disputes_that_are_filed_at_once_are_numbered_without_gaps(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (shop, partner, _) = await world.HasAffiliateAsync();
        var author = world.PersonOf(partner);

        var filed = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
            (await (i % 2 == 0 ? world : node).FileAsync(author, World.Missing(shop, $"DH-S{i}"))).Map(made => made.Case.Number!))));

        Assert.Equal(
            Enumerable.Range(1, 6).Select(i => $"KN-2026-{i:000000}"), filed.Select(one => one.Value).Order(StringComparer.Ordinal));
    }

    [DatabaseTheory]
    public async Task R8_4_A_return_that_races_an_acceptance_leaves_nothing_paid(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        _ = node.KeyOf(shop);
        await world.ReviewAsync(dispute.Case.Id);

        var decided = Task.Run(() => world.DecidesAsync(dispute.Case.Id, accept: true));
        var returned = Task.Run(() => node.HappensAsync(shop, dispute.Case.Order!, OrderEventType.Returned, node.Clock.GetUtcNow()));
        await Task.WhenAll(decided, returned);

        Assert.True((await decided).Succeeded, (await decided).Refusal?.Code);
        Assert.True((await returned).Succeeded, (await returned).Refusal?.Code);
        Assert.Equal(0, await world.EarnedAsync(partner));
    }
}
