using Portal.App.Attribution.Reading;
using Portal.App.Orders.Import;
using Portal.App.Orders.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders.Import;

/// <summary>Reports that say what of an order came back (R2.6).</summary>
public sealed class ImportedReturnTests
{
    private const string Head =
        "Mã đơn;Ngày đặt;Mã sản phẩm;Sản phẩm;Số lượng;Đơn giá;Sàn giảm giá;Trạng thái;Ngày cập nhật;Mã giới thiệu;Mã khách hàng;"
        + "Điểm nhận hàng;Số lượng trả;Tiền hàng trả lại\n";

    [DatabaseTheory]
    public async Task R2_6_A_report_brings_back_in_every_programme_exactly_what_an_event_does(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        foreach (var template in Enum.GetValues<ProgrammeTemplate>())
        {
            foreach (var moment in Enum.GetValues<Moment>())
            {
                var (byEvent, byReport) = (await SceneAsync(world, template), await SceneAsync(world, template));
                await MomentAsync(world, moment, byEvent.Partner, byReport.Partner);

                Assert.True((await world.ComesBackAsync(byEvent.Shop, "DH-1", world.Clock.GetUtcNow(), lines: ("SIM-1", 1))).Succeeded);
                var import = await world.ImportedAsync(world.OwnerOf(byReport.Shop), Report(byReport.Code, sims: "1"));

                Assert.Equal((0, 1, 0, 0, 1, 92_500L, 0), Counts(import));
                var (expected, actual) = (await ViewAsync(world, byEvent.Shop), await ViewAsync(world, byReport.Shop));
                Assert.Equal((92_500L, OrderStatus.Successful), (actual.Returned!.Amount, actual.Status));
                Assert.Equivalent(expected.Returned, actual.Returned, strict: true);
                Assert.Equivalent(Money(expected), Money(actual), strict: true);
                Assert.Equal(await BalanceAsync(world, byEvent), await BalanceAsync(world, byReport));
                Assert.True(template is ProgrammeTemplate.Loyalty || Reversed(actual) > 0, $"{template}: nothing was reversed.");

                // the same file again, and the later one in which everything is back
                Assert.Equal((0, 1, 0, 0, 0, 0L, 0),
                    Counts(await world.ImportedAsync(world.OwnerOf(byReport.Shop), Report(byReport.Code, sims: "1"))));
                Assert.Equal(await BalanceAsync(world, byEvent), await BalanceAsync(world, byReport));
                Assert.Equal((0, 1, 0, 0, 1, 277_500L, 0),
                    Counts(await world.ImportedAsync(world.OwnerOf(byReport.Shop), Report(byReport.Code, sims: "3", rice: "1"))));
                Assert.True((await world.ComesBackAsync(
                    byEvent.Shop, "DH-1", world.Clock.GetUtcNow(), lines: [("SIM-1", 2), ("RICE-1", 1)])).Succeeded);
                var over = await ViewAsync(world, byReport.Shop);
                Assert.Equal((OrderStatus.Cancelled, CancellationReasons.Returned, 370_000L),
                    (over.Status, over.CancellationReason, over.Returned!.Amount));
                Assert.Equivalent(Money(await ViewAsync(world, byEvent.Shop)), Money(over), strict: true);
                Assert.Equal(await BalanceAsync(world, byEvent), await BalanceAsync(world, byReport));
            }
        }

        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_A_report_says_what_came_back_in_all_however_often_it_is_uploaded(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, code) = await SceneAsync(world, ProgrammeTemplate.ShopAffiliate);
        var owner = world.OwnerOf(shop);

        await world.ImportedAsync(owner, Report(code, amount: "50.000"));
        var rows = await world.RowCountsAsync();
        for (var again = 0; again < 2; again++)
            Assert.Equal(0, (await world.ImportedAsync(owner, Report(code, amount: "50.000"))).Row.Returns);
        Assert.Equal(rows, await world.RowCountsAsync());

        // what the shop's program tells of the same return in between is part of what the later report says in all
        await world.ComesBackAsync(shop, "DH-1", world.Clock.GetUtcNow(), amount: 20_000);
        var grown = await world.ImportedAsync(owner, Report(code, amount: "80.000"));
        Assert.Equal((1, 10_000L, 0), (grown.Row.Returns, grown.Row.ReturnedAmount, grown.Problems));
        var order = await ViewAsync(world, shop);
        Assert.Equal((80_000L, 3), (order.Returned!.Amount, order.History.Count(change => change.Effect == OrderEffects.ReturnedInPart)));

        // an older report takes nothing of it back, and says so
        var less = await world.ImportedAsync(owner, Report(code, amount: "50.000") + "\n");
        var problem = Assert.Single(await world.ProblemsAsync(owner, less.Row.Id));
        Assert.Equal(("returned_less_than_known", "Tiền hàng trả lại", 2), (problem.Code, problem.Heading, problem.Row));
        Assert.Equal(80_000, (await ViewAsync(world, shop)).Returned!.Amount);

        // the pieces that are told at last cost more than the amount that was told for them
        var pieces = await world.ImportedAsync(owner, Report(code, sims: "1"));
        Assert.Equal((1, 12_500L), (pieces.Row.Returns, pieces.Row.ReturnedAmount));
        Assert.Equal(92_500, (await ViewAsync(world, shop)).Returned!.Amount);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_The_dry_run_tells_what_would_come_back_and_stores_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, code) = await SceneAsync(world, ProgrammeTemplate.ShopAffiliate);
        var owner = world.OwnerOf(shop);
        var rows = await world.RowCountsAsync();

