using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Orders.Intake;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Data;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;

namespace Portal.App.Attribution.Deciding;

/// <summary>
/// The programmes' part in taking in orders: every programme of their shops decides about new and amended ones, rewards follow the state of
/// their orders, and the orders are noted that must be decided again because of it.
/// </summary>
internal sealed class OrderAttribution(
    OrderDecider decider, OrderReevaluator again, ReevaluateOrders reevaluate, IEnumerable<IRewardStep> steps, TimeProvider clock,
    ILogger<OrderAttribution> log) : IOrderStep
{
    private readonly OrderDecider decider = decider;
    private readonly OrderReevaluator again = again;
    private readonly ReevaluateOrders reevaluate = reevaluate;
    private readonly IRewardStep[] steps = [.. steps];
    private readonly TimeProvider clock = clock;
    private readonly ILogger<OrderAttribution> log = log;
    private readonly DecisionWriter writer = new(clock);

    OrderStepRun IOrderStep.Begin(IntakeTransaction intake) => new Run(this, intake);

    private sealed class Run(OrderAttribution attribution, IntakeTransaction intake) : OrderStepRun
    {
        private readonly PortalDb db = intake.Db;

        /// <summary>Reevaluations to be done right after the commit.</summary>
        private readonly List<Guid> reevaluations = [];

        private OrderVerdicts verdicts = new([], [], []);

        public override async Task LoadAsync(IReadOnlyCollection<Guid> orders, bool change, CancellationToken cancellationToken) =>
            verdicts = await OrderVerdicts.LoadAsync(db, orders, null, change, cancellationToken);

        public override IEnumerable<OrderProgrammeView> ProgrammesOf(Order order) => verdicts.Of(order);

        public override IEnumerable<Guid> PartnersOf(Order order) => verdicts.Rewards(order.Id).Select(reward => reward.PartnerId);

        public override async Task StoredAsync(NewOrders stored, CancellationToken cancellationToken)
        {
            var clock = attribution.clock;
            var (orders, clicks) = (stored.Orders, stored.Clicks);
            var decided = await attribution.decider.DecideAsync(db, orders, intake.Programmes, clicks.All, null, cancellationToken);
            var made = new DecisionRows();
            var written = attribution.writer.Write(decided.Decisions, CurrentDecisions.None, _ => null, made, intake.Now);
            made.ReevaluationRequests.AddRange(
                await ReevaluationTriggers.LaterOrders.OfNewAsync(db, orders, intake.OfShop, decided.Firsts, clock, cancellationToken));
            made.ReevaluationRequests.AddRange(ReevaluationTriggers.LateClicks.OfRestored(clicks.MadeAgain, clock));
            await made.SaveAsync(db, decided.Firsts, cancellationToken);
            await attribution.steps.DecidedAsync(db, written, cancellationToken);
            reevaluations.AddRange(made.ReevaluationRequests.Where(
                row => row.DueAt <= row.CreatedAt + ReevaluationTriggers.LaterOrders.Grace).Select(row => row.Id));

            var codes = intake.Programmes.ToDictionary(programme => programme.Id, programme => programme.Code);
            verdicts = new OrderVerdicts(
                made.Decisions.Select(decision => (codes[decision.ProgrammeId], decision)), made.Rewards, made.Surcharges);
        }

        /// <summary>R3.3; what a later decision ended stays ended.</summary>
        public override void Move(Order order, OrderState state)
        {
            foreach (var reward in verdicts.Rewards(order.Id).Where(reward => !reward.IsReplaced))
            {
                reward.State = RewardStates.Of(state);
                reward.EarnedAt = state.EarnedAt;
                reward.EndedAt = state.Status == OrderStatus.Cancelled ? order.StatusAt : null;
            }
        }

        public override async Task MovedAsync(IReadOnlyList<OrderBefore> before, CancellationToken cancellationToken)
        {
            var rewards = intake.Moved.SelectMany(order => verdicts.Rewards(order.Id)).Where(reward => !reward.IsReplaced).ToList();
            await attribution.steps.ChangedAsync(db, rewards, null, cancellationToken);
            var surcharges = intake.Moved
                .SelectMany(order => verdicts.Surcharges(order.Id).Select(row => new StandingSurcharge(row, order))).ToList();
            await attribution.steps.ChangedAsync(db, surcharges, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            var concerned = await ReevaluationTriggers.LaterOrders.OfChangedAsync(
                db, before, intake.OfShop, attribution.clock, cancellationToken);
            await db.InsertAsync(ReevaluationRequest.For(db, concerned), cancellationToken);
            reevaluations.AddRange(concerned.Select(row => row.Id));
        }

        /// <summary>
        /// Where the customer of an order is another one, nobody is bound or introduced by it any more under the one before.
        /// </summary>
        public override async Task AmendedAsync(IReadOnlyList<AmendedOrder> amended, CancellationToken cancellationToken)
        {
            foreach (var (order, _, _, account, pair) in amended.Where(one => one.IsOfAnother))
            {
                await db.CustomerBindings.Where(row => row.OrderId == order.Id && row.CustomerKey == pair)
                    .ExecuteDeleteAsync(cancellationToken);
                await db.CustomerIntroductions.Where(row => row.OrderId == order.Id && row.CustomerKey == account)
                    .ExecuteDeleteAsync(cancellationToken);
            }

            var made = new DecisionRows();
            made.ReevaluationRequests.AddRange(ReevaluationTriggers.LaterOrders.OfAmended(amended, intake.OfShop, attribution.clock));
            await AgainAsync([.. amended.Select(one => one.Order)], DecisionCauses.OrderAmended, made, always: true, cancellationToken);
        }

        /// <summary>
        /// What was decided stays; where what stands earns or owes something else, a decision of it follows, and with it the ledger.
        /// </summary>
        public override async Task ReturnedAsync(IReadOnlyList<Order> returned, CancellationToken cancellationToken)
        {
            var made = new DecisionRows();
            made.ReevaluationRequests.AddRange(
                ReevaluationTriggers.LaterOrders.OfReturned(returned, intake.OfShop, attribution.clock));
            await AgainAsync(returned, DecisionCauses.OrderReturned, made, always: false, cancellationToken);
        }

        private async Task AgainAsync(
            IReadOnlyList<Order> changed, string cause, DecisionRows made, bool always, CancellationToken cancellationToken)
        {
            var written = await attribution.again.RunAsync(
                db, changed, intake.Programmes, order => new DecisionCause(cause, order.Id), made, always, cancellationToken);
            reevaluations.AddRange(made.ReevaluationRequests.Select(row => row.Id));
            foreach (var order in changed)
            {
                intake.Note(order, written.Where(one => one.New.Order == order)
                    .SelectMany(one => new[] { (one.New.Decision as RewardDecision)?.PartnerId, one.Replaced?.PartnerId }).OfType<Guid>());
            }
        }

        /// <summary>
        /// So that who asks next sees what an order or event changed about others; where that is more than a few hundred orders, the rest
        /// is the worker's, since others wait to be taken in. When this fails, a worker does it again.
        /// </summary>
        public override async Task CommittedAsync()
        {
            if (reevaluations.Count == 0)
                return;

            try
            {
                await attribution.reevaluate.RunAsync(reevaluations, CancellationToken.None);
            }
            catch (Exception failure)
            {
                attribution.log.LogError(failure, "{Count} reevaluations are left to the worker", reevaluations.Count);
            }
        }
    }
}
