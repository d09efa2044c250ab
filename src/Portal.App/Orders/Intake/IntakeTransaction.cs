using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Orders;

namespace Portal.App.Orders.Intake;

/// <summary>One transaction of the intake: what it stands on, and what it has gathered to be saved at its end.</summary>
internal sealed class IntakeTransaction(PortalDb db, IReadOnlyList<CatalogueProgramme> programmes, DateTimeOffset now)
{
    private readonly HashSet<(Guid Shop, Guid? Partner, Guid Order)> noted = [];

    public PortalDb Db => db;

    /// <summary>Those of the requests' shops, kept as they are until the commit (R10.1).</summary>
    public IReadOnlyList<CatalogueProgramme> Programmes => programmes;

    public ILookup<Guid, CatalogueProgramme> OfShop { get; } = programmes.ToLookup(programme => programme.Shop.Id);

    public DateTimeOffset Now => now;

    /// <summary>The parts that later groups have in it, in their order.</summary>
    public IReadOnlyList<OrderStepRun> Steps { get; private set; } = [];

    /// <summary>Orders that were stored.</summary>
    public List<Order> Orders { get; } = [];

    /// <summary>Stored orders that events moved.</summary>
    public HashSet<Order> Moved { get; } = [];

    /// <summary>Moved orders under the contact that they had before.</summary>
    public List<Order> Former { get; } = [];

    public List<IdempotentRequest> Answers { get; } = [];

    public List<Change> Changes { get; } = [];

    public void Begin(IEnumerable<IOrderStep> steps) => Steps = [.. steps.Select(step => step.Begin(this))];

    /// <summary>Tells the shop, and each partner concerned, of a new or changed order.</summary>
    public void Note(Order order, IEnumerable<Guid> partners)
    {
        // nobody has a new order open yet: one note tells a page to look again, whatever the number of orders
        var subject = order.Version == 0 ? order.ShopId : order.Id;
        foreach (var partner in partners.Distinct().Select(id => (Guid?)id).DefaultIfEmpty(null))
        {
            if (noted.Add((order.ShopId, partner, subject)))
                Changes.Add(new Change
                {
                    Topic = ChangeTopics.Order,
                    SubjectId = order.Id,
                    PartnerId = partner,
                    ShopId = order.ShopId,
                    At = now
                });
        }
    }

    /// <summary>Who sent it, as its history says it: the operator's people are not named to shops.</summary>
    public static string NameOf(Actor actor) => IsOperators(actor) ? StatusChange.Operator : actor.Name;

    public static bool IsOperators(Actor actor) => actor.IsOperator && actor.ClientId != Actor.System.ClientId;
}

/// <summary>Orders that were stored, with the clicks that they brought back.</summary>
internal sealed record NewOrders(IReadOnlyList<Order> Orders, RestoredClicks Clicks);

/// <summary>What a group leaves to be done after its commit: the notes that were inserted in one go, and the ends of the steps.</summary>
internal sealed record WrittenGroup(IReadOnlyList<Change> Changes, IReadOnlyList<OrderStepRun> Steps);
