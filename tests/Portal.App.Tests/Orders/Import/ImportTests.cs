using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Import;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Orders.Import;

/// <summary>Reports from the upload to the orders, on every database.</summary>
public sealed class ImportTests
{
    private const string Head = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá;Trạng thái;Ngày cập nhật;Lý do hủy;Visitor ID\n";

    private const string Report = Head
        + "DH-1;1/6/2026 9:05;Áo dài;2;1.250.000 ₫;Thành công;2/6/2026;;\n"
        + "DH-1;;Nón lá;1;50.000;;;;\n"
        + "DH-2;3/6/2026 10:00;Quạt điện;1;990.000;Đã hủy;4/6/2026 8:30;Hết hàng;\n"
        + "DH-3;5/6/2026 11:00;Phở khô;3;45.000;Chờ duyệt;;;\n";

    [DatabaseTheory]
    public async Task A_report_becomes_orders_with_their_states(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop);
        var owner = world.OwnerOf(shop);

        var dry = await world.CheckedAsync(owner, Report);
        Assert.Equal((ImportState.Checked, 3, 0, 0, 2),
            (dry.Row.State, dry.Row.NewOrders, dry.Row.KnownOrders, dry.Row.BadOrders, dry.Row.Events));
        Assert.Equal(0, (await world.RowCountsAsync())["Orders"]);

        await world.StartAsync(owner, dry.Row.Id);
        await world.ImportsRunAsync();

