using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.Domain.Eligibility;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Eligibility;

/// <summary>Two nodes at once: one invitation, one partner, one group (R4.3, R4.4).</summary>
public sealed class EligibilityRaceTests
{
    private const int Rounds = 10;

    [DatabaseTheory]
    public async Task R4_3_The_third_successful_order_twice_at_once_is_one_invitation(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasReferralsAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var email = $"an{round}@example.vn";
            await world.BuysAsync(shop, email, 2);
            var third = $"DH-third-{round}";
            await world.RecordedAsync(shop, world.OrderOf(third, email));

            await Task.WhenAll(
                Task.Run(() => PaysAsync(world, shop, third, "pay")), Task.Run(() => PaysAsync(other, shop, third, "pay")));

            await OneInvitationAsync(world, email, 3);
        }
    }

    [DatabaseTheory]
    public async Task R4_3_The_second_and_the_third_at_once_do_not_both_miss_the_threshold(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasReferralsAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var email = $"an{round}@example.vn";
            await world.BuysAsync(shop, email, 1);
            await world.RecordAsync(shop, world.OrderOf($"DH-2-{round}", email), world.OrderOf($"DH-3-{round}", email));

            await Task.WhenAll(
                Task.Run(() => PaysAsync(world, shop, $"DH-2-{round}", "pay")),
                Task.Run(() => PaysAsync(other, shop, $"DH-3-{round}", "pay")));

            await OneInvitationAsync(world, email, 3);
        }
    }

    [DatabaseTheory]
    public async Task R4_4_Two_accounts_that_bring_one_new_phone_at_once_are_one_group(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasReferralsAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var phone = $"09011111{round:00}";
            await Task.WhenAll(
                Task.Run(() => world.RecordedAsync(shop, world.OrderOf($"DH-a-{round}", $"a{round}@example.vn", phone))),
                Task.Run(() => other.RecordedAsync(shop, other.OrderOf($"DH-b-{round}", $"b{round}@example.vn", phone))));

            var (a, b) = (await world.AccountAsync($"a{round}@example.vn"), await world.AccountAsync($"b{round}@example.vn"));
            Assert.NotNull(a.GroupId);
            Assert.Equal(a.GroupId, b.GroupId);
            Assert.Equal((TraitKinds.Phone, TraitKinds.Phone), (a.Shared, b.Shared));
        }
    }

    [DatabaseTheory]
    public async Task R4_4_Nobody_is_left_behind_in_a_group_that_merges_while_he_joins_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasReferralsAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var (one, two) = ($"09011111{round:00}", $"09022222{round:00}");
            foreach (var i in Enumerable.Range(0, 3))
            {
                await world.RecordedAsync(shop, world.OrderOf($"DH-1{i}-{round}", $"one{i}-{round}@example.vn", one));
                await world.RecordedAsync(shop, world.OrderOf($"DH-2{i}-{round}", $"two{i}-{round}@example.vn", two, $"d{i}-{round}"));
            }

            await Task.WhenAll(
                Task.Run(() => world.RecordedAsync(shop, world.OrderOf($"DH-m-{round}", $"bridge-{round}@example.vn", one, $"d2-{round}"))),
                Task.Run(() => other.RecordedAsync(
                    shop, other.OrderOf($"DH-j-{round}", $"joiner-{round}@example.vn", null, $"d1-{round}"))));

            var group = (await world.AccountAsync($"one0-{round}@example.vn")).GroupId;
            foreach (var name in (string[])["one1", "one2", "two0", "two1", "two2", "bridge", "joiner"])
                Assert.Equal(group, (await world.AccountAsync($"{name}-{round}@example.vn")).GroupId);
        }
    }

    [DatabaseTheory]
    public async Task R4_3_Two_who_accept_at_once_are_one_partner(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, "an@example.vn", 3);
        var token = await world.InvitationTokenAsync("an@example.vn");

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).JoinsAsync(token))));

        Assert.Single(outcomes.Select(outcome => outcome.Value.PartnerId).Distinct());
        await using var db = await world.DbAsync();
        Assert.Equal((1, 1, 1), (await db.Partners.CountAsync(), await db.Users.CountAsync(), await db.Memberships.CountAsync()));
    }

    [DatabaseTheory]
    public async Task R4_4_An_approval_that_is_undone_while_its_mail_leaves_is_either_mailed_or_undone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var (shop, _) = await world.HasReferralsAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var email = $"an{round}@example.vn";
            await world.BuysAsync(shop, email, 3, device: $"d-{round}");
            await world.RecordedAsync(shop, world.OrderOf($"DH-b-{round}", $"binh{round}@example.vn", device: $"d-{round}"));
            var id = (await world.AccountAsync(email)).Id;
            await world.ApproveAsync(id);
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            other.Clock.MoveTo(world.Clock.GetUtcNow());

            var undo = Task.Run(() => world.UndoAsync(id));
            await Task.WhenAll(undo, Task.Run(other.MailsLeaveAsync));

            var undone = (await undo).Succeeded;
            await world.MailsLeaveAsync();
            Assert.Equal(undone ? EligibilityState.Queued : EligibilityState.Invited, (await world.AccountAsync(email)).State);
            await using var db = await world.DbAsync();
            Assert.Equal(undone ? 0 : 1, await db.Outbox.CountAsync(message => message.Target == email && message.DoneAt != null));
        }
    }

    private static async Task PaysAsync(World node, Shop shop, string number, string id)
    {
        var outcome = await node.HappensAsync(shop, number, OrderEventType.Paid, World.Start, id);
        Assert.True(outcome.Succeeded, outcome.Refusal?.Code);
    }

    private static async Task OneInvitationAsync(World world, string email, int successful)
    {
        var account = await world.AccountAsync(email);
        Assert.Equal((successful, EligibilityState.Invited), (account.Successful, account.State));
        Assert.Single(await world.InvitationsAsync(email));
    }
}
