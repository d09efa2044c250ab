using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.App.Access.Staff;
using Portal.App.Access.Users;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Backlog;
using Portal.App.Catalogue.Shops;
using Portal.App.Catalogue.Tax;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Documents.Exports;
using Portal.App.Documents.MonthRun;
using Portal.App.Eligibility;
using Portal.App.Money.Ledger;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Statements;
using Portal.App.Orders.Import;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Tax;
using Portal.App.Tests.Documents.Exports;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Platform.Workers;

/// <summary>
/// Whatever works through a table: one row that fails is put aside with its error, is tried again after a pause, and keeps no other from
/// being done. A worker that is named neither by a test here nor among the exceptions fails the first one.
/// </summary>
public sealed class PoisonedRowTests
{
    /// <summary>Workers that work through no rows.</summary>
    private static readonly Dictionary<Type, string> WithoutRows = new()
    {
        [typeof(ExpiredAnswers)] = "one statement deletes what is over",
        [typeof(App.Platform.Auditing.RefusalFlush)] = "writes counts of this process, each by itself",
        [typeof(KeyRingReader)] = "reads one file",
        [typeof(BacklogWorker)] = "only counts",
    };

    [Fact]
    public void Every_worker_has_its_test_here()
    {
        var tests = typeof(PoisonedRowTests).GetMethods().Select(method => method.Name).ToList();
        var workers = typeof(Registration).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(BackgroundService)) && !type.IsAbstract).ToList();

        Assert.All(workers.Except(WithoutRows.Keys),
            worker => Assert.Contains(tests, test => test.StartsWith(worker.Name + "_", StringComparison.Ordinal)));
        Assert.All(WithoutRows.Keys, worker => Assert.Contains(worker, workers));
    }

    [DatabaseTheory]
    public async Task ReevaluationWorker_decides_the_orders_behind_one_that_cannot_be_decided_and_those_of_other_shops(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasPartnerAsync();
        var shops = new List<Shop>();
        for (var i = 0; i < 2; i++)
        {
            var shop = await world.HasShopAsync();
            var programme = await world.HasProgrammeAsync(shop, new ShopAffiliateSettings { AllowCodes = true });
            foreach (var number in new[] { "DH-1", "DH-2", "DH-3" })
                await world.RecordedAsync(shop, world.Order(number, placedAt: world.Clock.GetUtcNow()
                    .AddHours(-1)) with
                { Attribution = new OrderTracking(null, null, partner.ReferralCode) });
            shops.Add(shop);
            if (i == 0)
                await PoisonAsync(world, shop, "DH-1", long.MaxValue);
            Assert.True((await world.Get<JoinProgramme>()
                .RunAsync(world.Admin, partner.Id, new JoinProgramme.Input(programme.Code), default)).Succeeded);
        }

        var worker = Worker<ReevaluationWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal(5, await RewardsAsync(world));
        var failure = Assert.Single(await FailuresAsync(world));
        Assert.Equal((WorkKind.Reevaluation, "DH-1", 1), (failure.Kind, failure.Subject, failure.Attempts));
        Assert.Contains(nameof(OverflowException), failure.Error, StringComparison.Ordinal);
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(1), failure.NextAt);

        // it rests, and fails again after its pause
        await worker.RunOnceAsync(default);
        Assert.Equal(1, Assert.Single(await FailuresAsync(world)).Attempts);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        var again = Assert.Single(await FailuresAsync(world));
        Assert.Equal((2, failure.Since, world.Clock.GetUtcNow().AddMinutes(2)), (again.Attempts, again.Since, again.NextAt));

        // mended, and not waited for
        await PoisonAsync(world, shops[0], "DH-1", 100_000);
        Assert.True((await world.Get<RetryFailedWork>()
            .RunAsync(world.Admin, new RetryFailedWork.Input(again.Kind, again.SubjectId), default)).Succeeded);
        await worker.RunOnceAsync(default);
        Assert.Equal(6, await RewardsAsync(world));
        Assert.Empty(await FailuresAsync(world));
        await using var db = await world.DbAsync();
        Assert.Equal(0, await db.ReevaluationRequests.CountAsync());
    }

    [DatabaseTheory]
    public async Task StatementRunWorker_issues_the_statements_beside_one_that_fails(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var june = new DateOnly(2026, 6, 1);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        List<Partner> partners = [];
        for (var i = 0; i < 3; i++)
        {
            partners.Add(await world.HasPartnerAsync());
            await world.IsOwedAsync(partners[i], 100_000);
        }

        world.NextMonth();
        await world.ClosesAsync(june);
        await world.Get<StartStatementRun>().RunAsync(world.Finance(), june, default);
        await world.PoisonAsync(
            "IssuedDocuments", $"upper(CAST(NEW.\"SubjectId\" AS text)) = '{partners[1].Id.ToString().ToUpperInvariant()}'");
        var worker = Worker<StatementRunWorker>(world);
        await worker.RunOnceAsync(default);

        var run = (await world.Get<StatementRunQueries>().OfAsync(world.Finance(), june, default)).Value;
        Assert.Equal((StatementRunState.Running, 2), (run.State, run.Done));
        Assert.Equal((partners[1].Id, partners[1].Name), (Assert.Single(run.Failed).PartnerId, run.Failed[0].Partner));

        // it rests, and is issued once what was wrong is mended
        await world.HealAsync("IssuedDocuments");
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await worker.RunOnceAsync(default);
        Assert.Equal(
            (StatementRunState.Done, 3, 0),
            (await world.Get<StatementRunQueries>().OfAsync(world.Finance(), june, default)).Value is var now
                ? (now.State, now.Done, now.Failed.Count) : default);
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task StatementWorker_makes_the_statements_and_invoices_of_the_shops_beside_one_that_fails(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        List<Shop> shops = [];
        for (var i = 0; i < 3; i++)
        {
            var (shop, _) = await world.HasRentalShopAsync(ShopKind.Individual);
            await world.SellsAsync(shop, $"T-{i}");
            shops.Add(shop);
        }

        world.NextWeek();
        var first = shops.OrderBy(shop => shop.Id.ToString("N"), StringComparer.Ordinal).First();
        await world.PoisonAsync("WeeklyStatements", OfShop(first));
        var worker = Worker<StatementWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal([0, 1, 1], await CountsAsync());
        var failure = Assert.Single(await FailuresAsync(world));
        Assert.Equal((WorkKind.Statement, first.Id, first.Name), (failure.Kind, failure.SubjectId, failure.Subject));

        // it rests, and is made once what was wrong is mended
        await world.HealAsync("WeeklyStatements");
        await worker.RunOnceAsync(default);
        Assert.Equal([0, 1, 1], await CountsAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Equal([1, 1, 1], await CountsAsync());
        Assert.Empty(await FailuresAsync(world));

        // nor do the others' invoices wait for a statement that fails
        await world.SellsAsync(first, "T-3");
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 1, 0, 1, 0, TimeSpan.FromHours(7)));
        await world.PoisonAsync("WeeklyStatements", OfShop(first));
        await world.PoisonAsync("Invoices", OfShop(first));
        await worker.RunOnceAsync(default);
        Assert.Equal(
            [WorkKind.Statement, WorkKind.Invoice], (await FailuresAsync(world)).Select(failed => failed.Kind).Order());
        await using var db = await world.DbAsync();
        Assert.Equal(["HD-2026-000001", "HD-2026-000002"],
            await db.Invoices.Select(row => row.Number).OrderBy(number => number).ToListAsync());

        static string OfShop(Shop shop) => $"upper(CAST(NEW.\"ShopId\" AS text)) = '{shop.Id.ToString().ToUpperInvariant()}'";

        async Task<IReadOnlyList<int>> CountsAsync()
        {
            List<int> counts = [];
            foreach (var shop in shops.OrderBy(shop => shop != first))
                counts.Add((await world.StatementsAsync(shop)).Count);
            return counts;
        }
    }

    [DatabaseTheory]
    public async Task LedgerWorker_posts_the_rewards_beside_one_that_cannot_be_posted_and_seals(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (ill, well) = (await world.HasEarnerAsync(TaxBasis.PerPayment), await world.HasEarnerAsync(TaxBasis.PerPayment));
        await world.EarnsAsync(ill, 100_000);
        await world.EarnsAsync(well, 200_000);
        var paid = await world.HasEarnerAsync();
        await world.EarnsAsync(paid, 300_000);
        await using (var db = await world.DbAsync())
        {
            Assert.Equal(2, await db.WaitingRewards.CountAsync()); // no policy of payments covers June
            db.TaxPolicies.Add(new TaxPolicyRow
            {
                Id = Ids.New(world.Clock),
                Basis = TaxBasis.PerPayment,
                Threshold = 5_000_000,
                Rate = 1_000,
                From = new DateOnly(2026, 1, 1),
                LegalGround = "Luật",
                CreatedAt = world.Clock.GetUtcNow(),
                CreatedBy = "Kế toán",
            });
            await db.SaveChangesAsync();
            await db.WaitingRewards.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, world.Clock.GetUtcNow()));
            await db.Database.ExecuteSqlAsync($"""UPDATE "Partners" SET "PayeeType" = 'Ghost' WHERE "Id" = {ill.Partner.Id}""");
        }

        var worker = Worker<LedgerWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal((0, 1), ((await world.EntriesAsync(ill.Partner)).Count, (await world.EntriesAsync(well.Partner)).Count));
        var failure = Assert.Single(await FailuresAsync(world));
        Assert.Equal(WorkKind.WaitingReward, failure.Kind);
        await using (var db = await world.DbAsync())
        {
            Assert.Equal(1, await db.WaitingRewards.CountAsync());
            Assert.True(await db.LedgerSeals.AnyAsync());
            await db.Database.ExecuteSqlAsync($"""UPDATE "Partners" SET "PayeeType" = 'Individual' WHERE "Id" = {ill.Partner.Id}""");
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Single(await world.EntriesAsync(ill.Partner));
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task EligibilityWorker_invites_the_accounts_beside_one_that_cannot_be_read(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, programme) = await world.HasReferralsAsync();
        foreach (var email in new[] { "an@example.vn", "binh@example.vn", "chi@example.vn" })
            await world.BuysAsync(shop, email, 1);
        var ill = (await world.AccountAsync("binh@example.vn")).Id;
        await world.HasVersionAsync(programme, 2, new ReferAFriendSettings { MinSuccessfulOrders = 1 }, world.Clock.GetUtcNow().AddDays(1));
        world.Clock.Advance(TimeSpan.FromDays(1));
        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlAsync($"""UPDATE "EligibilityAccounts" SET "State" = 'Ghost' WHERE "Id" = {ill}""");

        var worker = Worker<EligibilityWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Single(await world.InvitationsAsync("an@example.vn"));
        Assert.Single(await world.InvitationsAsync("chi@example.vn"));
        Assert.Equal((WorkKind.EligibilityAccount, ill),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.SubjectId))));

        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlAsync($"""UPDATE "EligibilityAccounts" SET "State" = 'Counting' WHERE "Id" = {ill}""");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync("binh@example.vn")).State);
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task RiskWorker_reminds_of_the_holds_beside_one_that_fails_and_looks_through_the_hours_behind_one_that_fails(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AdminAsync();
        var (ill, well) = (await world.HasRiskAsync(1), await world.HasRiskAsync(1));
        await world.HoldAsync(ill.Case);
        await world.HoldAsync(well.Case);
        var worker = Worker<RiskWorker>(world);
        await worker.RunOnceAsync(default);
        world.Clock.Advance(TimeSpan.FromDays(3));
        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlAsync($"""UPDATE "RiskCases" SET "Rule" = 'Ghost' WHERE "Id" = {ill.Case.Id}""");

        // floods in two hours, of which the first cannot be entered
        var (_, first, firstLink) = await world.HasAffiliateAsync();
        var (_, second, secondLink) = await world.HasAffiliateAsync();
        world.Floods(firstLink, 40, "v-first");
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Floods(secondLink, 40, "v-second");
        world.Clock.Advance(TimeSpan.FromHours(2));
        world.Poison.Value = first.Id.ToString();
        await worker.RunOnceAsync(default);

        Assert.Equal(well.Partner.Name, Assert.Single(await world.EscalationsAsync()).Facts["partner"]);
        await using (var db = await world.DbAsync())
            Assert.Equal([second.Id],
                await db.RiskCases.Where(row => row.Rule == Domain.Risk.RiskRule.ClickFlood).Select(row => row.PartnerId).ToListAsync());
        Assert.Equal([WorkKind.ClickFlood, WorkKind.HoldReminder], (await FailuresAsync(world)).Select(failure => failure.Kind));

        world.Poison.Value = null;
        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlAsync($"""UPDATE "RiskCases" SET "Rule" = 'ImpossibleTime' WHERE "Id" = {ill.Case.Id}""");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Equal(2, (await world.EscalationsAsync()).Count);
        Assert.Single(await world.SignalsAsync(first, Domain.Risk.RiskRule.ClickFlood));
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task DisputeWorker_escalates_the_case_beside_one_that_cannot_be_read(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AdminAsync("an@example.vn");
        var (ill, well) = (await world.HasDisputeAsync(), await world.HasDisputeAsync());
        world.Clock.Advance(TimeSpan.FromDays(7));
        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlAsync($"""UPDATE "Disputes" SET "Kind" = 'Ghost' WHERE "Id" = {ill.Case.Case.Id}""");

        var worker = Worker<DisputeWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal([well.Case.Case.Number], (await world.MailsAsync("an@example.vn")).Select(mail => mail.Facts["dispute"]));
        Assert.Equal((WorkKind.DisputeDue, ill.Case.Case.Number),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.Subject))));

        await using (var db = await world.DbAsync())
            await db.Database.ExecuteSqlAsync($"""UPDATE "Disputes" SET "Kind" = 'MissingOrder' WHERE "Id" = {ill.Case.Case.Id}""");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Equal(2, (await world.MailsAsync("an@example.vn")).Count);
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task MonthWorker_finishes_the_close_of_one_month_while_that_of_another_fails(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var months = new[] { new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 1) };
        await using (var db = await world.DbAsync())
        {
            foreach (var month in months)
                db.MonthCloses.Add(new MonthClose
                {
                    Month = month,
                    State = MonthCloseState.Closing,
                    Partners = 0,
                    StartedAt = world.Clock.GetUtcNow(),
                    StartedBy = "Kế toán"
                });
            await db.SaveChangesAsync();
        }

        world.Poison.Value = "2026-03-01";
        var worker = Worker<MonthWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal([MonthCloseState.Closing, MonthCloseState.Closed], await StatesAsync(world));
        Assert.Equal((WorkKind.MonthClose, "2026-03"),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.Subject))));
        world.Poison.Value = null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await worker.RunOnceAsync(default);
        Assert.Equal([MonthCloseState.Closed, MonthCloseState.Closed], await StatesAsync(world));
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task AccountCleaning_throws_away_the_rest_when_one_kind_fails_and_very_many_rows_in_parts(DatabaseProvider provider)
    {
        const int Part = 2_000;
        await using var world = await World.CreateAsync(provider);
        var now = world.Clock.GetUtcNow();
        var user = (await world.AdminAsync()).UserId;
        await using (var db = await world.DbAsync())
        {
            db.AccountTokens.Add(AccountToken.Make(user, AccountTokenPurpose.SecondStep, world.Clock).Row);
            db.StaffInvitations.Add(new StaffInvitation { Id = Ids.New(world.Clock), ShopId = Ids.New(world.Clock), SentAt = now });
            db.UserSessions.Add(
                new UserSession { Id = Ids.New(world.Clock), UserId = user, CreatedAt = now, LastSeenAt = now, Agent = "" });
            await db.SaveChangesAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.InsertAsync(
                [
                    .. Enumerable.Range(0, (2 * Part) + 1).Select(i => new AttemptCount
                    {
                        Key = [.. BitConverter.GetBytes(i), .. new byte[28]],
                        Scope = AttemptScope.Address,
                        ExpiresAt = now.AddSeconds(i % 7),
                    }),
                ],
                default);
            await transaction.CommitAsync();
        }

        world.Clock.Advance(TimeSpan.FromDays(181));
        world.Poison.Value = "";
        world.Poison.Of = "DELETE FROM \"AttemptCounts\"";
        var worker = Worker<AccountCleaning>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal((WorkKind.Worker, "Old counts of wrong attempts could not be thrown away"),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.Subject))));
        await using (var db = await world.DbAsync())
        {
            Assert.Equal((0, (2 * Part) + 1), (await db.AccountTokens.CountAsync(), await db.AttemptCounts.CountAsync()));
            Assert.Equal(0, await db.StaffInvitations.CountAsync());
            Assert.Equal(1, await db.UserSessions.CountAsync()); // the admin's own, which is never old
        }

        world.Poison.Value = null;
        var before = world.Commands.Count;
        await worker.RunOnceAsync(default);

        // of the counts, of the steps, of the invitations, of the sessions, and the failure
        Assert.Equal(3 + 1 + 1 + 1 + 1, world.Commands.Count - before);
        await using (var db = await world.DbAsync())
            Assert.Equal(0, await db.AttemptCounts.CountAsync());
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task ImportWorker_reads_the_report_behind_one_that_cannot_be_worked_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (ill, well) = (world.OwnerOf(await world.HasShopAsync()), world.OwnerOf(await world.HasShopAsync()));
        const string Report = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\nA;1/6/2026;Áo;1;1000\n";
        var first = await world.CheckedAsync(ill, Report);
        var second = await world.CheckedAsync(well, Report);
        await world.StartAsync(ill, first.Row.Id);
        await world.StartAsync(well, second.Row.Id);
        world.Poison.Value = first.Row.Id.ToString();
        world.Poison.Of = "ImportProblems";

        await world.ImportsRunAsync();

        world.Poison.Value = null;
        Assert.Equal(ImportState.Done, (await world.ImportAsync(well, second.Row.Id)).Row.State);
        Assert.NotEqual(ImportState.Done, (await world.ImportAsync(ill, first.Row.Id)).Row.State);
    }

    [DatabaseTheory]
    public async Task ExportWorker_makes_the_file_behind_one_that_cannot_be_made(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        var ill = await world.RequestedAsync(world.Admin, "numbers", filter: "count=13");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var well = await world.RequestedAsync(world.Admin, "numbers", filter: "count=14");
        var failing = true;
        world.Get<GatedNumbers>().Fails = count => failing && count == 13;

        await Worker<ExportWorker>(world).RunOnceAsync(default);

        Assert.Equal(ExportState.Ready, (await world.ExportAsync(world.Admin, well.Id)).State);
        Assert.Equal(ExportState.Waiting, (await world.ExportAsync(world.Admin, ill.Id)).State);
        Assert.Equal((WorkKind.Export, ill.Id, 1),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.SubjectId, failure.Attempts))));

        // it rests, and is made once what was wrong is mended
        await Worker<ExportWorker>(world).RunOnceAsync(default);
        Assert.Equal(1, Assert.Single(await FailuresAsync(world)).Attempts);
        failing = false;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker<ExportWorker>(world).RunOnceAsync(default);
        Assert.Equal(ExportState.Ready, (await world.ExportAsync(world.Admin, ill.Id)).State);
        Assert.Empty(await FailuresAsync(world));

        // what fails as often as that is given up
        failing = true;
        var hopeless = await world.RequestedAsync(world.Admin, "numbers", filter: "count=13");
        for (var i = 0; i < ExportRunner.MostAttempts; i++)
        {
            await Worker<ExportWorker>(world).RunOnceAsync(default);
            world.Clock.Advance(TimeSpan.FromHours(6));
        }

        var given = await world.ExportAsync(world.Admin, hopeless.Id);
        Assert.Equal((ExportState.Failed, ExportRefusals.Failed), (given.State, given.FailureCode));
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task ExportSweep_ends_the_exports_beside_one_whose_file_stays(DatabaseProvider provider)
    {
        await using var world = await ExportScenes.WorldAsync(provider);
        List<Guid> exports = [];
        for (var i = 0; i < 2; i++)
        {
            exports.Add((await world.RequestedAsync(world.Admin, "numbers", filter: "count=1")).Id);
            await Worker<ExportWorker>(world).RunOnceAsync(default);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var ill = (await world.JobsAsync()).Single(job => job.Id == exports[0]);
        var path = Path.Combine(world.Settings.Data.Directory, "exports", ill.FileOnDisk!);
        File.Delete(path);
        Directory.CreateDirectory(path); // which is no file to delete
        world.Clock.Advance(ExportJob.Keep);

        await Worker<ExportSweep>(world).RunOnceAsync(default);

        var jobs = (await world.JobsAsync()).ToDictionary(job => job.Id, job => job.State);
        Assert.Equal((ExportState.Ready, ExportState.Expired), (jobs[exports[0]], jobs[exports[1]]));
        Assert.Equal(ill.Id, Assert.Single(await FailuresAsync(world)).SubjectId);

        Directory.Delete(path);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Worker<ExportSweep>(world).RunOnceAsync(default);
        Assert.All(await world.JobsAsync(), job => Assert.Equal(ExportState.Expired, job.State));
        Assert.Empty(await FailuresAsync(world));
    }

    [DatabaseTheory]
    public async Task EvidencePreviewer_draws_the_pictures_beside_one_whose_file_cannot_be_read(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var ill = (await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(1))).Value;
        var path = Assert.Single(world.EvidenceOnDisk);
        await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(2));
        File.Move(path, path + ".elsewhere");

        await world.DrawsPreviewsAsync();

        Assert.Equal((WorkKind.EvidencePreview, ill.Id, 1),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.SubjectId, failure.Attempts))));
        await using (var db = await world.DbAsync())
            Assert.Equal(1, await db.EvidenceFiles.CountAsync(file => file.PreviewState == EvidencePreviewState.Ready));
        await world.DrawsPreviewsAsync();
        Assert.Equal(1, Assert.Single(await FailuresAsync(world)).Attempts);

        File.Move(path + ".elsewhere", path);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.DrawsPreviewsAsync();
        Assert.Empty(await FailuresAsync(world));
        await using (var db = await world.DbAsync())
            Assert.Equal(2, await db.EvidenceFiles.CountAsync(file => file.PreviewState == EvidencePreviewState.Ready));
    }

    [DatabaseTheory]
    public async Task EvidenceSweep_compares_the_files_beside_one_that_is_gone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var owner = world.OwnerOf(await world.HasShopAsync());
        var dispute = await world.HasDisputeForEvidenceAsync(owner);
        var ill = (await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(1))).Value;
        File.Delete(Assert.Single(world.EvidenceOnDisk));
        await world.BringsAsync(owner, dispute, EvidenceSamples.Jpeg(2));
        world.Clock.Advance(TimeSpan.FromDays(31));

        using var worker = Worker<EvidenceSweep>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal((WorkKind.Evidence, ill.Id),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.SubjectId))));
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.EvidenceFiles.CountAsync(file => file.CheckedAt == world.Clock.GetUtcNow()));
    }

    [DatabaseTheory]
    public async Task OutboxRelay_sends_the_mails_beside_one_that_is_given_up_which_goes_out_when_somebody_asks(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var queue = world.Get<MailQueue>();
        await using (var db = await world.DbAsync())
        {
            queue.Add(db, MailTo("an@example.vn"));
            queue.Add(db, MailTo("binh@example.vn"));
            await db.SaveChangesAsync();
            var ill = await db.Outbox.SingleAsync(message => message.Target == "an@example.vn");
            await db.Outbox.Where(message => message.Id == ill.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(message => message.PayloadProtected, new byte[] { 1 }));

            await world.Get<OutboxRelay>().SendDueAsync(default);
            Assert.Equal("binh@example.vn",
                await db.Outbox.Where(message => message.DoneAt != null).Select(message => message.Target).SingleAsync());
            var failure = Assert.Single(await FailuresAsync(world));
            Assert.Equal((WorkKind.Mail, ill.Id), (failure.Kind, failure.SubjectId));

            await db.Outbox.Where(message => message.Id == ill.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(message => message.PayloadProtected, ill.PayloadProtected));
            await world.Get<RetryFailedWork>().RunAsync(world.Admin, new RetryFailedWork.Input(WorkKind.Mail, ill.Id), default);
            await world.Get<OutboxRelay>().SendDueAsync(default);
            Assert.Equal(2, await db.Outbox.CountAsync(message => message.DoneAt != null));
            Assert.Empty(await FailuresAsync(world));
        }
    }

    [Fact]
    public void ChangeReader_and_whoever_commits_tell_the_others_when_somebody_cannot_be_told()
    {
        var notifier = new ChangeNotifier();
        var told = 0;
        using var one = notifier.Subscribe(_ => told++);
        using var ill = notifier.Subscribe(_ => throw new InvalidOperationException("Poisoned."));
        using var other = notifier.Subscribe(_ => told++);

        notifier.Publish([Note(), Note()]);

        Assert.Equal(4, told);
        static Change Note() => new() { Topic = ChangeTopics.Order, SubjectId = Guid.Empty, At = World.Start };
    }

    [DatabaseTheory]
    public async Task A_part_that_fails_as_a_whole_is_seen_and_keeps_no_other_part_from_being_done(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 100_000);
        world.Poison.Value = "";
        world.Poison.Of = "INSERT INTO \"LedgerAudits\"";
        var worker = Worker<LedgerWorker>(world);
        await worker.RunOnceAsync(default);

        Assert.Equal((WorkKind.Worker, "The ledger could not be audited"),
            Assert.Single((await FailuresAsync(world)).Select(failure => (failure.Kind, failure.Subject))));
        await using (var db = await world.DbAsync())
            Assert.Equal((true, false), (await db.LedgerSeals.AnyAsync(), await db.LedgerAudits.AnyAsync()));

        world.Poison.Value = null;
        await worker.RunOnceAsync(default);
        Assert.Empty(await FailuresAsync(world));
        await using (var db = await world.DbAsync())
            Assert.True(await db.LedgerAudits.AnyAsync());
    }

    [DatabaseTheory]
    public async Task A_late_fact_of_thousands_of_orders_does_not_keep_the_intake_from_answering_and_is_worked_off(
        DatabaseProvider provider)
    {
        const int Orders = 1_200;
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop, new RentalSurchargeSettings { FreeOrders = 2 });
        for (var i = 0; i < Orders; i += 400)
            await world.RecordAsync(shop,
                [.. Enumerable.Range(i, 400).Select(n => world.OrderOf($"DH-{n:0000}", World.Start.AddMinutes(n - Orders), code: null))]);
        await using (var db = await world.DbAsync())
            await db.ReevaluationRequests.ExecuteDeleteAsync();

        // the customer's first order says who introduced them, and so concerns all the later ones
        await world.RecordedAsync(shop, world.OrderOf("DH-first", World.Start.AddDays(-30), code: shop.ReferralCode));
        await using (var db = await world.DbAsync())
        {
            Assert.NotEmpty(await db.ReevaluationRequests.ToListAsync());
            Assert.All(await db.ReevaluationRequests.ToListAsync(), left => Assert.True(left.DueAt <= world.Clock.GetUtcNow()));
            Assert.InRange(await db.OrderDecisions.CountAsync(decision => decision.Number == 2), 1, Orders - 1);
        }

        await Worker<ReevaluationWorker>(world).RunOnceAsync(default);
        await using (var db = await world.DbAsync())
            Assert.Equal((0, Orders),
                (await db.ReevaluationRequests.CountAsync(), await db.OrderDecisions.CountAsync(decision => decision.Number == 2)));
    }

    [DatabaseTheory]
    public async Task What_failed_is_read_by_operators_only_and_tried_again_by_those_who_work_on_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var item = new WorkItem(WorkKind.HoldReminder, shop.Id, "x");
        await world.Get<FailedWork>().NoteAsync(item, new InvalidOperationException("Poisoned."), default);
        var retry = world.Get<RetryFailedWork>();
        var queries = world.Get<BacklogQueries>();

        Assert.Equal("forbidden",
            (await retry.RunAsync(world.OwnerOf(shop), new RetryFailedWork.Input(item.Kind, item.Id), default)).Refusal!.Code);
        Assert.Empty((await queries.FailedAsync(world.OwnerOf(shop), null, new PageRequest(), default)).Items);
        Assert.Equal("InvalidOperationException: Poisoned.",
            Assert.Single((await queries.FailedAsync(world.Admin, null, new PageRequest(), default)).Items).Error);
        Assert.Empty((await queries.FailedAsync(world.Admin, WorkKind.Mail, new PageRequest(), default)).Items);

        world.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True((await retry.RunAsync(world.Finance(), new RetryFailedWork.Input(item.Kind, item.Id), default)).Succeeded);
        Assert.Equal(world.Clock.GetUtcNow(), Assert.Single(await FailuresAsync(world)).NextAt);
        var now = await queries.NowAsync(default);
        Assert.Equal((1, world.Clock.GetUtcNow().AddSeconds(-10)), (now.Failures, now.FailingSince));
    }

    private static Mail MailTo(string address) =>
        new(address, "An", "vi", MailKind.RoleGranted, new Dictionary<string, string> { ["role"] = "Admin", ["link"] = "" });

    private static TWorker Worker<TWorker>(World world) => ActivatorUtilities.CreateInstance<TWorker>(world.Services);

    private static async Task PoisonAsync(World world, Shop shop, string number, long price)
    {
        await using var db = await world.DbAsync();
        await db.OrderLines.Where(
            line => db.Orders.Any(order => order.Id == line.OrderId && order.ShopId == shop.Id && order.ExternalId == number))
            .ExecuteUpdateAsync(
                set => set.SetProperty(line => line.UnitPrice, price).SetProperty(line => line.Quantity, price == long.MaxValue ? 2 : 1));
    }

    private static async Task<int> RewardsAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Rewards.CountAsync(reward => !reward.IsReplaced);
    }

    private static async Task<IReadOnlyList<WorkFailure>> FailuresAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.WorkFailures.AsNoTracking().OrderBy(failure => failure.Kind).ToListAsync();
    }

    private static async Task<IReadOnlyList<MonthCloseState>> StatesAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.MonthCloses.OrderBy(row => row.Month).Select(row => row.State).ToListAsync();
    }
}
