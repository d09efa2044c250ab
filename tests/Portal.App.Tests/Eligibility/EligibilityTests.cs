using Microsoft.EntityFrameworkCore;
using Portal.App.Eligibility;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Eligibility;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Eligibility;

/// <summary>Orders lead accounts into a refer-a-friend programme (R4.2–R4.4).</summary>
public sealed class EligibilityTests
{
    private const string An = "an@example.vn";
    private const string Binh = "binh@example.vn";

    [DatabaseTheory]
    public async Task R4_2_The_third_successful_order_counts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 2);
        await world.RecordedAsync(shop, world.OrderOf("DH-cho", An));
        var two = await world.AccountAsync(An);

        await world.PaidAsync(shop, "DH-cho");

        var three = await world.AccountAsync(An);
        Assert.Equal((2, EligibilityState.Counting), (two.Successful, two.State));
        Assert.Equal((3, EligibilityState.Invited), (three.Successful, three.State));
    }

    [DatabaseTheory]
    public async Task R4_2_The_settings_in_force_now_say_how_many_it_takes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync(threshold: 5);
        await world.BuysAsync(shop, An, 3);
        await using (var db = await world.DbAsync())
        {
            db.ProgrammeVersions.Add(new App.Catalogue.Programmes.ProgrammeVersion
            {
                Id = Guid.CreateVersion7(),
                ProgrammeId = programme.Id,
                Number = 2,
                EffectiveFrom = world.Clock.GetUtcNow(),
                Settings = ProgrammeSettingsJson.ToJson(new ReferAFriendSettings { MinSuccessfulOrders = 4 }),
                CreatedAt = world.Clock.GetUtcNow(),
                CreatedBy = world.Admin.Name,
            });
            await db.SaveChangesAsync();
        }

        var before = await world.AccountAsync(An);
        await world.BuysAsync(shop, An, 1);

        Assert.Equal(EligibilityState.Counting, before.State);
        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync(An)).State);
    }

    [DatabaseTheory]
    public async Task R4_2_Orders_that_were_there_before_the_programme_count(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.BuysAsync(shop, An, 2, phone: "0901111111");
        await world.HasProgrammeAsync(shop, new ReferAFriendSettings());

        await world.BuysAsync(shop, An, 1, phone: "0902222222");
        await world.BuysAsync(shop, Binh, 1, phone: "0901111111");

        Assert.Equal((3, TraitKinds.Phone), (await world.AccountAsync(An) is var an ? an.Successful : 0, an.Shared));
    }

    [DatabaseTheory]
    public async Task R4_3_Reaching_the_threshold_mails_one_invitation(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();

        await world.BuysAsync(shop, An, 5);

        var mail = Assert.Single(await world.InvitationsAsync(An));
        Assert.Equal((programme.Name, shop.Name), (mail.Facts["programme"], mail.Facts["shop"]));
        Assert.Matches("^join/[0-9a-f]{64}$", mail.Facts["link"]);
        var letter = MailLetter.Write(mail, "https://portal.example/");
        Assert.Contains(programme.Name, letter.Subject, StringComparison.Ordinal);
        Assert.Contains("https://portal.example/join/", letter.Text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R4_3_Only_the_hash_of_the_link_is_kept(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 3);

        var token = await world.InvitationTokenAsync(An);

        Assert.Equal(App.Access.Users.AccountToken.Hash(token), (await world.AccountAsync(An)).TokenHash);
        Assert.DoesNotContain(
            An, System.Text.Encoding.Latin1.GetString((await world.AccountAsync(An)).ContactProtected), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R4_3_A_return_withdraws_the_invitation_and_its_link_says_so(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        var orders = await world.BuysAsync(shop, An, 3);
        var token = await world.InvitationTokenAsync(An);
        await world.MailsLeaveAsync();

        await world.ReturnedAsync(shop, orders[0]);

        var account = await world.AccountAsync(An);
        Assert.Equal((2, EligibilityState.Withdrawn, EligibilityReasons.CountFell), (account.Successful, account.State, account.Reasons));
        Assert.Equal("invitation_withdrawn", (await world.JoinsAsync(token)).Refusal!.Code);
        Assert.Equal(EligibilityState.Withdrawn, (await world.Get<EligibilityQueries>().InvitationAsync(token, default))!.State);
    }

    [DatabaseTheory]
    public async Task R4_3_When_the_count_comes_back_the_same_invitation_holds_and_is_not_mailed_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        var orders = await world.BuysAsync(shop, An, 3);
        var token = await world.InvitationTokenAsync(An);
        await world.MailsLeaveAsync();
        await world.ReturnedAsync(shop, orders[0]);

        await world.BuysAsync(shop, An, 1);

        Assert.Single(await world.InvitationsAsync(An));
        Assert.True((await world.JoinsAsync(token)).Succeeded);
    }

    [DatabaseTheory]
    public async Task R4_3_A_mail_that_had_not_left_is_taken_back_and_made_anew_later(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        var orders = await world.BuysAsync(shop, An, 3);
        var first = await world.InvitationTokenAsync(An);

        await world.ReturnedAsync(shop, orders[0]);
        var none = await world.InvitationsAsync(An);
        var account = await world.AccountAsync(An);
        await world.BuysAsync(shop, An, 1);

        Assert.Empty(none);
        Assert.Equal((EligibilityState.Counting, null), (account.State, account.InvitedAt));
        Assert.NotEqual(first, await world.InvitationTokenAsync(An));
        Assert.False((await world.JoinsAsync(first)).Succeeded);
        Assert.True((await world.JoinsAsync(await world.InvitationTokenAsync(An))).Succeeded);
    }

    [DatabaseTheory]
    public async Task R4_3_A_member_stays_a_member(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        var orders = await world.BuysAsync(shop, An, 3);
        await world.JoinsAsync(await world.InvitationTokenAsync(An));

        foreach (var order in orders)
            await world.ReturnedAsync(shop, order);

        Assert.Equal((0, EligibilityState.Member), (await world.AccountAsync(An) is var account ? account.Successful : -1, account.State));
        await using var db = await world.DbAsync();
        Assert.Equal(programme.Id, (await db.PartnerProgrammes.SingleAsync()).ProgrammeId);
    }

    [DatabaseTheory]
    public async Task R4_3_Whom_the_operator_added_is_not_invited(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        await world.CreatePartnerAsync("Nguyễn Văn An", An, programme.Code);

        await world.BuysAsync(shop, An, 3);

        Assert.Equal(EligibilityState.Member, (await world.AccountAsync(An)).State);
        Assert.Empty(await world.InvitationsAsync(An));
    }

    [DatabaseTheory]
    public async Task R4_4_Orders_on_different_accounts_never_add_up(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();

        await world.BuysAsync(shop, "an.nguyen@gmail.com", 2, phone: "0901111111");
        await world.BuysAsync(shop, "annguyen+2@gmail.com", 2, phone: "0901111111");

        Assert.Equal(2, (await world.AccountAsync("an.nguyen@gmail.com")).Successful);
        Assert.Equal((2, EligibilityState.Counting),
            (await world.AccountAsync("annguyen+2@gmail.com") is var other ? other.Successful : 0, other.State));
    }

    [DatabaseTheory]
    public async Task R4_4_An_account_is_a_mailbox_as_it_is_written_in_any_case(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();

        await world.BuysAsync(shop, An, 2);
        await world.BuysAsync(shop, " AN@Example.vn ", 1);

        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync(An)).State);
    }

    [DatabaseTheory]
    public async Task R4_4_Orders_at_another_shop_do_not_count(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        var (other, _) = await world.HasReferralsAsync();
        var plain = await world.HasShopAsync();

        await world.BuysAsync(shop, An, 2);
        await world.BuysAsync(other, An, 2);
        await world.BuysAsync(plain, An, 2);

        await using var db = await world.DbAsync();
        var accounts = await db.EligibilityAccounts.ToListAsync();
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account => Assert.Equal((2, EligibilityState.Counting), (account.Successful, account.State)));
        Assert.Contains(accounts, account => account.ProgrammeId == programme.Id);
    }

    [DatabaseTheory]
    public async Task R4_4_A_grouped_account_that_reaches_the_threshold_goes_to_the_queue(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, Binh, 1, phone: "0901111111", device: "d-1");

        await world.BuysAsync(shop, An, 3, phone: "+84 901 111 111", device: "d-2");

        var an = await world.AccountAsync(An);
        Assert.Equal((EligibilityState.Queued, "threshold_reached,shared_phone"), (an.State, an.Reasons));
        Assert.NotNull(an.GroupId);
        Assert.Equal(an.GroupId, (await world.AccountAsync(Binh)).GroupId);
        Assert.Empty(await world.InvitationsAsync(An));
    }

    [DatabaseTheory]
    public async Task R4_4_An_invitation_waits_for_the_admin_once_a_second_account_shows_up(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 3, device: "d-1");
        var token = await world.InvitationTokenAsync(An);
        await world.MailsLeaveAsync();

        await world.RecordedAsync(shop, world.OrderOf("DH-b", Binh, device: "d-1"));
        var queued = await world.AccountAsync(An);
        var refused = await world.JoinsAsync(token);
        await world.ApproveAsync(queued.Id);

        Assert.Equal(EligibilityState.Queued, queued.State);
        Assert.Equal("invitation_under_review", refused.Refusal!.Code);
        Assert.Single(await world.InvitationsAsync(An));
        Assert.True((await world.JoinsAsync(token)).Succeeded);
    }

    [DatabaseTheory]
    public async Task R4_4_A_bank_account_that_two_partners_have_groups_their_accounts(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, An, 2);
        await world.BuysAsync(shop, Binh, 3);
        await world.HasBankAccountAsync(An, "0071000123456");
        var before = await world.AccountAsync(Binh);

        await world.HasBankAccountAsync(Binh, "0071000123456"); // Bình was invited; now an admin decides
        await world.HasBankAccountAsync("chi@example.vn", "0071000999999");
        await world.BuysAsync(shop, An, 1);

        var (an, binh) = (await world.AccountAsync(An), await world.AccountAsync(Binh));
        Assert.Equal((EligibilityState.Invited, EligibilityState.Queued, EligibilityState.Queued), (before.State, binh.State, an.State));
        Assert.Equal((an.GroupId, TraitKinds.BankAccount, TraitKinds.BankAccount), (binh.GroupId, an.Shared, binh.Shared));
        Assert.Contains("shared_bank_account", an.Reasons, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R4_4_A_bank_account_that_was_there_before_the_first_order_counts_too(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        await world.HasBankAccountAsync(An, "0071000123456");
        await world.HasBankAccountAsync(Binh, "0071000123456");

        await world.BuysAsync(shop, An, 3);
        var alone = await world.AccountAsync(An);
        await world.BuysAsync(shop, Binh, 1);

        Assert.Equal(EligibilityState.Invited, alone.State);
        Assert.Equal((EligibilityState.Queued, EligibilityState.Counting),
            ((await world.AccountAsync(An)).State, (await world.AccountAsync(Binh)).State));
    }

    [DatabaseTheory]
    public async Task R4_4_Groups_that_turn_out_to_be_one_are_merged_the_smaller_into_the_larger(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        foreach (var i in Enumerable.Range(0, 3))
            await world.RecordedAsync(shop, world.OrderOf($"DH-l{i}", $"large{i}@example.vn", phone: "0901111111"));
        foreach (var i in Enumerable.Range(0, 2))
            await world.RecordedAsync(shop, world.OrderOf($"DH-s{i}", $"small{i}@example.vn", device: "d-1"));
        var large = (await world.AccountAsync("large0@example.vn")).GroupId;
        var small = (await world.AccountAsync("small1@example.vn")).GroupId;

        await world.RecordedAsync(shop, world.OrderOf("DH-b", "bridge@example.vn", phone: "0901111111", device: "d-1"));

        Assert.NotEqual(large, small);
        await using var db = await world.DbAsync();
        Assert.Equal([large], await db.EligibilityAccounts.Select(account => account.GroupId).Distinct().ToListAsync());
        Assert.Equal(6, await db.EligibilityAccounts.CountAsync());
        Assert.Equal(TraitKinds.Phone | TraitKinds.Device, (await world.AccountAsync("bridge@example.vn")).Shared);
    }

    [DatabaseTheory]
    public async Task R4_4_Whatever_the_order_of_arrival_the_groups_are_the_same(DatabaseProvider provider)
    {
        (string Email, string? Phone, string? Device)[] customers =
        [
            ("a@example.vn", "0901111111", null), ("b@example.vn", "0901111111", "d-1"), ("c@example.vn", null, "d-1"),
            ("d+1@example.vn", "0902222222", null), ("d@example.vn", "0903333333", "d-2"), ("e@example.vn", "0904444444", "d-3"),
        ];
        var random = new Random(20260610);
        var seen = new List<string>();
        for (var round = 0; round < 4; round++)
        {
            await using var world = await World.CreateAsync(provider);
            var (shop, _) = await world.HasReferralsAsync();
            var orders = customers.Select((customer, i) => world.OrderOf($"DH-{i}", customer.Email, customer.Phone, customer.Device))
                .ToArray();
            random.Shuffle(orders);
            if (round == 0)
                await world.RecordAsync(shop, orders); // all in one transaction
            else
                foreach (var order in orders)
                    await world.RecordedAsync(shop, order);
            var accounts = await Task.WhenAll(customers.Select(customer => world.AccountAsync(customer.Email)));
            seen.Add(string.Join(' ', accounts.Select(account =>
                $"{account.Shared}:{(account.GroupId is null ? -1 : Array.FindIndex(accounts, other => other.GroupId == account.GroupId))}")));
        }

        Assert.Equal("Phone:0 Phone, Device:0 Device:0 NormalisedEmail:3 NormalisedEmail:3 None:-1", Assert.Single(seen.Distinct()));
    }

    [DatabaseTheory]
    public async Task The_queue_asks_as_often_for_many_rows_as_for_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            var (shop, _) = await world.HasReferralsAsync();
            await world.RecordAsync(
                shop, [.. Enumerable.Range(0, 7).Select(i => world.OrderOf($"DH-{i}", $"khach{i}@example.vn", device: "d-1"))]);
        }

        async Task<int> Commands(int size)
        {
            var before = world.Commands.Count;
            var page = await world.Get<EligibilityQueries>()
                .ListAsync(world.Admin, new EligibilityFilter(), new PageRequest(1, size), default);
            Assert.Equal((size, 21), (page.Items.Count, page.Total));
            return world.Commands.Count - before;
        }

        Assert.Equal(await Commands(2), await Commands(20));
    }

    [DatabaseTheory]
    public async Task A_batch_of_many_orders_asks_the_database_as_often_as_one_of_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasReferralsAsync();
        OrderInput[] Batch(string name, int size) =>
            [.. Enumerable.Range(0, size).Select(i => world.OrderOf($"{name}-{i}", $"{name}{i}@example.vn", device: $"{name}-{i / 2}"))];
        await world.RecordAsync(shop, Batch("warm", 2));

        async Task<int> Commands(OrderInput[] batch)
        {
            var before = world.Commands.Count;
            Assert.All((await world.RecordAsync(shop, batch)).Value.Results, result => Assert.Null(result.Refusal));
            return world.Commands.Count - before;
        }

        var few = await Commands(Batch("few", 4));
        var many = await Commands(Batch("many", 40));

        // SQLite has one statement for each row that SaveChanges inserts; the questions are what must not grow
        Assert.InRange(many, 1, provider == DatabaseProvider.Sqlite ? few + 36 : few + 2);
        await using var db = await world.DbAsync();
        Assert.Equal(46, await db.EligibilityAccounts.CountAsync(account => account.GroupId != null));
    }
}