        var known = await world.CheckedAsync(owner, Report(code, sims: "2"));
        Assert.Equal((ImportState.Checked, 1, 185_000L, 0), (known.Row.State, known.Row.Returns, known.Row.ReturnedAmount, known.Problems));
        var both = await world.CheckedAsync(owner, Report(code, number: "DH-2", sims: "3", rice: "1"));
        Assert.Equal((1, 1, 1, 370_000L), (both.Row.NewOrders, both.Row.Events, both.Row.Returns, both.Row.ReturnedAmount));
        Assert.Equal(rows, await world.RowCountsAsync());

        await world.StartAsync(owner, both.Row.Id);
        await world.ImportsRunAsync();
        var done = await world.ImportAsync(owner, both.Row.Id);
        Assert.Equal(
            (both.Row.NewOrders, both.Row.Events, both.Row.Returns, both.Row.ReturnedAmount),
            (done.Row.NewOrders, done.Row.Events, done.Row.Returns, done.Row.ReturnedAmount));
        Assert.Equal(CancellationReasons.Returned, (await ViewAsync(world, shop, "DH-2")).CancellationReason);
    }

    [DatabaseTheory]
    public async Task R2_6_What_cannot_have_come_back_is_refused_at_its_column_and_stores_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, code) = await SceneAsync(world, ProgrammeTemplate.ShopAffiliate);
        var owner = world.OwnerOf(shop);
        var rows = await world.RowCountsAsync();
        foreach (var (report, row, heading, problem, facts) in new[]
        {
            (Report(code, sims: "4"), 2, "Số lượng trả", "returned_more_than_bought", "value=4;max=3"),
            (Report(code, rice: "-1"), 3, "Số lượng trả", "returned_more_than_bought", "value=-1;max=1"),
            (Report(code, sims: "một"), 2, "Số lượng trả", "unreadable_quantity", "value=một"),
            (Report(code, sims: "0,5"), 2, "Số lượng trả", "quantity_not_whole", "value=0,5"),
            (Report(code, amount: "370.001"), 2, "Tiền hàng trả lại", "returned_more_than_charged", "value=370001;max=370000"),
            (Report(code, amount: "-1"), 2, "Tiền hàng trả lại", "returned_more_than_charged", "value=-1;max=370000"),
            (Report(code, amount: "nhiều"), 2, "Tiền hàng trả lại", "unreadable_amount", "value=nhiều"),
            (Report(code, sims: "1", amount: "92.500"), 2, "Tiền hàng trả lại", "returned_both_ways", ""),
            (Report(code, sims: "1", status: "Đã hủy"), 2, "Số lượng trả", "returned_against_status", "value=Đã hủy"),
            (Report(code, sims: "1", status: "Trả hàng"), 2, "Số lượng trả", "returned_against_status", "value=Trả hàng"),
            (Report(code, amount: "1", status: "Đang giao"), 2, "Tiền hàng trả lại", "returned_against_status", "value=Đang giao"),
            (Report(code, status: "Trả hàng một phần"), 2, "Trạng thái", "returned_part_missing", ""),
        })
        {
            var import = await world.ImportedAsync(owner, report);
            var told = Assert.Single(await world.ProblemsAsync(owner, import.Row.Id));
            Assert.Equal((problem, row, heading, "DH-1", false), (told.Code, told.Row, told.Heading, told.OrderId, told.IsRefusal));
            Assert.Equal(facts, string.Join(';', told.Facts.Select(fact => $"{fact.Key}={fact.Value}")));
            Assert.Equal((1, 0), (import.Row.BadOrders, import.Row.Returns));
        }

        Assert.Equal(rows, await world.RowCountsAsync());
    }

    [DatabaseTheory]
    public async Task R2_6_What_comes_back_before_the_payment_or_after_a_cancellation_waits_for_another_report(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        await world.ImportedAsync(owner, Report("", status: "Đang giao"));
        var rows = await world.RowCountsAsync();

        var early = await world.ImportedAsync(owner, Report("", sims: "1", status: ""));
        Assert.Equal("returned_before_payment", Assert.Single(await world.ProblemsAsync(owner, early.Row.Id)).Code);
        Assert.Equal(rows, await world.RowCountsAsync());

        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        Assert.Equal(1, (await world.ImportedAsync(owner, Report("", sims: "1", status: ""))).Row.Returns);

        await world.HappensAsync(shop, "DH-1", OrderEventType.Cancelled, world.Clock.GetUtcNow(), reason: CancellationReasons.Fraud);
        var late = await world.ImportedAsync(owner, Report("", sims: "2", status: ""));
        Assert.Equal("returned_after_cancellation", Assert.Single(await world.ProblemsAsync(owner, late.Row.Id)).Code);

        // reinstated it is whole, and what has come back of it is told anew
        await world.HappensAsync(shop, "DH-1", OrderEventType.Reinstated, world.Clock.GetUtcNow(), reason: "nhập nhầm");
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, world.Clock.GetUtcNow());
        Assert.Equal(1, (await world.ImportedAsync(owner, Report("", sims: "1", status: ""))).Row.Returns);
        Assert.Equal(92_500, (await ViewAsync(world, shop)).Returned!.Amount);
    }

    [DatabaseTheory]
    public async Task R2_6_All_of_it_may_stand_beside_the_state_that_says_the_same(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, code) = await SceneAsync(world, ProgrammeTemplate.ShopAffiliate);
        var owner = world.OwnerOf(shop);

        var whole = await world.ImportedAsync(owner, Report(code, sims: "3", rice: "1", status: "Trả hàng", statusAt: ""));
        Assert.Equal((1, 0, 0), (whole.Row.Events, whole.Row.Returns, whole.Problems));
        Assert.Equal(CancellationReasons.Returned, (await ViewAsync(world, shop)).CancellationReason);

        var part = await world.ImportedAsync(
            owner, Report(code, number: "DH-2", sims: "1", status: "Trả hàng một phần", statusAt: ""));
        Assert.Equal((1, 1, 0), (part.Row.Events, part.Row.Returns, part.Problems));
        Assert.Equal((OrderStatus.Successful, 92_500L),
            ((await ViewAsync(world, shop, "DH-2")).Status, (await ViewAsync(world, shop, "DH-2")).Returned!.Amount));
    }

    [DatabaseTheory]
    public async Task R2_6_More_than_an_amended_order_has_left_is_foreseen_and_refused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        await world.ImportedAsync(owner, Report("", status: ""));
        var smaller = await world.CheckedAsync(owner, Report("", status: "").Replace(";3;100.000", ";1;100.000", StringComparison.Ordinal));
        await world.Get<StartImport>().RunAsync(owner, new StartImport.Input(smaller.Row.Id, Amend: true), CancellationToken.None);
        await world.ImportsRunAsync();
        await world.HappensAsync(shop, "DH-1", OrderEventType.Paid, world.Clock.GetUtcNow());

        // an old report, of the order as it was before it was amended
        var dry = await world.CheckedAsync(owner, Report("", sims: "2", status: ""));
        Assert.Equal("return_exceeds_order", Assert.Single(await world.ProblemsAsync(owner, dry.Row.Id)).Code);
        await world.StartAsync(owner, dry.Row.Id);
        await world.ImportsRunAsync();

        Assert.Equal("return_exceeds_order", Assert.Single(await world.ProblemsAsync(owner, dry.Row.Id)).Code);
        Assert.Equal((0, 0), (dry.Row.Returns, (await world.ImportAsync(owner, dry.Row.Id)).Row.Returns));
        Assert.Null((await ViewAsync(world, shop)).Returned);
    }

    [DatabaseTheory]
    public async Task R2_6_An_import_that_is_run_again_brings_nothing_back_twice_and_counts_the_same(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _, code) = await SceneAsync(world, ProgrammeTemplate.ShopAffiliate);
        var owner = world.OwnerOf(shop);
        var import = await world.CheckedAsync(owner, Report(code, sims: "2"));
        await world.StartAsync(owner, import.Row.Id);

        // dies when the return is stored, before it could say so
        using var dead = new CancellationTokenSource();
        using (world.Get<ChangeNotifier>().Subscribe(change =>
        {
            if (change.Topic == ChangeTopics.Order)
                dead.Cancel();
        }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Get<ImportRunner>().RunNextAsync(dead.Token));
        }

        Assert.Equal(185_000, (await ViewAsync(world, shop)).Returned!.Amount);
        await world.ImportsRunAsync();

        var done = await world.ImportAsync(owner, import.Row.Id);
        Assert.Equal(ImportState.Done, done.Row.State);
        Assert.Equal(Counts(import), Counts(done));
        Assert.Equal(185_000, (await ViewAsync(world, shop)).Returned!.Amount);
    }

    private enum Moment
    {
        Before,
        AfterPayout,
        AfterClose,
    }

    /// <summary>A paid order of three SIMs and a bag of rice for 400,000 less 30,000; a partner brought it where there are any.</summary>
    private static async Task<(App.Catalogue.Shops.Shop Shop, Partner? Partner, string Code)> SceneAsync(
        World world, ProgrammeTemplate template)
    {
        var rental = template == ProgrammeTemplate.RentalSurcharge;
        var (shop, programme) = rental ? await world.HasRentalShopAsync(ShopKind.Professional) : (await world.HasShopAsync(), null!);
        if (!rental)
        {
            // each of them so that a code is enough and one piece counts
            programme = await world.HasProgrammeAsync(shop, ProgrammeSettings.Defaults(template) switch
            {
                NewCustomerSettings settings => settings with
                {
                    RequirePickupPoint = false,
                    Tiers = [new(new Dong(100_000), new Dong(20_000)), new(new Dong(300_000), new Dong(50_000))],
                    MinOrderValue = new Dong(30_000),
                },
                SalesShareSettings settings => settings with { AllowCodes = true, Rates = new Rates { Default = new BasisPoints(500) } },
                var settings => settings,
            });
        }

        var partner = rental || template == ProgrammeTemplate.Loyalty ? null : await world.HasPartnerAsync(programme);
        var code = partner?.ReferralCode ?? "";
        await world.ImportedAsync(world.OwnerOf(shop), Report(code));
        return (shop, partner, code);
    }

    private static async Task MomentAsync(World world, Moment moment, params Partner?[] partners)
    {
        switch (moment)
        {
            case Moment.AfterClose:
                world.NextMonth();
                Assert.True((await world.ClosesAsync()).Succeeded);
                break;
            case Moment.AfterPayout:
                foreach (var partner in partners.OfType<Partner>())
                {
                    var available = (await world.BalanceAsync(partner)).Available;
                    await world.MovesAsync(partner, Postings.Reserve(available, Dong.Zero));
                    await world.MovesAsync(partner, Postings.PayOut(available, Dong.Zero));
                }

                break;
        }
    }

    private static async Task<LedgerAmounts> BalanceAsync(
        World world, (App.Catalogue.Shops.Shop Shop, Partner? Partner, string Code) scene) =>
        scene.Partner is { } partner ? await world.BalanceAsync(partner) : await world.BalanceAsync(scene.Shop);

    private static async Task<OrderView> ViewAsync(World world, App.Catalogue.Shops.Shop shop, string number = "DH-1") =>
        (await world.Get<OrderQueries>().OneAsync(world.OwnerOf(shop), null, number, CancellationToken.None)).Value;

    private static IEnumerable<object?> Money(OrderView order) =>
        order.Programs.Select(programme => new { programme.Decision, programme.Standing, programme.Rewards, programme.Surcharge });

    private static long Reversed(OrderView order) => order.Programs.Sum(
        programme => programme.Rewards.Sum(reward => reward.ReversedGross) + (programme.Surcharge?.Reversed ?? 0));

    private static (int New, int Known, int Bad, int Events, int Returns, long Returned, int Problems) Counts(ImportDetail import) => (
        import.Row.NewOrders, import.Row.KnownOrders, import.Row.BadOrders, import.Row.Events, import.Row.Returns,
        import.Row.ReturnedAmount, import.Problems);

    private static string Report(
        string code, string sims = "", string rice = "", string amount = "", string status = "Thành công", string statusAt = "2/6/2026",
        string number = "DH-1") => Head
        + $"{number};1/6/2026 9:05;SIM-1;Gói cước;3;100.000;30.000;{status};"
        + $"{(status.Length > 0 ? statusAt : "")};{code};KH-1;;{sims};{amount}\n"
        + $"{number};;RICE-1;Gạo;1;100.000;;;;;;;{rice};\n";
}
