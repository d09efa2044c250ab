using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Portal.Domain.Common;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Api;

/// <summary>A portal of its own, since these tests move its clock from month to month.</summary>
public sealed class MoneyPortal : ApiPortal;

/// <summary>R6 through HTTP: from the order to the bank account, and the close of the month.</summary>
public sealed class MoneyTests(MoneyPortal portal) : IClassFixture<MoneyPortal>
{
    [Fact]
    public async Task R7_9_A_shop_reads_what_is_between_it_and_the_platform()
    {
        portal.Clock.MoveTo(World.Start);
        var shop = await portal.ShopAsync();
        await portal.ProgrammeAsync(shop, "rental-surcharge");
        var own = portal.With(shop.Key);
        var order = portal.Order();
        var number = Text(order, "externalId");
        Assert.Equal(HttpStatusCode.Created, (await own.PostAsync("/orders", order)).Status);
        await own.PostAsync($"/orders/{number}/events", new { id = "p", type = "paid", occurredAt = portal.Clock.GetUtcNow() });

        var entry = (await own.GetAsync($"/shops/{shop.Id}/entries")).Json["items"]![0]!;
        Assert.Equal(("surcharge", "shop", number), (Text(entry, "reason"), Text(entry, "holder"), Text(entry, "order")));
        var balance = (await own.GetAsync($"/shops/{shop.Id}/balance")).Json;
        Assert.Equal(
            (Long(entry, "surcharged"), Long(entry, "promotion"), Long(entry, "available"), 0L),
            (Long(balance, "surchargeDue"), Long(balance, "promotionsOwed"), Long(balance, "net"), Long(balance, "settled")));
        Assert.True(Long(balance, "surchargeDue") > 0);
        var before = Uri.EscapeDataString(World.Start.AddDays(-1).ToString("O"));
        Assert.Equal(0, Long((await own.GetAsync($"/shops/{shop.Id}/balance?asOf={before}")).Json, "net"));
        var trial = (await portal.Operator.GetAsync("/ledger/trial-balance")).Json;
        Assert.Equal((Long(trial, "debit"), 0L), (Long(trial, "credit"), Long(trial, "difference")));
        Assert.True(Long(trial, "debit") > 0);
    }

