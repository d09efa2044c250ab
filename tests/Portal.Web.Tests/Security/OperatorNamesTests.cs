using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Programmes;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;
using Portal.App.Risk;
using Portal.Domain.Orders;
using Portal.Domain.Risk;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Web.Tests.SignIn;
using Portal.Web.Tests.Walks;

namespace Portal.Web.Tests.Security;

/// <summary>
/// What the operator's people did is not told by their names to partners and shops: in no page, export or answer of the API. The people of
/// this test do all that concerns a partner and a shop, and their name is looked for behind every address that there is.
/// </summary>
public sealed class OperatorNamesTests
{
    private const string Name = "Zq Operator 7431";

    /// <summary>Addresses that lead away from a page, at most, so that a list of links cannot make the test endless.</summary>
    private const int MostOfAPage = 40;

    [Fact]
    public async Task R10_5_Nobody_of_the_operators_is_named_to_partners_or_shops()
    {
        await using var portal = await SeededPortal.CreateAsync();
        var names = await ActAsync(portal);
        (string Who, HttpClient Client)[] readers =
        [
            ("partner", portal.Browsers[Role.Partner].Client),
            ("shop owner", portal.Browsers[Role.ShopOwner].Client),
            ("shop staff", portal.Browsers[Role.ShopStaff].Client),
            ("partner's key", WithKey(portal, (await portal.World.HasKeyAsync(partnerId: portal.Earner.Partner.Id)).Key)),
            ("shop's key", WithKey(portal, (await portal.World.HasKeyAsync(shopId: portal.Earner.Shop.Id)).Key)),
        ];
        var values = await ValuesAsync(portal.World);
        var addresses = Addresses(portal, values);

        // the search finds what it looks for: finance reads who did it
        Assert.Contains(Name, await TextAsync(portal.Browsers[Role.Finance].Client, "/finance/ledger.csv?range=all"),
            StringComparison.Ordinal);
        var named = new List<string>();
        var told = 0;
        foreach (var (who, client) in readers)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Queue<string>(addresses);
            while (open.TryDequeue(out var address))
            {
                if (!seen.Add(address))
                    continue;

                var answer = await client.GetAsync(address);
                var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
                told += answer.IsSuccessStatusCode ? 1 : 0;
                if (names.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)))
                    named.Add($"{who}: {address}");
                if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "text/html"
                    && !address.Contains('?', StringComparison.Ordinal))
                    foreach (var href in (await Browser.ReadAsync(answer)).QuerySelectorAll("main a[href^='/']")
                        .Select(link => link.GetAttribute("href")!).Take(MostOfAPage))
                        open.Enqueue(href);
            }
        }

        Assert.Empty(named);
        Assert.True(told > 100, $"only {told} answers were read");
    }

    [Fact]
    public async Task R10_5_A_shop_that_sends_an_order_or_event_again_is_not_told_who_of_the_operators_sent_it_first()
    {
        await using var world = await World.CreateAsync();
        var shop = await world.HasShopAsync();
        await world.HasProgrammeAsync(shop);
        var admin = (await world.PersonAsync(Role.Admin, name: Name)).Actor;
        var order = world.Order("DH-1");
        var paid = new OrderEventInput("e-1", OrderEventType.Paid, null, null, world.Clock.GetUtcNow());
        await world.Get<RecordOrders>().RunAsync(admin, new RecordOrders.Input(shop.Id, [order]), default);
        await world.Get<RecordOrderEvent>().RunAsync(admin, new RecordOrderEvent.Input(shop.Id, "DH-1", paid), default);

        var again = (await world.RecordAsync(shop, order)).Value.Results[0].Order!;
        var told = (await world.Get<RecordOrderEvent>()
            .RunAsync(world.KeyOf(shop), new RecordOrderEvent.Input(null, "DH-1", paid), default)).Value.Order;
        var read = (await world.Get<OrderQueries>().OneAsync(admin, shop.Id, "DH-1", default)).Value;

        Assert.All(again.History.Concat(told.History).Concat(read.History), change => Assert.Equal(StatusChange.Operator, change.By));
        await using var db = await world.DbAsync();
        Assert.Equal(
            [(AuditActions.OrderEvent, Name), (AuditActions.OrdersRecorded, Name)],
            (await db.AuditRecords.OrderBy(row => row.Action).ToListAsync()).Select(row => (row.Action, row.Actor))
            .Where(row => row.Action is AuditActions.OrdersRecorded or AuditActions.OrderEvent));
    }

    private static HttpClient WithKey(SeededPortal portal, string key)
    {
        var client = portal.Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>
    /// One person of each of the operator's roles does what can be done to a partner's money, orders and papers. Their names.
    /// </summary>
    private static async Task<string[]> ActAsync(SeededPortal portal)
    {
        var world = portal.World;
        var (shop, partner, _) = portal.Earner;
        var admin = (await world.PersonAsync(Role.Admin, name: Name)).Actor;
        var finance = (await world.PersonAsync(Role.Finance, name: Name)).Actor;
        var approver = (await world.PersonAsync(Role.FinanceApprover, name: Name)).Actor;

        await world.Get<RecordOrders>().RunAsync(admin, new RecordOrders.Input(shop.Id, [world.Order("DH-nha")]), default);
        await world.Get<RecordOrderEvent>().RunAsync(
            admin, new RecordOrderEvent.Input(
                shop.Id, "DH-nha", new OrderEventInput("e-nha", OrderEventType.Paid, null, null, world.Clock.GetUtcNow())), default);
        await world.Get<AdjustBalance>().RunAsync(finance, partner.Id, new AdjustBalance.Input(10_000, "Bù phí"), default);
        await world.Get<ReleaseRewards>()
            .RunAsync(admin, new RiskChoice([(await world.RiskCaseAsync(partner, RiskRule.ImpossibleTime)).Id], "Đã kiểm tra"), default);
        await world.Get<VerifyPartner>()
            .RunAsync(admin, partner.Id, new VerifyPartner.Input(VerifyPartner.Decision.Approved, AgreementSigned: true), default);
        await using (var db = await world.DbAsync())
        {
            foreach (var batch in await db.PayoutBatches.AsNoTracking().OrderBy(batch => batch.Month).ToListAsync())
            {
                await world.Get<ApprovePayoutBatch>().RunAsync(approver, batch.Id, default);
                var awaited = await db.PayoutLines.Where(line => line.BatchId == batch.Id && line.State == PayoutLineState.Included)
                    .Select(line => line.WithdrawalId).ToListAsync();
                await world.Get<RecordPayoutResults>().RunAsync(
                    finance, batch.Id, new RecordPayoutResults.Input([.. awaited.Select(id => new RecordPayoutResults.Result(id, true))]),
                    default);
            }

            foreach (var answer in await db.ReconciliationExceptions.Select(row => row.Id).ToListAsync())
                await world.Get<ResolveException>().RunAsync(approver, answer, "Đã đối chiếu", default);
            var programme = await db.Programmes.Where(row => row.ShopId == shop.Id).Select(row => row.Code).FirstAsync();
            Assert.True((await world.Get<AddProgrammeVersion>().RunAsync(
                admin, programme, new AddProgrammeVersion.Input(world.Clock.GetUtcNow().AddDays(3), Note: "Điều chỉnh"),
                default)).Succeeded);
        }

        var closed = await world.Get<CloseMonth>().RunAsync(finance, new DateOnly(2026, 7, 1), default);
        Assert.True(closed.Succeeded, closed.Refusal?.Code);
        return [Name];
    }

    /// <summary>What the places of addresses can be filled with.</summary>
    private static async Task<string[]> ValuesAsync(World world)
    {
        await using var db = await world.DbAsync();
        return
        [
            .. (await db.Partners.Select(row => row.Id).ToListAsync()).Concat(await db.Shops.Select(row => row.Id).ToListAsync())
                .Concat(await db.Withdrawals.Select(row => row.Id).ToListAsync()).Concat(await db.Links.Select(row => row.Id).ToListAsync())
                .Concat(await db.PayoutBatches.Select(row => row.Id).ToListAsync())
                .Concat(await db.OrderImports.Select(row => row.Id).ToListAsync())
                .Concat(await db.ApiKeys.Select(row => row.Id).ToListAsync()).Select(id => id.ToString()),
            .. await db.Orders.Select(row => row.ExternalId).ToListAsync(), .. await db.Programmes.Select(row => row.Code).ToListAsync(),
            "2026-06", "2026-07",
        ];
    }

    /// <summary>Every address that answers a GET, with each value in its places.</summary>
    private static List<string> Addresses(SeededPortal portal, string[] values)
    {
        var addresses = new List<string> { "/partner/earnings.csv?range=all", "/partner/orders.csv?range=all",
            "/shop/orders.csv?range=all" };
        foreach (var endpoint in portal.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: var methods } && !methods.Contains("GET"))
                continue;

            var pattern = endpoint.RoutePattern;
            if (pattern.RawText is not { } raw || raw.Contains("_framework", StringComparison.Ordinal)
                || raw.Contains("_blazor", StringComparison.Ordinal) || raw.Contains("_content", StringComparison.Ordinal))
                continue;
            if (pattern.Parameters.Count == 0)
                addresses.Add("/" + raw.Trim('/'));
            else if (!pattern.Parameters.Any(parameter => parameter.IsCatchAll))
                addresses.AddRange(values.Select(value => Fill(pattern, value)));
        }

        return addresses;
    }

    private static string Fill(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern, string value)
    {
        var text = new StringBuilder();
        foreach (var segment in pattern.PathSegments)
        {
            text.Append('/');
            foreach (var part in segment.Parts)
                text.Append(part switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                    _ => Uri.EscapeDataString(value),
                });
        }

        return text.ToString();
    }

    private static async Task<string> TextAsync(HttpClient client, string address) =>
        await (await client.GetAsync(address)).Content.ReadAsStringAsync();
}
