using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Orders, and what happens to them.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("Orders");

        orders.MapPost("/", RecordAsync)
            .Produces<OrderBatchAnswer>()
            .Creates<OrderAnswer>(
                "Report an order, or up to 500",
                "Shop with `orders:write`; the operator adds `shopId`. One order, or `{ \"orders\": [...] }`, answered 200 with one result each, in order: a bad one fails alone. An order that is there already is answered as it stands, with 200; with other content 409. `warnings` names fields that were taken in and by which nobody is recognised, such as an unreadable phone.");

        orders.MapPost("/{externalId}/events", (ApiCall call, string externalId, string? shopId, Body<OrderEventBody> body,
            RecordOrderEvent record, CancellationToken cancel) =>
                call.AnsweredAsync(
                    actor => record.RunAsync(
                        actor, new RecordOrderEvent.Input(IdConverter.ParseOptional(shopId), externalId, body.Value.ToInput()), cancel),
                    done => done.Held
                        ? call.Problem(Refusal.Conflict(OrderRefusals.EventHeld))
                        : ApiCall.Json(done.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK,
                            OrderAnswer.Of(done.Order, call.Culture))))
            .Answers<OrderAnswer>("The same event again", "As the order stands.")
            .Creates<OrderAnswer>(
                "Report what happened to an order",
                "Shop with `orders:write`; the operator adds `?shopId=`. Events may come twice and in any order. One that is dated after the cancellation is kept for review and answered 409 `event_held`, until the order is `reinstated`. `amended` carries `order`, the whole new content, and is taken while the order was pending at its time; otherwise 409 `order_not_pending`. `returned` may name `lines` with quantities, an `amount` of goods, or both; the rest of the order then stays successful, until everything is back. More than is left is answered 422 `return_exceeds_order`.");

        orders.MapGet("/{externalId}",
            async (ApiCall call, string externalId, string? shopId, OrderQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.OneAsync(call.Actor, IdConverter.ParseOptional(shopId), externalId, cancel),
                    order => OrderAnswer.Of(order, call.Culture)))
            .Answers<OrderAnswer>("Get an order", "Its shop, the operator with `?shopId=`, or a partner whom it earns something.");

        orders.MapGet("/{externalId}/decisions", async (
                ApiCall call, WholeListPaging paging, string externalId, string? shopId, DecisionQueries queries,
                CancellationToken cancel) =>
                call.Answer(
                    await queries.OfOrderAsync(call.Actor, IdConverter.ParseOptional(shopId), externalId, cancel),
                    decisions => paging.Cut([.. decisions.Select(decision => DecisionAnswer.Of(decision, call.Culture))])))
            .Answers<CursorPage<DecisionAnswer>>(
                "List all decisions about an order",
                "By programme, the newest first: the one in force, and those that a fact which arrived late replaced, each with what replaced it. A partner sees those that were about him.");

        orders.MapGet("/", ListAsync)
            .Answers<CursorPage<OrderAnswer>>("List orders",
                "Newest first. `from` (included) and `to` (excluded) are instants, or local days, by when the order was placed.");
    }

    private static async Task<IResult> RecordAsync(ApiCall call, OrderBodies body, RecordOrders record, CancellationToken cancel)
    {
        var readable = body.Items.Where(item => item.Succeeded).Select(item => item.Value.ToInput()).ToList();
        // An empty batch goes on, to be refused for its size; one in which nothing can be read is answered here.
        if (readable.Count == 0 && body.Items.Count > 0)
            return call.Answer<RecordedOrders>(new RecordedOrders([]), _ => Batch(call, body, []));

        return await call.AnsweredAsync(
            actor => record.RunAsync(actor, new RecordOrders.Input(body.ShopId, readable), cancel),
            done => body.IsBatch
            ? ApiCall.Json(StatusCodes.Status200OK, Batch(call, body, done.Results)) : One(call, readable[0], done.Results[0]));
    }

    private static async Task<IResult> ListAsync(
        ApiCall call, string? partnerId, string? shopId, string? status, string? from, string? to, string? limit, string? cursor,
        OrderQueries queries, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var filter = new OrderFilter(
            IdConverter.ParseOptional(shopId), IdConverter.ParseOptional(partnerId),
            QueryValues.Choice<OrderStatus>(errors, "status", status),
            QueryValues.Instant(errors, "from", from), QueryValues.Instant(errors, "to", to));
        // Orders have cursors of their own, which only their query can read.
        var page = CursorRequest.Parse(limit, null);
        errors.AddRange(page.Refusal?.Fields ?? []);
        if (errors.Count > 0)
            return Problems.Of(Refusal.Invalid(errors));

        return call.Answer(
            await queries.ListAsync(call.Actor, filter, cursor, page.Value.Limit, cancel),
            found => new CursorPage<OrderAnswer>([.. found.Items.Select(order => OrderAnswer.Of(order, call.Culture))], found.NextCursor));
    }

    private static StoredAnswer One(ApiCall call, OrderInput order, OrderResult result) => result.Refusal is { } refusal
        ? call.Problem(refusal)
        : ApiCall.Json(Status(result), Answer(call, order.Customer, result));

    /// <summary>The order as it stands, with what of the sent one cannot be used.</summary>
    private static OrderAnswer Answer(ApiCall call, OrderCustomer customer, OrderResult result) =>
        OrderAnswer.Of(result.Order!, call.Culture) with
        {
            Warnings = OrderWarnings.Of(customer) is { Count: > 0 } warnings
            ? [.. warnings.Select(warning => new OrderWarning(warning.Field, warning.Code, TextCatalog.Of(warning, call.Culture)))]
            : null,
        };

    private static OrderBatchAnswer Batch(ApiCall call, OrderBodies body, IReadOnlyList<OrderResult> results)
    {
        var next = 0;
        return new OrderBatchAnswer([.. body.Items.Select(item => item.Refusal is { } unreadable
            ? call.Refused(null, unreadable)
            : Item(call, item.Value, results[next++]))]);
    }

    private static OrderBatchItem Item(ApiCall call, OrderBody order, OrderResult result) => result.Refusal is { } refusal
        ? call.Refused(order.ExternalId, refusal)
        : new OrderBatchItem(order.ExternalId, Status(result), Answer(call, order.Customer ?? OrderCustomer.Unknown, result), null);

    private static OrderBatchItem Refused(this ApiCall call, string? externalId, Refusal refusal) =>
        new(externalId, Problems.Status(refusal.Kind), null, call.ProblemOf(refusal));

    private static int Status(OrderResult result) => result.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK;
}
