using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Cases;

/// <summary>A dispute from its draft to its end (R8.1, R8.3, R8.4).</summary>
public sealed class DisputeCaseTests
{
    [DatabaseTheory]
    public async Task R8_1_A_draft_is_kept_while_it_is_written_and_filed_with_its_evidence(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        var author = world.PersonOf(partner);
        var save = world.Get<SaveDispute>();
        var draft = World.Missing(shop, order);

        var first = (await save.RunAsync(author, new SaveDispute.Input(null, draft with { Claim = "Khách bấm" }), default)).Value;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = (await save.RunAsync(author, new SaveDispute.Input(first.Id, draft), default)).Value;
        Assert.Equal(first.Id, second.Id);

        // a closed tab: it is found again by what it is about
        var found = await world.Get<DisputeQueries>().DraftAsync(author, order, null, null, default);
        Assert.Equal((first.Id, draft.Claim, DisputeState.Draft, null), (found!.Case.Id, found.Claim, found.Case.State, found.Case.Number));
        Assert.Equal(1, (await world.Get<DisputeQueries>()
            .ListAsync(author, new DisputeFilter(Drafts: true), new PageRequest(), default)).Total);
        Assert.Equal(0, (await world.Get<DisputeQueries>().ListAsync(author, new DisputeFilter(), new PageRequest(), default)).Total);

        var file = world.Get<FileDispute>();
        Assert.Equal(
            DisputeRefusals.EvidenceMissing, (await file.RunAsync(author, new FileDispute.Input(first.Id), default)).Refusal!.Code);
        await world.BringsAsync(author, first.Id, isTimed: false);
        var untimed = (await file.RunAsync(author, new FileDispute.Input(first.Id), default)).Refusal!;
        Assert.Equal((DisputeRefusals.EvidenceUntimed, "tin-nhan.txt"), (untimed.Code, untimed.Facts["file"]));
        var evidence = Assert.Single((await world.DisputeAsync(author, first.Id)).Value.Evidence);
        Assert.True((await world.Get<StateEvidence>().RunAsync(
            author, new StateEvidence.Input(first.Id, evidence.Id, world.Clock.GetUtcNow().AddDays(-1), null), default)).Succeeded);
        var filed = (await file.RunAsync(author, new FileDispute.Input(first.Id), default)).Value;

        Assert.Equal(("KN-2026-000001", DisputeState.Open), (filed.Case.Number, filed.Case.State));
        Assert.Equal(world.Clock.GetUtcNow().AddDays(7), filed.Case.DueAt);
        Assert.Single(filed.Evidence);
        Assert.Equal([DisputeStepKind.Filed], filed.Steps.Select(step => step.Kind));
        Assert.Equal(DisputeRefusals.WrongState,
            (await save.RunAsync(author, new SaveDispute.Input(first.Id, draft), default)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R8_1_What_is_missing_is_named_and_numbers_have_no_gaps(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        var author = world.PersonOf(partner);

        Assert.Equal(["claim", "orderExternalId"], await WrongAsync(world, author, new DisputeDraft(DisputeKind.MissingOrder)));
        Assert.Equal(["kind"], await WrongAsync(world, author, World.Missing(shop, order) with { Kind = DisputeKind.WrongSource }));
        Assert.Equal(["wanted.base"], await WrongAsync(world, author, World.Missing(shop, order) with { Kind = DisputeKind.WrongAmount }));
        Assert.Equal(["shopId"], await WrongAsync(world, author, World.Missing(await world.HasShopAsync(), order)));

        // not theirs: whether it is there is not told
        Assert.Equal(["orderExternalId"], await WrongAsync(
            world, author, World.Missing(shop, order) with { Kind = DisputeKind.WrongAmount, Wanted = new DisputeWanted(Base: 1) }));
        var there = await world.FiledAsync(author, World.Missing(shop, order));
        var notThere = await world.FiledAsync(author, World.Missing(shop, "KHONG-CO"));
        Assert.Equal(("KN-2026-000001", "KN-2026-000002"), (there.Case.Number, notThere.Case.Number));
        Assert.Equal((null, null, null, null), (there.Case.OrderId, there.Case.AtStake, notThere.Case.OrderId, notThere.Case.AtStake));

        Assert.Equal(DisputeRefusals.AlreadyOpen, (await world.FileAsync(author, World.Missing(shop, order))).Refusal!.Code);
        world.Clock.MoveTo(new DateTimeOffset(2026, 12, 31, 17, 0, 0, TimeSpan.Zero));
        Assert.Equal("KN-2027-000001", (await world.FiledAsync(author, World.Missing(shop, "DH-NAM-SAU"))).Case.Number);
    }

    [DatabaseTheory]
    public async Task R8_4_An_accepted_dispute_credits_the_order_and_posts_the_difference_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        var id = dispute.Case.Id;
        Assert.Equal(5_000, (await world.DisputeAsync(world.Admin, id)).Value.Case.AtStake);
        Assert.Equal(DisputeRefusals.WrongState, (await world.DecidesAsync(id, accept: true)).Refusal!.Code);

        await world.ReviewAsync(id);
        var preview = (await world.Get<DisputePreviewQueries>().GetAsync(world.Admin, id, default)).Value;
        Assert.Equal((1, 5_000), (preview.Orders, preview.Entries.Sum(entry => entry.Gross)));
        Assert.Equal(0, await world.EarnedAsync(partner));
        var decided = await world.DecidesAsync(id, accept: true);
        var again = await world.DecidesAsync(id, accept: true);

        Assert.Equal((DisputeState.Accepted, null), (decided.Value.Case.State, decided.Value.Case.DueAt));
        Assert.Equal(DisputeRefusals.WrongState, again.Refusal!.Code);
        Assert.Equal(5_000, await world.EarnedAsync(partner));
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.Rulings.CountAsync());
        Assert.All(await db.JournalEntries.Where(entry => entry.HolderId == partner.Id).ToListAsync(),
            entry => Assert.Equal(id, entry.DisputeId));

        // now that it is theirs, its author may know what it is worth
        Assert.Equal(5_000, (await world.DisputeAsync(world.PersonOf(partner), id)).Value.Case.AtStake);
    }

    [DatabaseTheory]
    public async Task R8_3_More_information_is_wanted_and_the_answer_gives_the_turn_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        var id = dispute.Case.Id;
        var owner = await world.PersonAsync(Role.ShopOwner, "chu@example.vn", shopId: shop.Id);
        await world.ReviewAsync(id);
        world.Clock.Advance(TimeSpan.FromDays(1));
        var asked = (await world.AsksAsync(id)).Value;
        Assert.Equal((DisputeState.MoreInformation, world.Clock.GetUtcNow().AddDays(7)), (asked.Case.State, asked.Case.DueAt));

        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(DisputeState.MoreInformation, (await world.WritesAsync(owner.Actor, id, "Đơn tại quầy.")).Value.Case.State);
        Assert.Equal(DisputeRefusals.WrongState, (await world.AsksAsync(id)).Refusal!.Code);
        var answered = (await world.WritesAsync(world.PersonOf(partner), id, "Ảnh chụp hôm qua.\nLúc 9 giờ.")).Value;

        Assert.Equal((DisputeState.UnderReview, world.Clock.GetUtcNow().AddDays(7)), (answered.Case.State, answered.Case.DueAt));
        Assert.Equal(["Đơn tại quầy.", "Ảnh chụp hôm qua.\nLúc 9 giờ."], answered.Messages.Select(message => message.Text));
        Assert.Equal(
            [DisputeStepKind.Filed, DisputeStepKind.ReviewStarted, DisputeStepKind.InformationWanted, DisputeStepKind.Answered],
            answered.Steps.Select(step => step.Kind));
        Assert.Equal(
            [MailKind.DisputeMessage, MailKind.DisputeInformation],
            (await world.MailsAsync(partner.Email)).Select(mail => mail.Kind).Order());
        Assert.Equal([MailKind.DisputeMessage], (await world.MailsAsync("chu@example.vn")).Select(mail => mail.Kind));
    }

