using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Portal.App.Money.Invoices;
using Portal.App.Money.Statements;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Api;

/// <summary>A portal of its own, filled so that every list has at least two rows.</summary>
public sealed class FilledPortal : ApiPortal;

/// <summary>
/// Every list of the API is read page by page: <c>limit</c> and <c>cursor</c> are taken, each row comes once, and none is left
/// out. The lists are found in the portal itself, so a new one that this test cannot walk fails it.
/// </summary>
public sealed class PagedListTests(FilledPortal portal) : IClassFixture<FilledPortal>
{
    private readonly Dictionary<string, string> addresses = new(StringComparer.Ordinal);

    [Fact]
    public async Task Every_list_is_read_page_by_page()
    {
        await FillAsync();

        foreach (var route in Lists())
        {
            Assert.True(addresses.TryGetValue(route, out var address), $"{route} is a list that this test has no rows for");
            var whole = Rows(await ReadAsync(address, "limit=500"));
            Assert.True(whole.Count >= 2, $"{address} has {whole.Count} rows; two are needed to see a second page");

            var read = new List<string>();
            string? cursor = null;
            do
            {
                var page = await ReadAsync(address, "limit=1" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
                Assert.True(page["items"]!.AsArray().Count == 1, $"{address} did not keep to limit=1");
                read.AddRange(Rows(page));
                cursor = page["nextCursor"]?.GetValue<string>();
                Assert.True(read.Count <= whole.Count, $"{address} goes on after its last row");
            }
            while (cursor is not null);

            Assert.Equal(whole, read);
            Assert.NotEmpty((await portal.Operator.GetAsync(With(address, "cursor=%21nowhere"))).ErrorsOf("cursor"));
        }
    }

    [Fact]
    public void Every_endpoint_that_answers_a_list_takes_limit_and_cursor() =>
        Assert.Empty(Endpoints("GET")
            .Where(endpoint => Answer(endpoint)?.GetProperty("Items") is not null && !IsPaged(endpoint))
            .Select(Route)
            .Except(["/banks"])); // the banks of the country, which nobody adds to

    [Fact]
    public async Task A_name_of_the_path_is_not_taken_from_the_query_and_a_typing_mistake_is_told()
    {
        Assert.Equal(["unknown_field"], (await portal.Operator.GetAsync("/shops?limits=1")).ErrorsOf("limits"));
        Assert.Equal(["unknown_field"], (await portal.Operator.GetAsync("/months/2026-06?month=2026-05")).ErrorsOf("month"));
    }

    private async Task<JsonNode> ReadAsync(string address, string query)
    {
        var answer = await portal.Operator.GetAsync(With(address, query));
        Assert.True(answer.Status == HttpStatusCode.OK, $"{address} {query}: {answer.Text}");
        return answer.Json;
    }

    private static string With(string address, string query) => address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?")
        + query;

    private static List<string> Rows(JsonNode page) => [.. page["items"]!.AsArray().Select(row => row!.ToJsonString())];

    private IEnumerable<RouteEndpoint> Endpoints(string method) =>
        portal.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method));

    private IEnumerable<string> Lists() => Endpoints("GET").Where(IsPaged).Select(Route);

    private static Type? Answer(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Select(produced => produced.Type)
            .FirstOrDefault(type => type is not null && type != typeof(void));

    private static bool IsPaged(RouteEndpoint endpoint) =>
        Answer(endpoint) is { } type && type.GetProperty(nameof(CursorPage<string>.Items)) is not null
            && type.GetProperty(nameof(CursorPage<string>.NextCursor)) is not null;

    private static string Route(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText![ApiClient.Root.Length..].TrimEnd('/');

    private async Task FillAsync()
    {
        portal.Clock.MoveTo(World.Start);
        var shop = await portal.ShopAsync();
        await portal.ShopAsync();
        var keyed = portal.With(shop.Key);
        var settings = new { rates = new { @default = 10_000, categories = new { } }, minimumWithdrawal = 200_000 };
        var (programme, second) =
            (await portal.ProgrammeAsync(shop, "refer-a-friend", settings), await portal.ProgrammeAsync(shop, "refer-a-friend", settings));
        await portal.ProgrammeAsync(shop, "rental-surcharge"); // asks who introduced the customers
        var bonus = await portal.ProgrammeAsync(shop, "new-customer", new { requirePickupPoint = false });
        await portal.Operator.MadeAsync(
            $"/programs/{programme}/versions", new { effectiveFrom = World.Start.AddDays(90), settings, note = "Từ tháng sau" });
        var (partner, other) = (await portal.PartnerAsync([programme, bonus]), await portal.PartnerAsync([programme, bonus]));
        foreach (var _ in new[] { 1, 2 })
            await portal.Operator.MadeAsync($"/shops/{shop.Id}/signing-secrets", new { });

        var orders = new List<string>();
        foreach (var earner in new[] { partner, other })
            orders.Add(await EarnsAsync(keyed, earner.ReferralCode!, 3_000_000));
        foreach (var customer in new[] { "KH-7", "KH-8", "KH-9" })
            await ClashesAsync(keyed, customer, (customer == "KH-9" ? other : partner).ReferralCode!);
        var buyer = (await portal.Operator.GetAsync($"/partners/{(await portal.PartnerAsync([])).Id}")).Json;
        await EarnsAsync(keyed, null, 100_000, buyer["email"]!.GetValue<string>());

        var accounts = new Dictionary<string, string>();
        foreach (var earner in new[] { partner, other })
        {
            foreach (var number in new[] { "0071000123456", "0071000123457" })
                accounts[earner.Id] = ApiPortal.Id(await portal.Operator.MadeAsync(
                    $"/partners/{earner.Id}/bank-accounts", new { bankCode = "VCB", accountNumber = number, holderName = "NGUYEN VAN A" }));
        }

        portal.Clock.MoveTo(World.Start.AddDays(4)); // past the cool-off of second accounts
        foreach (var earner in new[] { partner, other })
            await WithdrawsAsync(earner, accounts[earner.Id]);
        await portal.Operator.MadeAsync($"/partners/{partner.Id}/adjustments", new { gross = 1_000, reason = "Bù đơn cũ" });
        await portal.Operator.MadeAsync($"/partners/{partner.Id}/adjustments", new { gross = 2_000, reason = "Bù đơn cũ" });
        portal.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 2)));
        var batch = ApiPortal.Id(await portal.Operator.MadeAsync("/payout-batches", new { month = "2026-06" }));
        await WithdrawsAsync(partner, accounts[partner.Id]);
        await portal.Operator.PostAsync("/months/2026-06/close", new { });
        var approved = await (await portal.ApproverAsync()).PostAsync($"/payout-batches/{batch}/approval", new { });
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
        var strange = new[] { shop.Id, partner.Id }.Select(id => new { withdrawalId = id, paid = true });
        await portal.Operator.PostAsync($"/payout-batches/{batch}/results", new { results = strange });
        portal.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 8, 2)));
        await portal.Operator.MadeAsync("/payout-batches", new { month = "2026-07" });

        foreach (var number in new[] { "DH-KN-1", "DH-KN-2" })
            await DisputesAsync(partner, shop, number);

        foreach (var plain in new[] { "/shops", "/programs", "/partners", "/keys", "/links", "/orders", "/months", "/payout-batches",
            "/adjustments", "/eligibility", "/risk", "/disputes" })
            addresses[plain] = plain;
        var (settled, rental) = await SettlesAsync();
        addresses["/settlement-batches"] = "/settlement-batches";
        addresses["/settlement-batches/{id}/lines"] = $"/settlement-batches/{settled}/lines";
        addresses["/settlement-batches/{id}/unmatched"] = $"/settlement-batches/{settled}/unmatched";
        foreach (var list in new[] { "statements", "invoices", "bank-accounts" })
            addresses[$"/shops/{{id}}/{list}"] = $"/shops/{rental}/{list}";
        addresses["/shops/{id}/signing-secrets"] = $"/shops/{shop.Id}/signing-secrets";
        addresses["/shops/{id}/customers"] = $"/shops/{shop.Id}/customers";
        addresses["/programs/{code}/versions"] = $"/programs/{programme}/versions";
        addresses["/shops/{id}/entries"] = $"/shops/{shop.Id}/entries";
        addresses["/partners/{id}/statements"] = $"/partners/{partner.Id}/statements";
        addresses["/partners/{id}/entries"] = $"/partners/{partner.Id}/entries";
        addresses["/partners/{id}/withdrawals"] = $"/partners/{partner.Id}/withdrawals";
        addresses["/partners/{id}/bank-accounts"] = $"/partners/{partner.Id}/bank-accounts";
        addresses["/partners/{id}/eligibility"] = $"/partners/{ApiPortal.Id(buyer)}/eligibility";
        addresses["/orders/{externalId}/decisions"] = $"/orders/{orders[0]}/decisions?shopId={shop.Id}";
        addresses["/payout-batches/{id}/lines"] = $"/payout-batches/{batch}/lines";
        addresses["/payout-batches/{id}/unmatched"] = $"/payout-batches/{batch}/unmatched";
        addresses["/months/{month}/settlements"] = "/months/2026-06/settlements";
        Assert.NotNull(second);
    }

    private async Task<string> EarnsAsync(ApiClient shop, string? code, int gross, string? email = null)
    {
        var order = portal.Order();
        order["attribution"]!["referralCode"] = code;
        order["customer"]!["deviceId"] = portal.Unique("d");
        order["customer"]!["id"] = portal.Unique("KH");
        if (email is not null)
            order["customer"]!["email"] = email;
        order["lines"]![0]!["unitPrice"] = gross;
        order["amounts"] = new JsonObject { ["items"] = gross, ["paid"] = gross };
        var number = (await shop.MadeAsync("/orders", order))["externalId"]!.GetValue<string>();
        var paid = await shop.PostAsync(
            $"/orders/{number}/events", new { id = "paid", type = "paid", occurredAt = portal.Clock.GetUtcNow() });
        Assert.True(paid.Status is HttpStatusCode.OK or HttpStatusCode.Created, paid.Text);
        return number;
    }

    /// <summary>An order on a device that other customers use on the same day.</summary>
    private async Task ClashesAsync(ApiClient shop, string customer, string code)
    {
        var order = portal.Order();
        order["customer"] = new JsonObject { ["id"] = customer, ["deviceId"] = "d-shared" };
        order["attribution"] = new JsonObject { ["referralCode"] = code };
        await shop.MadeAsync("/orders", order);
    }

    /// <summary>A shop with two weeks in its favour, which are settled, and two months for which it owes.</summary>
    private async Task<(string Batch, string Shop)> SettlesAsync()
    {
        var shop = await portal.ShopAsync();
        var keyed = portal.With(shop.Key);
        await portal.ProgrammeAsync(shop, "rental-surcharge");
        foreach (var number in new[] { "0071000123458", "0071000123459" })
        {
            await portal.Operator.MadeAsync(
                $"/shops/{shop.Id}/bank-accounts", new { bankCode = "VCB", accountNumber = number, holderName = "NGUYEN THI HOA" });
        }

        var monday = new DateOnly(2026, 8, 3);
        for (var week = 0; week < 2; week++)
            await RentsAsync(keyed, shop, monday.AddDays(7 * week), discount: 50_000);
        var discarded = ApiPortal.Id(await portal.Operator.MadeAsync("/settlement-batches", new { week = "2026-08-10" }));
        await portal.Operator.PostAsync($"/settlement-batches/{discarded}/discard", new { });
        var batch = ApiPortal.Id(await portal.Operator.MadeAsync("/settlement-batches", new { week = "2026-08-10" }));
        var approved = await (await portal.ApproverAsync()).PostAsync($"/settlement-batches/{batch}/approval", new { });
        Assert.True(approved.Status == HttpStatusCode.OK, approved.Text);
        var strange = new[] { shop.Id, batch }.Select(id => new { withdrawalId = id, paid = true });
        await portal.Operator.PostAsync($"/settlement-batches/{batch}/results", new { results = strange });

        foreach (var first in new[] { new DateOnly(2026, 8, 17), new DateOnly(2026, 9, 7) })
        {
            await RentsAsync(keyed, shop, first, discount: 0);
            var month = LocalCalendar.Month(first);
            portal.Clock.MoveTo(LocalCalendar.StartOf(month.AddMonths(1)));
            await portal.Get<MakeInvoices>().RunAsync([Guid.Parse(shop.Id, CultureInfo.InvariantCulture)], month, CancellationToken.None);
        }

        return (batch, shop.Id);
    }

    /// <summary>An order of a week, with its statement.</summary>
    private async Task RentsAsync(ApiClient keyed, ApiShop shop, DateOnly monday, int discount)
    {
        portal.Clock.MoveTo(LocalCalendar.StartOf(monday).AddHours(9));
        var order = portal.Order();
        order["customer"]!["id"] = portal.Unique("KH");
        order["lines"]![0]!["unitPrice"] = 100_000;
        order["amounts"] = new JsonObject { ["items"] = 100_000, ["platformDiscount"] = discount, ["paid"] = 100_000 - discount };
        await keyed.MadeAsync("/orders", order);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var paid = await keyed.PostAsync(
            $"/orders/{order["externalId"]}/events", new { id = "paid", type = "paid", occurredAt = portal.Clock.GetUtcNow() });
        Assert.True(paid.Status is HttpStatusCode.OK or HttpStatusCode.Created, paid.Text);
        portal.Clock.MoveTo(LocalCalendar.StartOf(monday.AddDays(7)).AddMinutes(1));
        await portal.Get<MakeStatements>().RunAsync([Guid.Parse(shop.Id, CultureInfo.InvariantCulture)], CancellationToken.None);
    }

    private async Task DisputesAsync(ApiPartner partner, ApiShop shop, string order)
    {
        var dispute = $$"""
            {"kind":"missing_order","orderExternalId":"{{order}}","shopId":"{{shop.Id}}","claim":"x","evidence":[{"statedAt":"2026-06-01T09:00:00+07:00"}]}
            """;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(dispute), "dispute" },
            { new StringContent("Tin nhắn"), "evidence", "tin.txt" },
        };
        var filed = await portal.With(partner.Key).SendAsync(HttpMethod.Post, "/disputes", form);
        Assert.True(filed.Status == HttpStatusCode.Created, filed.Text);
    }

    private async Task WithdrawsAsync(ApiPartner partner, string account)
    {
        var own = portal.With(
            await portal.KeyAsync(new { name = "withdrawals", partnerId = partner.Id, scopes = new[] { "read", "withdrawals" } }));
        await own.MadeAsync($"/partners/{partner.Id}/withdrawals", new { amount = 200_000, bankAccountId = account });
    }
}
