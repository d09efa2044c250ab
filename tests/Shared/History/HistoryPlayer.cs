using Portal.App.Attribution.Reevaluation;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Intake;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Orders;

namespace Portal.Tests.Shared.History;

/// <summary>
/// Plays a history into a portal through its use cases: orders in batches, events many at a time, late clicks as reports. What
/// stands on the stage (shops, programmes, partners, links) is there before.
/// </summary>
public sealed class HistoryPlayer
{
    private readonly World world;
    private readonly HistoryFacts facts;
    private readonly HistoryRows rows;
    private readonly long[] clickIds;
    private readonly IReadOnlyDictionary<string, HistoryLink> links;

    private HistoryPlayer(World world, HistoryFacts facts, HistoryRows rows)
    {
        this.world = world;
        this.facts = facts;
        this.rows = rows;
        links = facts.Links.ToDictionary(link => link.Code);
        // ids grow with the numbers, whatever the order in which the clicks come
        var ids = world.Get<ClickIds>();
        clickIds = [.. facts.Clicks.Select(_ => ids.Next())];
    }

    /// <summary>The numbers of the clicks that the portal knows by these ids.</summary>
    public IReadOnlyDictionary<long, int> ClickNumbers =>
        facts.Clicks.ToDictionary(click => clickIds[click.Number - 1], click => click.Number);

    public HistoryRows Rows => rows;

    public static async Task<HistoryPlayer> SetUpAsync(World world, HistoryFacts facts) =>
        new(world, facts, await HistoryRows.StoreAsync(world, facts));

    /// <summary>
    /// Plays facts in this order, a stretch of them at a time: within a stretch the orders of each shop go in together, then
    /// what is reported late, then all events at once.
    /// </summary>
    public async Task PlayAsync(IReadOnlyList<HistoryArrival> arrivals)
    {
        foreach (var stretch in arrivals.Chunk(Math.Clamp(arrivals.Count / 100, 20, 2_000)))
        {
            Click([.. stretch.Where(fact => fact is { Click: not null, Late: false })]);
            await Task.WhenAll(stretch.Where(fact => fact is { Order: not null, Event: null })
                .GroupBy(fact => facts.Orders[fact.Order!.Value].Shop)
                .SelectMany(orders => orders.Chunk(RecordOrders.Most))
                .Select(RecordAsync));
            await Task.WhenAll(stretch.Where(fact => fact.Late).Select(ReportAsync));
            await Task.WhenAll(stretch.Where(fact => fact.Event is not null).Select(HappensAsync));
        }
    }

    private void Click(HistoryArrival[] arrived)
    {
        if (arrived.Length > 0)
            world.Clicks.Insert([.. arrived.Select(fact => Record(facts.Clicks[fact.Click!.Value - 1]))]);
    }

    private async Task RecordAsync(HistoryArrival[] arrived)
    {
        var orders = arrived.Select(fact => facts.Orders[fact.Order!.Value]).ToList();
        var outcome = await world.RecordAsync(rows.Shops[orders[0].Shop], [.. orders.Select(Input)]);
        foreach (var result in outcome.Value.Results)
        {
            if (result is not { Created: true, Refusal: null })
                throw new InvalidOperationException($"An order was not taken in: {result.Refusal?.Code}");
        }
    }

    private async Task ReportAsync(HistoryArrival arrived)
    {
        var click = facts.Clicks[arrived.Click!.Value - 1];
        var outcome = await world.Get<ReportClick>().RunAsync(
            world.KeyOf(ShopOf(click)),
            new ReportClick.Input(click.Visitor, click.At, LinkCode: click.Link),
            CancellationToken.None);
        if (outcome.Value.ClickId is not { } token || !world.Get<ClickTokens>().TryRead(token, out var reported))
            throw new InvalidOperationException($"A click was not taken in: {outcome.Value.Reason}");

        clickIds[click.Number - 1] = reported.Id;
    }

    private async Task HappensAsync(HistoryArrival arrived)
    {
        var order = facts.Orders[arrived.Order!.Value];
        var outcome = await world.Get<RecordOrderEvent>().RunAsync(
            world.KeyOf(rows.Shops[order.Shop]),
            new RecordOrderEvent.Input(null, order.Input.ExternalId, order.Events[arrived.Event!.Value]),
            CancellationToken.None);
        if (!outcome.Succeeded)
            throw new InvalidOperationException($"An event was not taken in: {outcome.Refusal!.Code}");
    }

    private OrderInput Input(HistoryOrder order) => order.Click is not { } number
        ? order.Input
        : order.Input with { Attribution = order.Input.Attribution with { ClickId = Token(Record(facts.Clicks[number - 1])) } };

    private string Token(ClickRecord click) => world.TokenOf(click);

    private ClickRecord Record(HistoryClick click)
    {
        var link = rows.Links[click.Link];
        return new ClickRecord
        {
            Id = clickIds[click.Number - 1],
            LinkId = link.Id,
            PartnerId = link.PartnerId,
            ProgrammeId = link.ProgrammeId,
            VisitorId = VisitorId.Of(click.Visitor, world.Get<App.Platform.Security.PortalKeys>()),
            At = click.At,
            Kind = click.Human ? ClickKind.Human : ClickKind.Bot,
        };
    }

    private Shop ShopOf(HistoryClick click) =>
        rows.Shops[facts.Programmes.First(programme => programme.Code == links[click.Link].Programme).Shop];
}