    [DatabaseTheory]
    public async Task R8_7_Withdrawn_and_rejected_release_what_was_held(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, rival, link) = await world.HasAffiliateAsync();
        var partner = await world.HasPartnerAsync(await ProgrammeOfAsync(world, shop));
        world.Clicked(link, "v-1", world.Clock.GetUtcNow().AddHours(-1));
        foreach (var number in new[] { "DH-1", "DH-2" })
        {
            await world.RecordedAsync(shop, world.Order(number));
            await world.HappensAsync(shop, number, OrderEventType.Paid, world.Clock.GetUtcNow());
        }

        var author = world.PersonOf(partner);
        var first = await world.FiledAsync(author, World.Missing(shop, "DH-1") with { Kind = DisputeKind.WrongPartner });
        Assert.Equal(["DH-1"], await world.HeldOrdersAsync());
        Assert.Equal(rival.Id, await CounterpartAsync(world, first.Case.Id));

        var withdrawn = await world.WithdrawsAsync(author, first.Case.Id);
        Assert.Equal(DisputeState.Withdrawn, withdrawn.Value.Case.State);
        Assert.Empty(await world.HeldOrdersAsync());

        var second = await world.FiledAsync(author, World.Missing(shop, "DH-2") with { Kind = DisputeKind.WrongPartner });
        await world.ReviewAsync(second.Case.Id);
        Assert.Equal(["DH-2"], await world.HeldOrdersAsync());
        Assert.Equal(DisputeState.Rejected, (await world.DecidesAsync(second.Case.Id, accept: false)).Value.Case.State);
        Assert.Empty(await world.HeldOrdersAsync());
        Assert.Equal((10_000, 0), (await world.EarnedAsync(rival), await world.EarnedAsync(partner)));
        Assert.Equal(
            [MailKind.DisputeFiled, MailKind.DisputeFiled, MailKind.DisputeDecided, MailKind.DisputeWithdrawn],
            (await world.MailsAsync(rival.Email)).Select(mail => mail.Kind).Order());
    }

    [DatabaseTheory]
    public async Task R8_6_A_rejection_is_appealed_once_and_another_admin_decides_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        var (id, author) = (dispute.Case.Id, world.PersonOf(partner));
        var other = (await world.AdminAsync()).Actor;
        await world.ReviewAsync(id);
        Assert.Equal(DisputeRefusals.WrongState, (await world.AppealsAsync(author, id)).Refusal!.Code);
        await world.DecidesAsync(id, accept: false);

        world.Clock.Advance(TimeSpan.FromDays(13));
        var appealed = (await world.AppealsAsync(author, id)).Value;
        Assert.Equal((DisputeState.Open, true), (appealed.Case.State, appealed.Case.IsAppealed));
        await world.ReviewAsync(id);
        Assert.Equal(DisputeRefusals.OwnDecision, (await world.DecidesAsync(id, accept: true)).Refusal!.Code);
        var decided = (await world.DecidesAsync(id, accept: true, other)).Value;

        Assert.Equal(DisputeState.Accepted, decided.Case.State);
        Assert.Equal((DisputeState.Rejected, DisputeState.Accepted), (decided.Decision!.Outcome, decided.Appeal!.Decision!.Outcome));
        Assert.Equal(5_000, await world.EarnedAsync(partner));
        Assert.DoesNotContain(DisputeAct.Appeal, decided.Acts);
    }

    [DatabaseTheory]
    public async Task R8_6_The_other_side_appeals_an_acceptance_and_what_was_paid_is_taken_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        var (id, owner) = (dispute.Case.Id, world.OwnerOf(shop));
        var other = (await world.AdminAsync()).Actor;
        await world.ReviewAsync(id);
        await world.DecidesAsync(id, accept: true);
        Assert.Equal(5_000, await world.EarnedAsync(partner));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await world.AppealsAsync(owner, id)).Succeeded);
        Assert.Equal(DisputeRefusals.WrongState, (await world.WithdrawsAsync(world.PersonOf(partner), id)).Refusal!.Code);
        await world.ReviewAsync(id, other);
        Assert.True((await world.DecidesAsync(id, accept: false, other)).Succeeded);

        Assert.Equal(0, await world.EarnedAsync(partner));
        Assert.Equal(DisputeRefusals.AlreadyAppealed, (await world.AppealsAsync(world.PersonOf(partner), id)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R8_6_An_appeal_comes_too_late_after_its_time(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        await world.ReviewAsync(dispute.Case.Id);
        await world.DecidesAsync(dispute.Case.Id, accept: false);
        world.Clock.Advance(TimeSpan.FromDays(14));

        Assert.Equal(
            DisputeRefusals.AppealTooLate, (await world.AppealsAsync(world.PersonOf(partner), dispute.Case.Id)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R7_6_A_customers_source_is_disputed_and_corrected_from_the_stated_order_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        for (var i = 1; i <= 3; i++)
        {
            await world.RecordedAsync(shop, world.Rental($"DH-{i}", "KH-1", placedAt: world.Clock.GetUtcNow().AddHours(-10 + i)));
            await world.HappensAsync(shop, $"DH-{i}", OrderEventType.Paid, world.Clock.GetUtcNow());
        }

        var owner = world.OwnerOf(shop);
        await using var db = await world.DbAsync();
        var customer = await db.CustomerIntroductions.Where(row => row.ShopId == shop.Id).Select(row => row.OrderId).SingleAsync();
        Assert.Equal(27_000, await DueAsync(world, shop.Id));
        var dispute = await world.FiledAsync(owner, World.WrongSource(customer, from: "DH-2"));
        Assert.Equal(18_000, dispute.Case.AtStake);
        await world.ReviewAsync(dispute.Case.Id);
        Assert.True((await world.DecidesAsync(dispute.Case.Id, accept: true)).Succeeded);

        Assert.Equal(9_000, await DueAsync(world, shop.Id));
        Assert.Equal(["wanted.from"], await WrongAsync(world, owner, World.WrongSource(customer, from: "KHONG-CO")));
    }

    [DatabaseTheory]
    public async Task R8_4_A_missing_order_that_comes_after_the_dispute_is_credited_when_it_is_accepted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, _) = await world.HasAffiliateAsync();
        var dispute = await world.FiledAsync(world.PersonOf(partner), World.Missing(shop, "DH-CHO"));
        await world.ReviewAsync(dispute.Case.Id);
        Assert.Equal(DisputeRefusals.CannotBeRuled, (await world.DecidesAsync(dispute.Case.Id, accept: true)).Refusal!.Code);

        await world.RecordedAsync(shop, world.Order("DH-CHO", visitor: null));
        await world.HappensAsync(shop, "DH-CHO", OrderEventType.Paid, world.Clock.GetUtcNow());
        Assert.True((await world.DecidesAsync(dispute.Case.Id, accept: true)).Succeeded);

        Assert.Equal(5_000, await world.EarnedAsync(partner));
    }

    [DatabaseTheory]
    public async Task Outcomes_and_median_days_are_counted_by_shop_and_by_reviewer(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, first) = await world.HasDisputeAsync();
        await world.ReviewAsync(first.Case.Id);
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.DecidesAsync(first.Case.Id, accept: true);
        foreach (var days in new[] { 4, 6 })
        {
            var next = await world.FiledAsync(world.PersonOf(partner), World.Missing(shop, $"DH-K{days}"));
            await world.ReviewAsync(next.Case.Id);
            world.Clock.Advance(TimeSpan.FromDays(days));
            await world.DecidesAsync(next.Case.Id, accept: false);
        }

        var open = await world.FiledAsync(world.PersonOf(partner), World.Missing(shop, "DH-MO"));
        var queries = world.Get<DisputeStatisticsQueries>();
        var counted = (await queries.OutcomesAsync(world.Finance(), null, null, new(), default))!;

        Assert.Equal((4, 1, 2, 1, 4.0), Of(Assert.Single(counted.Shops.Items)));
        Assert.Equal((3, 1, 2, 0, 4.0), Of(Assert.Single(counted.Reviewers)));
        Assert.Equal(3_333, counted.All.AcceptedShare);
        Assert.Null(await queries.OutcomesAsync(world.PersonOf(partner), null, null, new(), default));
        Assert.Equal((1, 0, 0), await WorkAsync(world));
        Assert.NotNull(open);

        static (int, int, int, int, double?) Of(DisputeOutcomes row) =>
            (row.Filed, row.Accepted, row.Rejected, row.Pending, row.MedianDays);
    }

    private static async Task<(int, int, int)> WorkAsync(World world)
    {
        var work = (await world.Get<DisputeQueries>().WorkAsync(world.Admin, default))!;
        return (work.Waiting, work.Overdue, work.Escalated);
    }

    private static async Task<string[]> WrongAsync(World world, Actor author, DisputeDraft draft) =>
        [.. (await world.FileAsync(author, draft)).Refusal!.Fields.Select(field => field.Field)];

    private static async Task<Programme> ProgrammeOfAsync(World world, Shop shop)
    {
        await using var db = await world.DbAsync();
        return await db.Programmes.AsNoTracking().SingleAsync(row => row.ShopId == shop.Id);
    }

    private static async Task<Guid?> CounterpartAsync(World world, Guid dispute)
    {
        await using var db = await world.DbAsync();
        return await db.Disputes.Where(row => row.Id == dispute).Select(row => row.CounterpartId).SingleAsync();
    }

    private static async Task<long> DueAsync(World world, Guid shop)
    {
        await using var db = await world.DbAsync();
        return await db.JournalEntries.Where(entry => entry.HolderId == shop).SumAsync(entry => entry.Surcharged);
    }
}
