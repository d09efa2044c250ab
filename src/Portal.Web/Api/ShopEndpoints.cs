using Portal.App.Access.ApiKeys;
using Portal.App.Attribution.Customers;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Orders.Reading;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Surcharges;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>A shop's customer, and who introduced them (R7.6).</summary>
/// <param name="Id">Opaque. An order of theirs that is told late and was earlier changes it.</param>
public sealed record CustomerAnswer(
    Guid Id, string? CustomerId, Introducer IntroducedBy, DateTimeOffset Since, CustomerFact Fact, int FreeOrdersUsed, int? FreeOrders,
    int Orders, DateTimeOffset LastOrderAt)
{
    public static CustomerAnswer Of(ShopCustomer customer) => new(
        customer.Id, customer.CustomerId, customer.IntroducedBy, customer.Since, customer.Fact, customer.FreeOrdersUsed,
        customer.FreeOrders, customer.Orders, customer.LastOrderAt);
}

/// <summary>What may be expected of a shop.</summary>
public sealed record ReliabilityAnswer(
    DateTimeOffset From, int Pending, int Successful, int Cancelled, int? CancelledShare, IReadOnlyList<CancelledOrders> Reasons,
    WaitAnswer? Wait)
{
    public static ReliabilityAnswer Of(ShopReliability shop) => new(
        shop.From, shop.Pending, shop.Successful, shop.AllCancelled, shop.CancelledShare, shop.Cancelled,
        shop.Wait is { } wait
            ? new WaitAnswer(Math.Round(wait.Median.TotalDays, 2), Math.Round(wait.Slow.TotalDays, 2), wait.Of)
            : null);
}

/// <summary>Days from order to payment.</summary>
public sealed record WaitAnswer(double MedianDays, double SlowDays, int Orders);

/// <summary>Shops, their customers, and the secrets with which they sign.</summary>
internal static class ShopEndpoints
{
    public static void MapShops(this IEndpointRouteBuilder api)
    {
        var shops = api.MapGroup("/shops").WithTags("Shops");

        shops.MapPost("/", (ApiCall call, Body<CreateShop.Input> body, CreateShop create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, body.Value, cancel)))
            .Creates<ShopView>("Create a shop",
                "Operator. `hosts` are the only ones that links of its programmes may lead to; `*.shop.example` allows every host below it, and not `shop.example` itself.");

        shops.MapGet("/", async (ApiCall call, Paging paging, ShopQueries queries, CancellationToken cancel) =>
                call.Answer<CursorPage<ShopView>>(await queries.ListAsync(call.Actor, paging.Value, cancel)))
            .Answers<CursorPage<ShopView>>("List shops", "The operator sees all, a shop sees itself.");