        var done = await world.ImportAsync(owner, dry.Row.Id);
        Assert.Equal((ImportState.Done, 3, 0, 0, 2, 4),
            (done.Row.State, done.Row.NewOrders, done.Row.KnownOrders, done.Row.BadOrders, done.Row.Events, done.Row.Rows));
        var first = (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-1", CancellationToken.None)).Value;
        Assert.Equal((OrderStatus.Successful, 2_550_000L), (first.Status, first.Amounts.Paid.Amount));
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 9, 5, 59, 999, TimeSpan.FromHours(7)), first.PlacedAt);
        Assert.All(first.History, change => Assert.Equal(owner.Name, change.By)); // R2.5
        var second = (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-2", CancellationToken.None)).Value;
        Assert.Equal((OrderStatus.Cancelled, CancellationReasons.OutOfStock), (second.Status, second.CancellationReason));
    }

    [DatabaseTheory]
    public async Task R1_11_The_same_file_twice_changes_nothing_and_says_so(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop);
        var owner = world.OwnerOf(shop);
        var first = await world.ImportedAsync(owner, Report);
        var before = await world.RowCountsAsync();

        var again = await world.CheckedAsync(owner, Report); // mapped once, so the dry run starts by itself
        Assert.Equal((0, 3, 0, 0), (again.Row.NewOrders, again.Row.KnownOrders, again.Row.BadOrders, again.Row.Events));
        Assert.Equal(first.Row.FinishedAt, again.SameFileImportedAt);
        await world.StartAsync(owner, again.Row.Id);
        await world.ImportsRunAsync();

        var done = await world.ImportAsync(owner, again.Row.Id);
        Assert.Equal((ImportState.Done, 0, 3, 0, 0, 0),
            (done.Row.State, done.Row.NewOrders, done.Row.KnownOrders, done.Row.BadOrders, done.Row.Events, done.Problems));
        Assert.Equal(before, await world.RowCountsAsync());
    }

    [DatabaseTheory]
    public async Task A_later_report_of_the_same_orders_moves_their_states_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        await world.ImportedAsync(owner, Report);

        var later = await world.ImportedAsync(owner, Report
            .Replace("Phở khô;3;45.000;Chờ duyệt;", "Phở khô;3;45.000;Thành công;6/6/2026", StringComparison.Ordinal));

        Assert.Equal((0, 3, 1), (later.Row.NewOrders, later.Row.KnownOrders, later.Row.Events));
        Assert.Equal(OrderStatus.Successful,
            (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-3", CancellationToken.None)).Value.Status);
    }

    [DatabaseTheory]
    public async Task R2_1_A_payment_after_the_cancellation_is_foreseen_and_kept(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        await world.ImportedAsync(owner, Report);
        var paid = Report.Replace("Đã hủy;4/6/2026 8:30;Hết hàng", "Đã thanh toán;5/6/2026 8:00;", StringComparison.Ordinal);

        var dry = await world.CheckedAsync(owner, paid);
        var foreseen = Assert.Single(await world.ProblemsAsync(owner, dry.Row.Id));
        Assert.Equal(("event_held", true, 4, "DH-2"), (foreseen.Code, foreseen.IsRefusal, foreseen.Row, foreseen.OrderId));

        await world.StartAsync(owner, dry.Row.Id);
        await world.ImportsRunAsync();
        Assert.Equal("event_held", Assert.Single(await world.ProblemsAsync(owner, dry.Row.Id)).Code);
        Assert.True((await world.Get<OrderQueries>().OneAsync(owner, null, "DH-2", CancellationToken.None)).Value.HasHeldEvents);
    }

    [DatabaseTheory]
    public async Task R2_1_A_status_without_a_time_happened_when_its_report_came(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        const string Row = "DH-7;1/6/2026 9:05:00;Áo;1;1000;";
        await world.ImportedAsync(owner, Head + Row + "Đã hủy;;Hết hàng;\n");
        world.Clock.Advance(TimeSpan.FromDays(3));

        // first cancelled, then paid: as old as the order, the payment would have come before the cancellation
        var paid = await world.ImportedAsync(owner, Head + Row + "Đã thanh toán;;;\n");
        Assert.Equal("event_held", Assert.Single(await world.ProblemsAsync(owner, paid.Row.Id)).Code);
        var order = (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-7", CancellationToken.None)).Value;
        Assert.Equal((OrderStatus.Cancelled, true), (order.Status, order.HasHeldEvents));

        // said again by a later report, it is the same payment and nothing to complain about
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.ImportedAsync(owner, Head + Row + "Đã thanh toán;;;\n\n");
        Assert.Equal(order.History.Count,
            (await world.Get<OrderQueries>().OneAsync(owner, null, "DH-7", CancellationToken.None)).Value.History.Count);
    }

    [DatabaseTheory]
    public async Task Refused_rows_never_stop_good_ones(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        await world.ImportedAsync(owner, Head + "DH-0;1/6/2026;Áo;1;1000;;;;\n");
        const string Mixed = Head
            + "DH-0;1/6/2026;Áo;1;2000;;;;\n" // known with another price
            + "DH-1;hôm qua;Áo;1;1000;;;;\n"
            + "DH-2;1/6/2026;Áo;1;1000;Thành công;31/5/2026;;\n" // paid before it was placed
            + "DH-3;1/6/2030;Áo;1;1000;;;;\n" // not placed yet
            + "DH-4;1/6/2026;Áo;-1;1000;;;;\n"
            + "DH-5;1/6/2026;Áo;1;1000;Lên mây;;;\n"
            + "DH-6;1/6/2026;Áo;1;1000;;;;\n";

        var done = await world.ImportedAsync(owner, Mixed);

        Assert.Equal((ImportState.Done, 1, 0, 6), (done.Row.State, done.Row.NewOrders, done.Row.KnownOrders, done.Row.BadOrders));
        var problems = await world.ProblemsAsync(owner, done.Row.Id);
        Assert.Equal([2, 3, 4, 5, 6, 7], problems.Select(problem => problem.Row).Order());
        Assert.Equal(
            ["order_conflict", "unreadable_date", "before_order_placed", "date_in_future", "out_of_range", "unknown_status"],
            problems.OrderBy(problem => problem.Row).Select(problem => problem.Code));
        Assert.Equal("Ngày đặt", problems.Single(problem => problem.Row == 3).Heading);
        Assert.Equal(2, (await world.RowCountsAsync())["Orders"]);
    }

    [DatabaseTheory]
    public async Task Sums_that_do_not_add_up_are_refused_with_both_sums(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dry = await world.CheckedAsync(
            owner, Head.TrimEnd() + ";Phí vận chuyển;Thực thu\nA;1/6/2026;Áo;2;100.000;;;;;30.000;200.000\n");
        var problem = Assert.Single(await world.ProblemsAsync(owner, dry.Row.Id));
        Assert.Equal(("wrong_sum", "Thực thu", "230000", "200000"),
            (problem.Code, problem.Heading, problem.Facts["expected"], problem.Facts["actual"]));
    }

    [DatabaseTheory]
    public async Task R1_3_A_report_brings_back_the_visitor_and_credits_his_click(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        world.Clicked(await world.HasLinkAsync(partner, programme), "khach-1", World.Start.AddDays(-9));

        await world.ImportedAsync(world.OwnerOf(shop), Head + "DH-1;5/6/2026;Áo;1;100.000;;;;khach-1\n");

        var order = (await world.Get<OrderQueries>().OneAsync(world.OwnerOf(shop), null, "DH-1", CancellationToken.None)).Value;
        Assert.Equal(partner.Id, Assert.Single(order.Programs).PartnerId);
    }

    [DatabaseTheory]
    public async Task R10_5_Another_organisation_neither_sees_nor_touches_an_import(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);
        var stranger = world.OwnerOf(await world.HasShopAsync());
        var import = await world.CheckedAsync(owner, Report + "DH-9;x;;;;;;;\n");
        var id = import.Row.Id;
        var queries = world.Get<ImportQueries>();

        Assert.Null(await queries.OneAsync(stranger, id, CancellationToken.None));
        Assert.Empty((await queries.ListAsync(stranger, new PageRequest(), CancellationToken.None)).Items);
        Assert.Empty(await queries.ProblemsAsync(stranger, id, new PageRequest(), CancellationToken.None));
        Assert.Empty(await queries.SampleAsync(stranger, id, 5, CancellationToken.None));
        await foreach (var _ in queries.ExportProblemsAsync(stranger, id, CancellationToken.None))
            Assert.Fail("A stranger exports problems.");
        Assert.Equal("import_not_found", (await world.StartAsync(stranger, id)).Refusal?.Code);
        Assert.Equal("import_not_found", (await world.Get<MapImportColumns>()
            .RunAsync(stranger, new MapImportColumns.Input(id, import.Mapping), CancellationToken.None)).Refusal?.Code);
        Assert.Equal("import_not_found",
            (await world.Get<DiscardImport>().RunAsync(stranger, new DiscardImport.Input(id), CancellationToken.None)).Refusal?.Code);
        Assert.Equal(RefusalKind.NotFound, (await world.Get<UploadOrderReport>().RunAsync(
            stranger, new UploadOrderReport.Input(shop.Id, "x.csv", new MemoryStream("a;b\n"u8.ToArray())),
            CancellationToken.None)).Refusal?.Kind);
        Assert.Equal(ImportState.Checked, (await world.ImportAsync(owner, id)).Row.State);
    }

    [DatabaseTheory]
    public async Task A_partner_and_an_auditor_import_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var import = await world.CheckedAsync(owner, Report);
        var auditor = world.Admin with
        {
            Permissions =
            Portal.App.Platform.Security.Permission.Of(Portal.App.Platform.Security.Role.Auditor)
        };
        var partner = world.PersonOf(await world.HasPartnerAsync());
        foreach (var actor in new[] { auditor, partner })
        {
            Assert.Equal("import_not_found", (await world.StartAsync(actor, import.Row.Id)).Refusal?.Code);
            Assert.False((await world.UploadAsync(actor, "a;b\n"u8.ToArray())).Succeeded);
        }
    }

    [DatabaseTheory]
    public async Task A_mapping_is_asked_for_once_and_must_be_whole(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        const string Own = "So;Luc;Mon;Dem;Tien\nA;1/6/2026;Áo;1;1000\n";
        var id = (await world.UploadAsync(owner, Encoding.UTF8.GetBytes(Own))).Value;
        var map = world.Get<MapImportColumns>();
        var whole = new Dictionary<ImportColumn, string>
        {
            [ImportColumn.OrderId] = "So",
            [ImportColumn.PlacedAt] = "Luc",
            [ImportColumn.ProductName] = "Mon",
            [ImportColumn.Quantity] = "Dem",
            [ImportColumn.UnitPrice] = "Tien",
        };

        var lacking = await map.RunAsync(owner,
            new MapImportColumns.Input(id, new Dictionary<ImportColumn, string> { [ImportColumn.OrderId] = "So" }), CancellationToken.None);
        Assert.Equal(4, lacking.Refusal!.Fields.Count(field => field.Code == FieldCodes.Required));
        var twice = await map.RunAsync(owner, new MapImportColumns.Input(
            id, new Dictionary<ImportColumn, string>(whole) { [ImportColumn.Sku] = "Mon" }), CancellationToken.None);
        Assert.Equal("heading_used_twice", Assert.Single(twice.Refusal!.Fields).Code);
        var missing = await map.RunAsync(owner, new MapImportColumns.Input(
            id, new Dictionary<ImportColumn, string>(whole) { [ImportColumn.Sku] = "Hàng" }), CancellationToken.None);
        Assert.Equal("heading_missing", Assert.Single(missing.Refusal!.Fields).Code);

        Assert.True((await map.RunAsync(owner, new MapImportColumns.Input(id, whole), CancellationToken.None)).Succeeded);
        Assert.True((await map.RunAsync(owner, new MapImportColumns.Input(id, whole), CancellationToken.None)).Succeeded); // pressed twice
        await world.ImportsRunAsync();
        Assert.Equal(1, (await world.ImportAsync(owner, id)).Row.NewOrders);

        // columns that moved are found again by their headings
        var next = (await world.UploadAsync(owner, "Tien;Dem;Mon;Luc;So\n1000;1;Áo;1/6/2026;B\n"u8.ToArray())).Value;
        await world.ImportsRunAsync();
        Assert.Equal((ImportState.Checked, 1),
            ((await world.ImportAsync(owner, next)).Row.State, (await world.ImportAsync(owner, next)).Row.NewOrders));
    }

    [DatabaseTheory]
    public async Task A_worker_that_dies_is_followed_by_another_with_the_same_result(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop);
        var owner = world.OwnerOf(shop);
        const int Orders = 900;
        var import = await world.CheckedAsync(owner, Many(Orders, bad: 7));
        await world.StartAsync(owner, import.Row.Id);

        // dies after its first batch: the lease stays
        using var dead = new CancellationTokenSource();
        using (world.Get<Portal.App.Platform.Changes.ChangeNotifier>().Subscribe(change =>
        {
            if (change.Topic == Portal.App.Platform.Changes.ChangeTopics.Import)
                dead.Cancel();
        }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Get<ImportRunner>().RunNextAsync(dead.Token));
        }

        var half = (await world.RowCountsAsync())["Orders"];
        Assert.InRange(half, 1, Orders - 1);
        await using (var db = await world.DbAsync())
            await db.OrderImports.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeasedUntil, world.Clock.GetUtcNow() + ImportLeases.Lease));
        Assert.False(await world.Get<ImportRunner>().RunNextAsync(CancellationToken.None)); // somebody may still be at work
        world.Clock.Advance(ImportLeases.Lease + TimeSpan.FromSeconds(1));

        await world.ImportsRunAsync();

        var done = await world.ImportAsync(owner, import.Row.Id);
        Assert.Equal(
            (ImportState.Done, Orders - 7, 0, 7, Orders - 7),
            (done.Row.State, done.Row.NewOrders, done.Row.KnownOrders, done.Row.BadOrders, done.Row.Events));
        Assert.Equal(7, done.Problems);
        var counts = await world.RowCountsAsync();
        Assert.Equal((Orders - 7, Orders - 7, Orders - 7), (counts["Orders"], counts["OrderEvents"], counts["OrderDecisions"]));
    }

    [DatabaseTheory]
    public async Task A_worker_that_was_overtaken_writes_nothing_more(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var id = (await world.CheckedAsync(owner, Report)).Row.Id;
        await using var db = await world.DbAsync();
        await world.StartAsync(owner, id);
        using (world.Get<Portal.App.Platform.Changes.ChangeNotifier>().Subscribe(change =>
        {
            // while it imports its orders, another worker takes the report over
            if (change.Topic == Portal.App.Platform.Changes.ChangeTopics.Order)
                db.OrderImports.ExecuteUpdate(set => set.SetProperty(row => row.LeaseId, Guid.CreateVersion7()));
        }))
        {
            await world.Get<ImportRunner>().RunNextAsync(CancellationToken.None);
        }

        Assert.Equal((ImportState.Importing, 0),
            ((await world.ImportAsync(owner, id)).Row.State, (await world.ImportAsync(owner, id)).Row.NewOrders));
    }

    [DatabaseTheory]
    public async Task A_report_can_be_discarded_until_it_is_imported(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var discard = world.Get<DiscardImport>();
        var id = (await world.CheckedAsync(owner, Report)).Row.Id;

        Assert.True((await discard.RunAsync(owner, new DiscardImport.Input(id), CancellationToken.None)).Succeeded);
        Assert.Equal("import_not_checked", (await world.StartAsync(owner, id)).Refusal?.Code);
        Assert.Empty(await world.Get<ImportQueries>().SampleAsync(owner, id, 5, CancellationToken.None));
        Assert.Throws<FileNotFoundException>(() => world.Get<ImportFiles>().Open(id)); // customers' phones are not kept

        var imported = (await world.ImportedAsync(owner, Report)).Row.Id;
        Assert.Equal("import_started",
            (await discard.RunAsync(owner, new DiscardImport.Input(imported), CancellationToken.None)).Refusal?.Code);
        Assert.Throws<FileNotFoundException>(() => world.Get<ImportFiles>().Open(imported));
    }

    [DatabaseTheory]
    public async Task A_file_that_vanished_fails_the_import_with_the_reason(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var id = (await world.CheckedAsync(owner, Report)).Row.Id;
        world.Get<ImportFiles>().Delete(id);
        await world.StartAsync(owner, id);
        await world.ImportsRunAsync();
        var failed = await world.ImportAsync(owner, id);
        Assert.Equal((ImportState.Failed, FileRefusals.Gone), (failed.Row.State, failed.FailureCode));
    }

    [Fact]
    public async Task The_worker_wakes_up_by_itself()
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        await world.CheckedAsync(owner, Report); // maps the columns
        using var worker = new ImportWorker(
            world.Get<ImportRunner>(), world.Get<Portal.App.Platform.Changes.ChangeNotifier>(),
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ImportWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);

        var id = (await world.UploadAsync(owner, Encoding.UTF8.GetBytes(Report))).Value;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await world.ImportAsync(owner, id)).Row.State != ImportState.Checked)
            await Task.Delay(50, patience.Token);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task An_empty_file_is_refused_and_leaves_nothing()
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        Assert.Equal(FileRefusals.Empty, (await world.UploadAsync(owner, [])).Refusal?.Code);
        Assert.Equal(FileRefusals.IsSpreadsheet, (await world.UploadAsync(owner, [(byte)'P', (byte)'K', 3, 4, 0, 0])).Refusal?.Code);
        Assert.Empty((await world.Get<ImportQueries>().ListAsync(owner, new PageRequest(), CancellationToken.None)).Items);
        Assert.DoesNotContain(
            Directory.GetFiles(world.Settings.Data.Directory, "*", SearchOption.AllDirectories),
            file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_heading_alone_is_an_import_of_nothing()
    {
        await using var world = await World.CreateAsync();
        var done = await world.ImportedAsync(world.OwnerOf(await world.HasShopAsync()), Head);
        Assert.Equal((ImportState.Done, 0, 0), (done.Row.State, done.Row.Rows, done.Row.NewOrders));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\Đào\báo cáo.csv", "báo cáo.csv")]
    [InlineData("", "—")]
    public async Task A_file_name_is_shown_and_never_a_path(string given, string shown)
    {
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        var id = (await world.UploadAsync(owner, Encoding.UTF8.GetBytes(Report), given)).Value;
        Assert.Equal(shown, (await world.ImportAsync(owner, id)).Row.FileName);
    }

    [Fact]
    public async Task A_report_of_fifty_thousand_rows_is_read_in_bounded_memory()
    {
        const int Rows = 50_000;
        await using var world = await World.CreateAsync();
        var owner = world.OwnerOf(await world.HasShopAsync());
        var report = Encoding.UTF8.GetBytes(Many(Rows, bad: 0));
        var columns = ImportColumns.Propose((await ReportLayout.OfAsync(new MemoryStream(report), CancellationToken.None)).Value.Headings);
        var layout = (await ReportLayout.OfAsync(new MemoryStream(report), CancellationToken.None)).Value;
        var reader = new ReportReader(ImportFiles.Reader(new MemoryStream(report)), layout, columns, new HashSet<string>(), World.Start);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        var read = 0;
        await foreach (var order in reader.ReadAsync(CancellationToken.None))
        {
            if (++read % 10_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            Assert.NotNull(order.Order);
        }

        Assert.Equal(Rows, read);
        Assert.InRange(most, long.MinValue, 4 * 1024 * 1024);

        var dry = await world.CheckedAsync(owner, Encoding.UTF8.GetString(report));
        Assert.Equal((ImportState.Checked, Rows, Rows, 100), (dry.Row.State, dry.Row.Rows, dry.Row.NewOrders, dry.Row.Percent));
    }

    private static string Many(int orders, int bad)
    {
        var text = new StringBuilder(Head);
        for (var i = 0; i < orders; i++)
        {
            var price = i < bad ? "1.5" : "100.000";
            text.Append(CultureInfo.InvariantCulture, $"DH-{i};1/6/2026 9:05;Áo dài cỡ {i % 50};1;{price};Thành công;2/6/2026;;\n");
        }

        return text.ToString();
    }

    [DatabaseTheory]
    public async Task R5_1_A_phone_by_which_nobody_is_known_is_said_and_its_order_taken_in(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var owner = world.OwnerOf(shop);

        var done = await world.ImportedAsync(owner, "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá;Số điện thoại\n"
            + "P-1;1/6/2026;Áo;1;1000;0901 234 567\nP-2;1/6/2026;Áo;1;1000;0901****67\nP-3;1/6/2026;Áo;1;1000;0901234567 / 0912345678\nP-4;1/6/2026;Áo;1;1000;\n");

        Assert.Equal((ImportState.Done, 4, 0), (done.Row.State, done.Row.NewOrders, done.Row.BadOrders));
        Assert.Equal(
            [(3, OrderRefusals.PhoneUnreadable), (4, OrderRefusals.PhoneSeveral)],
            (await world.ProblemsAsync(owner, done.Row.Id)).Select(problem => (problem.Row, problem.Code)));
        await using var db = await world.DbAsync();
        var hashes = await db.Orders.ToDictionaryAsync(order => order.ExternalId, order => order.PhoneHash);
        Assert.Null(hashes["P-2"]);
        Assert.Equal(hashes["P-1"], hashes["P-3"]);
    }

    [DatabaseTheory]
    public async Task A_report_with_title_total_and_line_breaks_is_counted_as_what_it_holds(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());

        var done = await world.ImportedAsync(owner, "BÁO CÁO ĐƠN HÀNG;;;;\n\nMã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\n"
            + "=\"576460752303423488\";1/6/2026 9:05 CH;\"Áo\ndài\";1;1000\nT-2;1/6/2026;\"Áo\u200bdài\";1;1000\nTổng cộng;;;2;2000\n");

        Assert.Equal((ImportState.Done, 1, 1, 2), (done.Row.State, done.Row.NewOrders, done.Row.BadOrders, done.Row.Rows));
        var problem = Assert.Single(await world.ProblemsAsync(owner, done.Row.Id)); // reported once, on the cell that it is about
        Assert.Equal((5, ImportColumn.ProductName, FieldCodes.UnprintableCharacter), (problem.Row, problem.Column!.Value, problem.Code));
    }
}
