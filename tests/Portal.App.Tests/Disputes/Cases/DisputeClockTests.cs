using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Workers;
using Portal.Domain.Disputes;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Cases;

/// <summary>Due dates, reminders and escalation (R8.3, R8.8), on one node and on two.</summary>
public sealed class DisputeClockTests
{
    [DatabaseTheory]
    public async Task R8_8_Admins_are_reminded_before_the_day_and_told_again_and_again_after_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, _, dispute) = await world.HasDisputeAsync();
        await world.AdminAsync("an@example.vn");
        var id = dispute.Case.Id;

        world.Clock.Advance(TimeSpan.FromDays(5) - TimeSpan.FromSeconds(1));
        await world.WatchDisputesAsync();
        Assert.Empty(await world.MailsAsync("an@example.vn"));

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.WatchDisputesAsync();
        await world.WatchDisputesAsync();
        Assert.Equal([MailKind.DisputeReminder], await KindsAsync(world, "an@example.vn"));
        Assert.Equal(DisputeUrgency.Near, (await world.DisputeAsync(world.Admin, id)).Value.Case.Urgency);

        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.WatchDisputesAsync();
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.WatchDisputesAsync();
        Assert.Equal(
            [MailKind.DisputeReminder, MailKind.DisputeEscalation, MailKind.DisputeEscalation], await KindsAsync(world, "an@example.vn"));
        var late = (await world.DisputeAsync(world.Admin, id)).Value;
        Assert.Equal((DisputeState.Open, true), (late.Case.State, late.Case.IsOverdue));
        Assert.Equal(world.Clock.GetUtcNow().AddDays(-1), late.Case.EscalatedAt);

        // somebody looks: deciding ends it
        await world.ReviewAsync(id);
        await world.DecidesAsync(id, accept: false);
        world.Clock.Advance(TimeSpan.FromDays(30));
        await world.WatchDisputesAsync();
        Assert.Equal(3, (await KindsAsync(world, "an@example.vn")).Count);
    }

    [DatabaseTheory]
    public async Task R8_8_Escalated_cases_stand_first_then_those_that_are_due_soonest(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        var author = world.PersonOf(partner);
        var first = await world.FiledAsync(author, World.Missing(shop, order));
        world.Clock.Advance(TimeSpan.FromDays(3));
        var second = await world.FiledAsync(author, World.Missing(shop, "DH-B"));
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.FiledAsync(author, World.Missing(shop, "DH-C"));
        await world.ReviewAsync(first.Case.Id);
        await world.DecidesAsync(first.Case.Id, accept: false);
        world.Clock.Advance(TimeSpan.FromDays(5));
        await world.WatchDisputesAsync();

        var queue = await world.Get<DisputeQueries>()
            .ListAsync(world.Admin, new DisputeFilter(), new PageRequest(), default);
        Assert.Equal(["DH-B", "DH-C", order], queue.Items.Select(row => row.Order));
        Assert.NotNull(queue.Items[0].EscalatedAt);
        var work = (await world.Get<DisputeQueries>().WorkAsync(world.Admin, default))!;
        Assert.Equal((2, 1, 1), (work.Waiting, work.Overdue, work.Escalated));
        Assert.Equal([second.Case.Id], (await world.Get<DisputeQueries>()
            .ListAsync(world.Admin, new DisputeFilter(Overdue: true), new PageRequest(), default)).Items.Select(row => row.Id));
    }

    [DatabaseTheory]
    public async Task R8_3_Whoever_is_asked_for_more_is_reminded_and_their_silence_is_escalated(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        await world.AdminAsync("an@example.vn");
        await world.ReviewAsync(dispute.Case.Id);
        await world.AsksAsync(dispute.Case.Id);

        world.Clock.Advance(TimeSpan.FromDays(5));
        await world.WatchDisputesAsync();
        Assert.Equal([MailKind.DisputeInformation, MailKind.DisputeReminder], await KindsAsync(world, partner.Email));
        Assert.Empty(await KindsAsync(world, "an@example.vn"));

        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.WatchDisputesAsync();
        Assert.Equal([MailKind.DisputeEscalation], await KindsAsync(world, "an@example.vn"));
    }

    [DatabaseTheory]
    public async Task R8_8_Of_two_nodes_that_find_a_case_due_one_acts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        await world.AdminAsync("an@example.vn");
        var (shop, partner, _) = await world.HasAffiliateAsync();
        for (var i = 0; i < 5; i++)
            await world.FiledAsync(world.PersonOf(partner), World.Missing(shop, $"DH-N{i}"));
        world.Clock.Advance(TimeSpan.FromDays(7));
        other.Clock.MoveTo(world.Clock.GetUtcNow());

        await Task.WhenAll(Task.Run(world.WatchDisputesAsync), Task.Run(other.WatchDisputesAsync));

        Assert.Equal(Enumerable.Repeat(MailKind.DisputeEscalation, 5), await KindsAsync(world, "an@example.vn"));
        Assert.Empty(await world.FailuresAsync(WorkKind.DisputeDue));
    }

    [DatabaseTheory]
    public async Task R8_8_Where_it_is_set_so_the_portal_accepts_what_nobody_answered_but_never_for_its_authors_silence(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, unanswered) = await world.HasDisputeAsync();
        var author = world.PersonOf(partner);
        var silent = await world.FiledAsync(author, World.Missing(shop, "DH-IM"));
        await world.ReviewAsync(silent.Case.Id);
        await world.AsksAsync(silent.Case.Id);
        var missing = await world.FiledAsync(author, World.Missing(shop, "DH-CHUA-CO"));
        await SaysAsync(world, shop, UnansweredDispute.Accept);
        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.WatchDisputesAsync();

        var accepted = (await world.DisputeAsync(author, unanswered.Case.Id)).Value;
        Assert.Equal((DisputeState.Accepted, DisputeReasons.Unanswered), (accepted.Case.State, accepted.Decision!.Reason));
        Assert.Equal(5_000, await world.EarnedAsync(partner));
        Assert.Empty(await world.FailuresAsync(WorkKind.DisputeDue));
        foreach (var (waiting, state) in new[] { (silent, DisputeState.MoreInformation), (missing, DisputeState.Open) })
        {
            var still = (await world.DisputeAsync(world.Admin, waiting.Case.Id)).Value.Case;
            Assert.Equal((state, world.Clock.GetUtcNow()), (still.State, still.EscalatedAt));
        }
    }

    [DatabaseTheory]
    public async Task R8_8_Where_it_is_set_so_the_portal_rejects_and_an_admin_decides_the_appeal(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        var (id, author) = (dispute.Case.Id, world.PersonOf(partner));
        await SaysAsync(world, shop, UnansweredDispute.Reject);
        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.WatchDisputesAsync();
        Assert.Equal(DisputeState.Rejected, (await world.DisputeAsync(author, id)).Value.Case.State);

        // the portal decides no appeal, however long nobody answers
        await world.AppealsAsync(author, id);
        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.WatchDisputesAsync();
        var appealed = (await world.DisputeAsync(world.Admin, id)).Value.Case;
        Assert.Equal((DisputeState.Open, true), (appealed.State, appealed.EscalatedAt is not null));
        await world.ReviewAsync(id);
        Assert.True((await world.DecidesAsync(id, accept: true)).Succeeded);
        Assert.Equal(5_000, await world.EarnedAsync(partner));
    }

    [DatabaseTheory]
    public async Task R8_8_Programmes_that_say_different_things_leave_it_to_a_person_and_surcharges_have_their_own(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, surcharging) = await world.HasRentalShopAsync(ShopKind.Individual);
        var accepting = await world.HasProgrammeAsync(shop, new ShopAffiliateSettings { UnansweredDispute = UnansweredDispute.Accept });
        var rejecting = await world.HasProgrammeAsync(shop, new NewCustomerSettings { UnansweredDispute = UnansweredDispute.Reject });
        await world.HasVersionAsync(
            surcharging, 2, new RentalSurchargeSettings { UnansweredDispute = UnansweredDispute.Reject }, world.Clock.GetUtcNow());
        await world.SellsAsync(shop, "T-1");
        var surcharge = await world.FiledAsync(
            world.OwnerOf(shop),
            new DisputeDraft(DisputeKind.WrongSurcharge, "T-1", Claim: "Sai.", Wanted: new DisputeWanted(Base: 50_000)));
        var torn = await world.FiledAsync(
            world.PersonOf(await world.HasPartnerAsync(accepting, rejecting)), World.Missing(shop, "DH-HAI"));
        var refused = await world.FiledAsync(world.PersonOf(await world.HasPartnerAsync(rejecting)), World.Missing(shop, "DH-MOT"));

        world.Clock.Advance(TimeSpan.FromDays(7));
        await world.WatchDisputesAsync();

        Assert.Equal(DisputeState.Rejected, await StateAsync(surcharge));
        Assert.Equal(DisputeState.Open, await StateAsync(torn));
        Assert.Equal(DisputeState.Rejected, await StateAsync(refused));

        async Task<DisputeState> StateAsync(DisputeDetail dispute) =>
            (await world.DisputeAsync(world.Admin, dispute.Case.Id)).Value.Case.State;
    }

    /// <summary>From now on the shop's programme says it.</summary>
    private static async Task SaysAsync(World world, Shop shop, UnansweredDispute act)
    {
        await using var db = await world.DbAsync();
        var programme = await db.Programmes.SingleAsync(programme => programme.ShopId == shop.Id);
        await world.HasVersionAsync(programme, 2, new ShopAffiliateSettings { UnansweredDispute = act }, world.Clock.GetUtcNow());
    }

    private static async Task<IReadOnlyList<MailKind>> KindsAsync(World world, string to) =>
        [.. (await world.MailsAsync(to)).Select(mail => mail.Kind)];
}