        shops.MapGet("/{id}", async (ApiCall call, string id, ShopQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<ShopView>("Get a shop", "With the shop's own `referralCode`.");

        shops.MapGet("/{id}/balance", async (ApiCall call, string id, string? asOf, ShopLedgerQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var instant = QueryValues.Instant(errors, "asOf", asOf);
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(await queries.BalanceAsync(call.Actor, IdConverter.Parse(id), instant, cancel));
            })
            .Answers<ShopBalanceView>(
                "Get a shop's balance",
                "The shop itself, or the operator. `net` is promotions less surcharges less what was settled plus what the shop paid, positive in the shop's favour; `carried` is what it owes and was not invoiced for, `invoiced` what stands open on invoices. With `asOf` as the ledger stood at that instant.");

        shops.MapGet("/{id}/entries", async (ApiCall call, string id, Paging paging, ShopLedgerQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.EntriesAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .Answers<CursorPage<EntryView>>(
                "List a shop's ledger entries",
                "The shop itself, or the operator. The newest first, each with the order that caused it; `corrects` names the entry that it takes back.");

        shops.MapGet("/{id}/reliability", async (ApiCall call, string id, ShopReliabilityQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.OfAsync(call.Actor, IdConverter.Parse(id), cancel), ReliabilityAnswer.Of))
            .Answers<ReliabilityAnswer>(
                "Get a shop's reliability",
                "The shop itself, the operator, or a partner in one of its programmes. Over the orders placed since `from`, 90 days ago: how many are `pending`, `successful` and `cancelled`, returned ones among them, and for what `reasons`. `cancelledShare` is in basis points of the decided ones. `wait` is from order to payment of the shop's last paid orders: half of them took no longer than `medianDays`, nine of ten no longer than `slowDays`; null of fewer than five.");

        shops.MapGet("/{id}/bank-accounts",
            async (ApiCall call, WholeListPaging paging, string id, BankAccountQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.OfShopAsync(call.Actor, IdConverter.Parse(id), cancel), list => paging.Cut(list.Items)))
            .Answers<CursorPage<BankAccountView>>(
                "List a shop's bank accounts", "The operator, or the shop itself. Of a number only the last four are told.");

        shops.MapPost("/{id}/bank-accounts",
            (ApiCall call, string id, Body<AddBankAccount.Input> body, AddBankAccount add, CancellationToken cancel) =>
                call.CreatedAsync(actor => add.ForShopAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Creates<BankAccountView>(
                "Add a bank account",
                "Operator. Where settlements go. The first can be used at once, each later one after the cool-off (`usableFrom`), and the owners are told by mail.");

        shops.MapPatch("/{id}", (ApiCall call, string id, Body<UpdateShop.Input> body, UpdateShop update, CancellationToken cancel) =>
                call.ChangedAsync(actor => update.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<ShopView>("Change a shop",
                "Operator. What is left out stays. `requiresSignature` makes unsigned bodies of the shop's keys refused; it needs a signing secret first.");

        shops.MapGet("/{id}/customers", CustomersAsync)
            .Answers<CursorPage<CustomerAnswer>>("List a shop's customers, and who introduced each",
                "Shop with `customers:read`, or the operator. Newest first, by when the order was placed that decided it (`since`). `fact` is what decided it: the owner's `link` with the time of the click, the owner's `code`, or the `order` itself. `freeOrders` is how many orders are free of surcharge by the settings in force now, and null where all are charged: of an individual owner, or a customer whom the platform introduced. `freeOrdersUsed` counts the successful ones. `orders` leaves out cancelled ones, `lastOrderAt` does not. `customerId` is the shop's own id of the customer. `?introducedBy=` is `owner` or `platform`; `?q=` finds a part of `customerId`, the number of an order, or the e-mail address or phone of a customer who is known by that.");

        shops.MapGet("/{id}/signing-secrets",
            async (ApiCall call, WholeListPaging paging, string id, ApiKeyQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.SigningSecretsAsync(call.Actor, IdConverter.Parse(id), cancel), secrets => paging.Cut(secrets)))
            .Answers<CursorPage<SigningSecretView>>("List a shop's signing secrets", "Without the secrets.");

        shops.MapPost("/{id}/signing-secrets", (ApiCall call, string id, CreateSigningSecret create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, IdConverter.Parse(id), cancel), isSecret: true))
            .Creates<CreatedSigningSecret>(
                "Create a signing secret",
                "Shown once. At most two are live, so that a shop changes its secret without a gap. The key of the HMAC is the whole text of `secret`.");

        shops.MapDelete("/{id}/signing-secrets/{secretId}",
            (ApiCall call, string id, string secretId, RevokeSigningSecret revoke, CancellationToken cancel) =>
                call.GoneAsync(actor => revoke.RunAsync(actor, IdConverter.Parse(id), IdConverter.Parse(secretId), cancel)))
            .Ends("Revoke a signing secret");
    }

    private static async Task<IResult> CustomersAsync(
        ApiCall call, Paging paging, string id, string? introducedBy, string? q, ShopCustomerQueries queries, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var filter = new ShopCustomerFilter(QueryValues.Choice<Introducer>(errors, "introducedBy", introducedBy), q);
        if (errors.Count > 0)
            return Problems.Of(Refusal.Invalid(errors));

        return call.Answer(
            await queries.OfShopAsync(call.Actor, IdConverter.Parse(id), filter, paging.Value, cancel),
            found => new CursorPage<CustomerAnswer>([.. found.Items.Select(CustomerAnswer.Of)], found.NextCursor));
    }
}
