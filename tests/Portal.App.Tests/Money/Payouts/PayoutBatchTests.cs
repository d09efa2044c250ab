using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Money.Withdrawals;
using Portal.App.Orders.Import;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>Requests of a month are paid in one batch, made by one and approved by another (R6.6).</summary>
public sealed class PayoutBatchTests
{
    [DatabaseTheory]
    public async Task R6_6_A_batch_takes_the_months_requests_once_the_month_is_over(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;

        Assert.Equal(PayoutRefusals.MonthNotOver, (await world.MakesBatchAsync(new DateOnly(2026, 6, 1))).Refusal!.Code);
        world.NextMonth();
        await world.AsksAsync(payee, 100_000); // July's
        var batch = (await world.MakesBatchAsync()).Value;

        Assert.Equal(("LC-2026-06", PayoutBatchState.Made, 1, 300_000L), (batch.Number, batch.State, batch.Count, batch.Total));
        Assert.Equal(WithdrawalState.InBatch, (await world.WithdrawalAsync(asked.Id)).State);
        Assert.Equal(PayoutRefusals.Exists, (await world.MakesBatchAsync()).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R6_6_The_last_instant_of_a_month_is_its_own_and_the_next_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var midnight = LocalCalendar.StartOf(new DateOnly(2026, 7, 1));
        world.Clock.MoveTo(midnight.AddTicks(-10));
        var last = (await world.AsksAsync(payee, 1)).Value;
        world.Clock.MoveTo(midnight);
        var first = (await world.AsksAsync(payee, 1)).Value;

        Assert.Equal((new DateOnly(2026, 6, 1), new DateOnly(2026, 7, 1)), (last.Month, first.Month));
        Assert.Equal(1, (await world.MakesBatchAsync(new DateOnly(2026, 6, 1))).Value.Count);
    }

    [DatabaseTheory]
    public async Task Without_requests_no_batch_is_made(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.NextMonth();

        Assert.Equal(PayoutRefusals.NothingToPay, (await world.MakesBatchAsync()).Refusal!.Code);
        await using var db = await world.DbAsync();
        Assert.Equal(0, await db.PayoutBatches.CountAsync());
    }

    [DatabaseTheory]
    public async Task R6_6_Whoever_made_it_does_not_approve_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var batch = (await world.Get<MakePayoutBatch>().RunAsync(world.Approver(), new DateOnly(2026, 6, 1), default)).Value;

        Assert.Equal(PayoutRefusals.OwnBatch, (await world.ApprovesAsync(batch, world.Approver())).Refusal!.Code);
        Assert.Equal("forbidden", (await world.ApprovesAsync(batch, world.Finance())).Refusal!.Code);
        var other = world.AnotherApprover();
        Assert.Equal(PayoutBatchState.Approved, (await world.ApprovesAsync(batch, other)).Value.State);
        Assert.Equal(PayoutRefusals.NotOpen, (await world.ApprovesAsync(batch, other)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_held_line_waits_for_the_next_batch_and_one_left_out_goes_back(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var (held, left, paid) = ((await world.AsksAsync(payee, 100_000)).Value, (await world.AsksAsync(payee, 200_000)).Value,
            (await world.AsksAsync(payee, 300_000)).Value);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;

        Assert.Contains((await world.PutsAsync(batch, held.Id, PayoutLineState.Held, " ")).Refusal!.Fields,
            field => field.Field == "reason");
        await world.PutsAsync(batch, held.Id, PayoutLineState.Held);
        var changed = (await world.PutsAsync(batch, left.Id, PayoutLineState.Excluded, "Sai tên")).Value;
        Assert.Equal((1, 300_000L, 1, 1), (changed.Count, changed.Total, changed.Held, changed.Excluded));
        await world.ApprovesAsync(batch);

        Assert.Equal(WithdrawalState.Requested, (await world.WithdrawalAsync(held.Id)).State);
        var returned = await world.WithdrawalAsync(left.Id);
        Assert.Equal((WithdrawalState.Returned, "Sai tên"), (returned.State, returned.Reason));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(500_000), new Dong(400_000)), (balance.Available, balance.Reserved));
        Assert.Equal(PayoutRefusals.NotOpen, (await world.PutsAsync(batch, paid.Id, PayoutLineState.Held)).Refusal!.Code);
        world.NextMonth();
        Assert.Equal((1, 100_000L),
            ((await world.MakesBatchAsync()).Value.Count, (await world.MakesBatchAsync()).Succeeded ? 0 : 100_000L));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task A_discarded_batch_frees_its_requests_for_another(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;

        Assert.Equal(PayoutBatchState.Discarded,
            (await world.Get<DiscardPayoutBatch>().RunAsync(world.Finance(), batch.Id, default)).Value.State);

        Assert.Equal(("LC-2026-06-2", 1), ((await world.MakesBatchAsync()).Value is var again ? (again.Number, again.Count) : default));
    }

    [DatabaseTheory]
    public async Task R6_7_What_became_more_than_he_is_owed_is_held_by_the_portal(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(300_000);
        await world.AsksAsync(payee, 300_000);
        await world.MovesAsync(payee.Partner, new LedgerAmounts { Earned = new Dong(1), Available = new Dong(-1) });
        world.NextMonth();

        var batch = (await world.MakesBatchAsync()).Value;

        Assert.Equal((0, 1), (batch.Count, batch.Held));
        var line = Assert.Single(
            (await world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, new(), new PageRequest(), default)).Items);
        Assert.Equal(PayoutReasons.NegativeBalance, line.Reason);
        Assert.Equal(PayoutRefusals.NothingToPay, (await world.ApprovesAsync(batch)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R6_6_Only_what_the_bank_paid_is_paid_and_a_rejected_line_returns_with_its_reason(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var (paid, rejected, silent) = ((await world.AsksAsync(payee, 100_000)).Value, (await world.AsksAsync(payee, 200_000)).Value,
            (await world.AsksAsync(payee, 300_000)).Value);
        world.NextMonth();
        var made = (await world.MakesBatchAsync()).Value;
        Assert.Equal(PayoutRefusals.NotApproved,
            (await world.AnswersAsync(made, new RecordPayoutResults.Result(paid.Id, true))).Refusal!.Code);
        var batch = (await world.ApprovesAsync(made)).Value;

        var results = (await world.AnswersAsync(
            batch, new(paid.Id, true), new(rejected.Id, false, "Sai số tài khoản"),
            new RecordPayoutResults.Result(Guid.Empty, true))).Value;

        Assert.Equal((1, 1, 0, PayoutBatchState.Approved), (results.Paid, results.Rejected, results.Known, results.Batch.State));
        Assert.Equal([(3, PayoutMismatch.UnknownReference)], results.Unmatched.Select(line => (line.Line, line.Kind)));
        Assert.Equal(WithdrawalState.Paid, (await world.WithdrawalAsync(paid.Id)).State);
        var returned = await world.WithdrawalAsync(rejected.Id);
        Assert.Equal((WithdrawalState.Returned, "Sai số tài khoản"), (returned.State, returned.Reason));
        Assert.Equal(WithdrawalState.InBatch, (await world.WithdrawalAsync(silent.Id)).State);
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(500_000), new Dong(300_000), new Dong(100_000)), (balance.Available, balance.Reserved, balance.PaidOut));

        var again = (await world.AnswersAsync(
            batch, new(paid.Id, true), new(rejected.Id, true), new RecordPayoutResults.Result(silent.Id, true))).Value;

        Assert.Equal((1, 0, 1, PayoutBatchState.Settled), (again.Paid, again.Rejected, again.Known, again.Batch.State));
        Assert.Equal([PayoutMismatch.AnsweredOtherwise], again.Unmatched.Select(line => line.Kind));
        Assert.Equal(new Dong(500_000), (await world.BalanceAsync(payee.Partner)).Available);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_3_A_partners_payments_of_one_batch_are_one_payment_to_the_tax_office(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
        var (reaches, stays) =
            (await world.HasPayeeAsync(1_000_000, preTax: 5_000_000), await world.HasPayeeAsync(1_000_000, preTax: 4_999_999));
        var parts = new[] { (await world.AsksAsync(reaches, 4_000_000)).Value, (await world.AsksAsync(reaches, 2_000_000)).Value };
        var below = (await world.AsksAsync(stays, 5_999_999)).Value;
        world.NextMonth();
        var batch = await world.SendsBatchAsync();

        Assert.Equal((500_000L, 11_999_999L - 500_000), (batch.Tax, batch.Total));
        await world.AnswersAsync(batch, [.. parts.Append(below).Select(one => new RecordPayoutResults.Result(one.Id, true))]);

        var balance = await world.BalanceAsync(reaches.Partner);
        Assert.Equal((new Dong(500_000), new Dong(5_500_000)), (balance.TaxWithheld, balance.PaidOut));
        Assert.Equal(new Dong(5_999_999), (await world.BalanceAsync(stays.Partner)).PaidOut);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_3_The_tax_of_a_payment_is_rounded_once_whatever_number_of_requests_it_is_made_of(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
        var payee = await world.HasPayeeAsync(0, preTax: 5_000_004);
        var asked = new List<WithdrawalView>();
        foreach (var amount in new[] { 1_666_668, 1_666_668, 1_666_668 })
            asked.Add((await world.AsksAsync(payee, amount)).Value);
        world.NextMonth();

        var batch = await world.SendsBatchAsync();
        await world.AnswersAsync(batch, [.. asked.Select(one => new RecordPayoutResults.Result(one.Id, true))]);

        Assert.Equal((500_000L, 4_500_004L), (batch.Tax, batch.Total)); // request by request it would be 500,001
        Assert.Equal(new Dong(500_000), (await world.BalanceAsync(payee.Partner)).TaxWithheld);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_3_Without_a_policy_for_the_day_a_batch_is_not_approved(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 5, 10, 12, 0, 0, LocalCalendar.Offset));
        var payee = await world.HasPayeeAsync(0, preTax: 300_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;

        Assert.Equal("tax_policy_missing", (await world.ApprovesAsync(batch)).Refusal!.Code);
        Assert.Equal(WithdrawalState.InBatch, (await world.WithdrawalAsync(asked.Id)).State);
    }

    [DatabaseTheory]
    public async Task The_bank_file_is_the_same_each_time_and_says_what_it_holds(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 200_000);
        world.NextMonth();
        var made = (await world.MakesBatchAsync()).Value;
        Assert.Equal(PayoutRefusals.NotApproved, (await ExportAsync(world, made, BankFileFormat.Csv)).Refusal!.Code);
        var batch = (await world.ApprovesAsync(made)).Value;

        foreach (var format in Enum.GetValues<BankFileFormat>())
        {
            var (first, second) = ((await ExportAsync(world, batch, format)).Value, (await ExportAsync(world, batch, format)).Value);
            Assert.Equal((2, 500_000L), (first.Count, first.Total));
            Assert.Equal(first.Sha256, second.Sha256);
            Assert.Equal(first.Content, second.Content);
        }

        var csv = Encoding.UTF8.GetString((await ExportAsync(world, batch, BankFileFormat.Csv)).Value.Content);
        Assert.Contains(asked.Reference, csv, StringComparison.Ordinal);
        var rows = XlsxRows.Read(new MemoryStream((await ExportAsync(world, batch, BankFileFormat.Xlsx)).Value.Content), 100).Value;
        Assert.Equal(3, rows.Count);
        var line = rows.Single(row => row.Contains(asked.Reference));
        Assert.Contains("300000", line);
        Assert.Contains(line, cell => cell.StartsWith("00710", StringComparison.Ordinal)); // its zeros are there
        await using var db = await world.DbAsync();
        Assert.Equal(WithdrawalState.InBatch, (await db.Withdrawals.SingleAsync(row => row.Id == asked.Id)).State);
    }

    [DatabaseTheory]
    public async Task R6_6_A_bank_answers_by_file_and_what_fits_nothing_is_listed_and_not_guessed(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = new List<WithdrawalView>();
        for (var i = 1; i <= 5; i++)
            asked.Add((await world.AsksAsync(payee, i * 10_000)).Value);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var account = await world.AccountSentAsync(batch, asked[0].Reference);
        var csv = "Ngày;Nội dung;Số tài khoản;Số tiền;Trạng thái;Lý do\n"
            + $"01/07/2026;MBVCB.77.{asked[0].Reference} chuyen tien;{account};10.000;Thành công;\n"
            + $"01/07/2026;{asked[1].Reference};{account};20.001;Thành công;\n"
            + $"01/07/2026;{asked[2].Reference};999;30.000;Thành công;\n"
            + $"01/07/2026;{asked[3].Reference};{account};40.000;Đang xử lý;\n"
            + $"01/07/2026;{asked[4].Reference};{account};50000;Thất bại;Tài khoản bị khóa\n"
            + "01/07/2026;RT26069999AAAA99;1;1;Thành công;\n"
            + "Tổng;;;150.001;;\n";

        var results = (await ImportAsync(world, batch, csv)).Value;

        Assert.Equal((1, 1), (results.Paid, results.Rejected));
        Assert.Equal(
            [PayoutMismatch.AmountDiffers, PayoutMismatch.AccountDiffers, PayoutMismatch.Unreadable, PayoutMismatch.UnknownReference],
            results.Unmatched.Where(line => line.Reference != "Tổng").Select(line => line.Kind));
        Assert.Equal("Tài khoản bị khóa", (await world.WithdrawalAsync(asked[4].Id)).Reason);
        var twice = (await ImportAsync(world, batch, csv)).Value;
        Assert.Equal((0, 0, 2), (twice.Paid, twice.Rejected, twice.Known));
        var open = await world.Get<PayoutQueries>().UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(), default);
        Assert.Equal(4, open.Total);
        Assert.True((await world.Get<ResolveException>()
            .RunAsync(world.Finance(), open.Items[0].Id, "Đã hỏi ngân hàng", default)).Succeeded);
        Assert.Equal(3, (await world.Get<PayoutQueries>()
            .UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(), default)).Total);
        Assert.Equal(new Dong(10_000), (await world.BalanceAsync(payee.Partner)).PaidOut);
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task A_spreadsheet_answers_as_well(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var account = await world.AccountSentAsync(batch, asked.Reference);
        var file = XlsxFile.Write<string>(
            "KQ",
            [
                new("Mã tham chiếu", _ => asked.Reference, 20), new("Số tài khoản", _ => account, 20), new("Số tiền", _ => 300_000L, 12),
                    new("Trạng thái", status => status, 12),
            ],
            ["Thành công"]);

        var results = (await world.Get<ImportPayoutResults>()
            .RunAsync(world.Finance(), batch.Id, new MemoryStream(file), "kq.xlsx", null, default)).Value;

        Assert.Equal((1, PayoutBatchState.Settled), (results.Paid, results.Batch.State));
    }

    [Theory]
    [InlineData("Số;Tên\n1;2\n", "results_columns_missing")]
    [InlineData("Mã tham chiếu;Số tiền\nX;1\n", "results_columns_missing")]
    [InlineData("", "file_empty")]
    [InlineData("PK\u0003\u0004 nothing", "file_not_a_table")]
    public async Task A_file_that_cannot_be_read_is_refused_whole(string text, string code)
    {
        await using var world = await World.CreateAsync();
        await world.AsksAsync(await world.HasPayeeAsync(900_000), 300_000);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();

        Assert.Equal(code, (await ImportAsync(world, batch, text)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R6_6_The_same_answers_from_two_nodes_at_once_pay_once(DatabaseProvider provider)
    {
        var requests = LongRun.Of(60, 600);
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var payee = await world.HasPayeeAsync(10_000 * requests);
        var asked = new List<WithdrawalView>();
        for (var i = 0; i < requests; i++)
            asked.Add((await world.AsksAsync(payee, 10_000)).Value);
        world.NextMonth();
        other.NextMonth();
        var batch = await world.SendsBatchAsync();

        // some of the answers contradict each other: whichever comes first counts, and only one of them
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).AnswersAsync(
            batch, [.. asked.Select((one, n) => new RecordPayoutResults.Result(one.Id, n % 3 != 0 || i % 2 == 0, "Lỗi"))]))));

        Assert.All(results, result => Assert.True(result.Succeeded));
        Assert.Equal(requests, results.Sum(result => result.Value.Paid + result.Value.Rejected));
        var balance = await world.BalanceAsync(payee.Partner);
        Assert.Equal((new Dong(10_000 * requests), Dong.Zero), (balance.Available + balance.PaidOut, balance.Reserved));
        Assert.Empty(await world.AuditAsync());
    }

    [DatabaseTheory]
    public async Task R6_6_Two_who_make_a_months_batch_at_once_make_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var payee = await world.HasPayeeAsync(900_000);
        for (var i = 0; i < 20; i++)
            await world.AsksAsync(payee, 10_000);
        world.NextMonth();
        other.NextMonth();

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).MakesBatchAsync())));

        Assert.Equal(20, Assert.Single(made, one => one.Succeeded).Value.Count);
        Assert.AllThereAre(made.Where(one => !one.Succeeded), one => Assert.Equal(PayoutRefusals.Exists, one.Refusal!.Code));
        await using var db = await world.DbAsync();
        Assert.Equal((1, 20), (await db.PayoutBatches.CountAsync(), await db.PayoutLines.CountAsync()));
    }

    [DatabaseTheory]
    public async Task R10_5_A_partner_has_no_part_in_batches(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var partner = world.PersonOf(payee.Partner);
        var queries = world.Get<PayoutQueries>();

        Assert.Equal("forbidden", (await world.Get<MakePayoutBatch>().RunAsync(partner, new DateOnly(2026, 6, 1), default)).Refusal!.Code);
        Assert.Equal("forbidden", (await world.ApprovesAsync(batch, partner)).Refusal!.Code);
        Assert.Equal("forbidden",
            (await world.Get<ExportPayoutBatch>().RunAsync(partner, batch.Id, new(BankFileFormat.Csv), default)).Refusal!.Code);
        Assert.Equal("forbidden",
            (await world.Get<RecordPayoutResults>().RunAsync(partner, batch.Id, new([new(asked.Id, true)]), default)).Refusal!.Code);
        Assert.Equal("batch_not_found", (await queries.GetAsync(partner, batch.Id, default)).Refusal!.Code);
        Assert.Empty((await queries.ListAsync(partner, PayoutKind.All, null, new PageRequest(), default)).Items);
        Assert.Empty((await queries.LinesAsync(partner, batch.Id, new(), new PageRequest(), default)).Items);
        Assert.Equal("forbidden", (await queries.VietQrAsync(partner, batch.Id, asked.Id, default)).Refusal!.Code);
        Assert.StartsWith("000201010212", (await queries.VietQrAsync(world.Finance(), batch.Id, asked.Id, default)).Value,
            StringComparison.Ordinal);
    }

    private static Task<Outcome<BankFile>> ExportAsync(World world, PayoutBatchView batch, BankFileFormat format) =>
        world.Get<ExportPayoutBatch>().RunAsync(world.Finance(), batch.Id, new ExportPayoutBatch.Input(format), default);

    private static Task<Outcome<PayoutResults>> ImportAsync(World world, PayoutBatchView batch, string text) =>
        world.Get<ImportPayoutResults>()
            .RunAsync(world.Finance(), batch.Id, new MemoryStream(Encoding.UTF8.GetBytes(text)), "ket-qua.csv", null, default);
}