    [Fact]
    public async Task R6_A_reward_becomes_money_in_a_bank_account_and_its_month_is_closed()
    {
        portal.Clock.MoveTo(World.Start);
        var partner = await EarnerAsync(1_500_000);
        var second = await portal.ApproverAsync();

        var balance = (await portal.Operator.GetAsync($"/partners/{partner.Id}/balance")).Json;
        Assert.Equal((0L, 1_350_000L, 150_000L), (Long(balance, "pending"), Long(balance, "available"), Long(balance, "taxWithheld")));
        var entry = (await portal.With(partner.Key).GetAsync($"/partners/{partner.Id}/entries")).Json["items"]![0]!;
        Assert.Equal(("reward", 1_500_000L, "2026-06"), (Text(entry, "reason"), Long(entry, "gross"), Text(entry, "month")));
        Assert.StartsWith("DH-", Text(entry, "order"), StringComparison.Ordinal);

        var key = await portal.KeyAsync(new { name = "withdrawals", partnerId = partner.Id, scopes = new[] { "read", "withdrawals" } });
        var own = portal.With(key);
        var account = ApiPortal.Id((await portal.Operator.PostAsync(
            $"/partners/{partner.Id}/bank-accounts",
            new { bankCode = "VCB", accountNumber = "0071000123456", holderName = "NGUYEN VAN A" })).Json);
        Assert.Equal("above_available",
            (await own.PostAsync($"/partners/{partner.Id}/withdrawals", new { amount = 1_350_001, bankAccountId = account })).Code);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await portal.With(await portal.KeyAsync(new { name = "reads", partnerId = partner.Id, scopes = new[] { "read" } }))
            .PostAsync($"/partners/{partner.Id}/withdrawals", new { amount = 200_000, bankAccountId = account })).Status);
        var first = ApiPortal.Id(
            await own.MadeAsync($"/partners/{partner.Id}/withdrawals", new { amount = 1_000_000, bankAccountId = account }));
        var rejected = ApiPortal.Id(
            await own.MadeAsync($"/partners/{partner.Id}/withdrawals", new { amount = 250_000, bankAccountId = account }));
        Assert.Equal("below_minimum_withdrawal",
            (await own.PostAsync($"/partners/{partner.Id}/withdrawals", new { amount = 100_000, bankAccountId = account })).Code);
        Assert.Equal("month_not_over", (await portal.Operator.PostAsync("/payout-batches", new { month = "2026-06" })).Code);

        portal.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 2)));
        var made = await portal.Operator.MadeAsync("/payout-batches", new { month = "2026-06" });
        var batch = ApiPortal.Id(made);
        Assert.Equal(("made", 2L, 1_250_000L, "2026-06"),
            (Text(made, "state"), Long(made, "count"), Long(made, "total"), Text(made, "month")));
        Assert.Equal("withdrawal_not_cancellable", (await own.DeleteAsync($"/withdrawals/{first}")).Code);
        Assert.Equal("forbidden", (await portal.Operator.PostAsync($"/payout-batches/{batch}/approval", new { })).Code);
        var ownSecond = portal.With(await portal.KeyAsync(new { name = "second", scopes = new[] { "finance-approve" } }));
        var refused = await ownSecond.PostAsync($"/payout-batches/{batch}/approval", new { });
        Assert.Equal((HttpStatusCode.Forbidden, "own_batch"), (refused.Status, refused.Code));
        Assert.Equal("batch_not_approved", (await portal.Operator.GetAsync($"/payout-batches/{batch}/file")).Code);
        Assert.Equal("approved", Text((await second.PostAsync($"/payout-batches/{batch}/approval", new { })).Json, "state"));

        var file = await portal.Operator.GetAsync($"/payout-batches/{batch}/file");
        Assert.Equal(("2", "1250000"), (Header(file, "X-Portal-Count"), Header(file, "X-Portal-Total")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await file.Message.Content.ReadAsByteArrayAsync())),
            Header(file, "X-Portal-Sha256"));
        Assert.Contains("0071000123456", file.Text, StringComparison.Ordinal);

        object results = new
        {
            results = new object[] { new { withdrawalId = first, paid = true },
            new { withdrawalId = rejected, paid = false, reason = "Sai số tài khoản" } }
        };
        var taken = (await portal.Operator.PostAsync($"/payout-batches/{batch}/results", results)).Json;
        Assert.Equal((1L, 1L, "settled"), (Long(taken, "paid"), Long(taken, "rejected"), Text(taken["batch"]!, "state")));
        Assert.Equal(2L, Long((await portal.Operator.PostAsync($"/payout-batches/{batch}/results", results)).Json, "known"));
        var returned = (await own.GetAsync($"/withdrawals/{rejected}")).Json;
        Assert.Equal(("returned", "Sai số tài khoản"), (Text(returned, "state"), Text(returned, "reason")));

        var report = (await portal.Operator.PostAsync("/months/2026-06/close", new { })).Json;
        Assert.Equal(("closed", 0L, 0L), (Text(report, "state"), Long(report, "taxToRemit"), Long(report, "difference")));
        Assert.Equal(report.ToJsonString(), (await portal.Operator.PostAsync("/months/2026-06/close", new { })).Json.ToJsonString());
        balance = (await own.GetAsync($"/partners/{partner.Id}/balance")).Json;
        Assert.Equal((500_000L, 0L, 0L, 1_000_000L),
            (Long(balance, "available"), Long(balance, "reserved"), Long(balance, "taxWithheld"), Long(balance, "paidOut")));
        var before = (await own.GetAsync($"/partners/{partner.Id}/balance?asOf=2026-06-30T23:59:59%2B07:00")).Json;
        Assert.Equal((100_000L, 1_250_000L, 150_000L), (Long(before, "available"), Long(before, "reserved"), Long(before, "taxWithheld")));

        var contradicting = new { results = new object[] { new { withdrawalId = first, paid = false, reason = "Tài khoản đã đóng" } } };
        await portal.Operator.PostAsync($"/payout-batches/{batch}/results", contradicting);
        var answer = (await portal.Operator.GetAsync($"/payout-batches/{batch}/unmatched")).Json["items"]!.AsArray().Single()!;
        Assert.Equal("answered-otherwise", Text(answer, "kind"));
        var acceptance = $"/unmatched-answers/{ApiPortal.Id(answer)}/acceptance";
        Assert.Equal(["required"], (await second.PostAsync(acceptance, new { })).ErrorsOf("note"));
        Assert.Equal("own_answer", (await ownSecond.PostAsync(acceptance, new { note = "Sao kê 05/07" })).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await own.PostAsync(acceptance, new { note = "Sao kê 05/07" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await second.PostAsync(acceptance, new { note = "Sao kê 05/07" })).Status);
        Assert.Equal("answer_settled", (await second.PostAsync(acceptance, new { note = "Sao kê 05/07" })).Code);
        returned = (await own.GetAsync($"/withdrawals/{first}")).Json;
        Assert.Equal(("returned", "Tài khoản đã đóng"), (Text(returned, "state"), Text(returned, "reason")));
        balance = (await own.GetAsync($"/partners/{partner.Id}/balance")).Json;
        Assert.Equal((1_500_000L, 0L), (Long(balance, "available"), Long(balance, "paidOut")));
        Assert.Empty((await portal.Operator.PostAsync("/ledger/audits", new { })).Json["found"]!.AsArray());
    }

    [Fact]
    public async Task R6_6_What_changed_since_a_batch_was_made_is_read_before_its_approval_and_months_are_found_by_year()
    {
        portal.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2027, 3, 10)).AddHours(9));
        var partner = await EarnerAsync(900_000);
        var accounts = $"/partners/{partner.Id}/bank-accounts";
        var account = ApiPortal.Id(await portal.Operator.MadeAsync(
            accounts, new { bankCode = "VCB", accountNumber = "0071000999888", holderName = "NGUYEN VAN A" }));
        var asked = ApiPortal.Id(
            await portal.Operator.MadeAsync($"/partners/{partner.Id}/withdrawals", new { amount = 300_000, bankAccountId = account }));
        portal.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2027, 4, 2)));
        var batch = ApiPortal.Id(await portal.Operator.MadeAsync("/payout-batches", new { month = "2027-03" }));
        Assert.Equal(0L, Long((await portal.Operator.GetAsync($"/payout-batches/{batch}/preview")).Json, "changed"));
        await portal.Operator.DeleteAsync($"/bank-accounts/{account}");

        var preview = (await portal.Operator.GetAsync($"/payout-batches/{batch}/preview")).Json;

        Assert.Equal((0L, 0L, 1L), (Long(preview, "count"), Long(preview, "total"), Long(preview, "changed")));
        Assert.Equal(("account_removed", asked), (Text(preview["changes"]![0]!, "reason"), Text(preview["changes"]![0]!, "withdrawalId")));
        Assert.Equal("line_not_payable",
            (await portal.Operator.PostAsync(
            $"/payout-batches/{batch}/lines", new { withdrawals = new[] { asked }, state = "included" })).Code);
        var months = (await portal.Operator.GetAsync("/months?year=2027")).Json;
        Assert.Equal(["2027-03"], months["items"]!.AsArray().Select(month => Text(month!, "month")));
        Assert.Contains(2027L, months["years"]!.AsArray().Select(year => (long)year!));
        Assert.Equal(["out_of_range"], (await portal.Operator.GetAsync("/months?year=1")).ErrorsOf("year"));
        Assert.Empty((await portal.Operator.PostAsync("/ledger/audits", new { })).Json["found"]!.AsArray());
    }

    [Fact]
    public async Task A_correction_above_the_limit_needs_another_person()
    {
        var partner = await portal.PartnerAsync([await portal.ProgrammeAsync(await portal.ShopAsync())]);
        var made = await portal.Operator.MadeAsync($"/partners/{partner.Id}/adjustments", new { gross = 1_000_001, reason = "Bù đơn cũ" });
        Assert.Equal("proposed", Text(made, "state"));

        var ownSecond = portal.With(await portal.KeyAsync(new { name = "second", scopes = new[] { "finance-approve" } }));
        Assert.Equal("own_adjustment",
            (await ownSecond.PostAsync($"/adjustments/{ApiPortal.Id(made)}/decision", new { accept = true })).Code);
        var second = await portal.ApproverAsync();
        Assert.Equal("posted",
            Text((await second.PostAsync($"/adjustments/{ApiPortal.Id(made)}/decision", new { accept = true })).Json, "state"));
        Assert.Contains((await portal.Operator.PostAsync($"/partners/{partner.Id}/adjustments", new { gross = 5 })).ErrorsOf("reason"),
            code => code == "required");
    }

    [Fact]
    public async Task R10_5_A_partner_sees_no_money_of_another_and_no_batches_or_months()
    {
        var (own, other) = (await EarnerAsync(100_000), await EarnerAsync(100_000));
        var stranger = portal.With(
            await portal.KeyAsync(new { name = "stranger", partnerId = own.Id, scopes = new[] { "read", "withdrawals" } }));

        foreach (var path in new[] { "balance", "entries", "withdrawals" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/partners/{other.Id}/{path}")).Status);
        Assert.Equal("partner_not_found",
            (await stranger.PostAsync($"/partners/{other.Id}/withdrawals", new { amount = 1, bankAccountId = other.Id })).Code);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/payout-batches")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("/payout-batches", new { month = "2026-06" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/months/2026-06")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("/months/2026-06/close", new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await stranger.PostAsync($"/partners/{own.Id}/adjustments", new { gross = 1, reason = "x" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsync("/ledger/audits", new { })).Status);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-6")]
    [InlineData("june")]
    public async Task A_month_that_is_none_is_refused_at_its_name(string month)
    {
        Assert.Equal(["wrong_type"], (await portal.Operator.GetAsync($"/months/{month}")).ErrorsOf("month"));
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.Operator.PostAsync("/payout-batches", new { month })).Status);
    }

    /// <summary>A partner who earned this much before tax.</summary>
    private async Task<ApiPartner> EarnerAsync(int gross)
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(
            shop, "refer-a-friend", new { rates = new { @default = 10_000, categories = new { } }, minimumWithdrawal = 200_000 });
        var partner = await portal.PartnerAsync([programme]);
        var order = portal.Order();
        order["attribution"]!["referralCode"] = partner.ReferralCode;
        order["lines"]![0]!["unitPrice"] = gross;
        order["amounts"] = new JsonObject
        {
            ["items"] = gross,
            ["shipping"] = 0,
            ["platformDiscount"] = 0,
            ["shopDiscount"] = 0,
            ["voucher"] = 0,
            ["points"] = 0,
            ["paid"] = gross,
        };
        var keyed = portal.With(shop.Key);
        await keyed.MadeAsync("/orders", order);
        var paid = await keyed.PostAsync(
            $"/orders/{order["externalId"]}/events", new { id = "paid", type = "paid", occurredAt = portal.Clock.GetUtcNow() });
        Assert.True(paid.Status is HttpStatusCode.OK or HttpStatusCode.Created, paid.Text);
        return partner;
    }

    private static string Header(ApiAnswer answer, string name) => answer.Message.Headers.GetValues(name).Single();

    private static long Long(JsonNode node, string name) => node[name]!.GetValue<long>();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
