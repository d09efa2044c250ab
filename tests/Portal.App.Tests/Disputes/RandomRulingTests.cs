using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rulings;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Surcharges;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes;

/// <summary>
/// Random histories of orders, returns, late clicks and disputes of every kind, by the use cases that people use. After each step the
/// ledger adds up and holds nothing without an open dispute; what was previewed is what is posted; at the end the audit finds nothing, and
/// deciding everything again changes nothing. A failure names its seed.
/// </summary>
public sealed class RandomRulingTests
{
    [DatabaseTheory]
    public async Task R8_4_Whatever_is_disputed_is_paid_once_and_corrected_once(DatabaseProvider provider)
    {
        var (accepted, held, appealed) = (0, 0, 0);
        for (var seed = 1; seed <= LongRun.Of(3, 60); seed++)
        {
            await using var world = await World.CreateAsync(provider);
            var story = await Story.BeginAsync(world, seed);
            for (var step = 0; step < LongRun.Of(60, 150); step++)
                await story.StepAsync();
            await story.EndAsync();
            (accepted, held, appealed) = (accepted + story.Accepted, held + story.Held, appealed + story.Appealed);
        }

        // these histories had what they are about
        Assert.True(accepted > 10 && held > 5 && appealed > 0, $"{accepted} accepted, {held} held, {appealed} appealed");
    }

    private sealed class Story
    {
        private static readonly DisputeKind[] Kinds = Enum.GetValues<DisputeKind>();

        private readonly World world;
        private readonly Random random;
        private readonly Shop shop;
        private readonly Partner[] partners;
        private readonly Link[] links;
        private readonly List<string> orders = [];
        private readonly List<RulingDraft> open = [];
        private readonly List<RulingDraft> ruled = [];
        private readonly StringBuilder told = new();

        private Story(World world, int seed, Shop shop, Partner[] partners, Link[] links)
        {
            (this.world, this.shop, this.partners, this.links, random) = (world, shop, partners, links, new Random(seed));
            told.Append(CultureInfo.InvariantCulture, $"seed {seed}:");
        }

        public int Accepted { get; private set; }

        public int Held { get; private set; }

        public int Appealed { get; private set; }

        public static async Task<Story> BeginAsync(World world, int seed)
        {
            var (shop, _) = await world.HasRentalShopAsync(settings: new RentalSurchargeSettings { FreeOrders = 2 });
            var lastClick = await world.HasProgrammeAsync(shop, new ShopAffiliateSettings());
            var binding = await world.HasProgrammeAsync(
                shop, new ShopAffiliateSettings { Attribution = AttributionModel.FirstBinding, AllowCodes = true });
            Partner[] takingPart = [await world.HasPartnerAsync(lastClick, binding), await world.HasPartnerAsync(lastClick, binding)];
            var made = new List<Link>();
            foreach (var partner in takingPart)
            {
                made.Add(await world.HasLinkAsync(partner, lastClick));
                made.Add(await world.HasLinkAsync(partner, binding));
            }

            return new Story(world, seed, shop, takingPart, [.. made]);
        }

        public async Task StepAsync()
        {
            world.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            Func<Task> step = random.Next(100) switch
            {
                < 26 => OrderAsync,
                < 44 => PaidAsync,
                < 50 => ReturnedInPartAsync,
                < 54 => EndedAsync,
                < 58 => ClickedLateAsync,
                < 76 => DisputedAsync,
                < 90 => AcceptedAsync,
                < 95 => DroppedAsync,
                < 97 => AcceptedAgainAsync,
                _ => AppealedAsync,
            };
            told.Append(' ').Append(step.Method.Name);
            await step();
            Assert.True(await world.TrialDifferenceAsync() == 0, told.ToString());
            var holds = await HeldAsync();
            Held += holds == 0 ? 0 : 1;
            Assert.True(open.Count > 0 || holds == 0, $"{holds} held: {told}");
        }

        public async Task EndAsync()
        {
            while (open.Count > 0)
                await DroppedAsync();
            Assert.True(await HeldAsync() == 0, told.ToString());
            var findings = await world.AuditAsync();
            Assert.True(findings.Count == 0, $"{string.Join(", ", findings.Select(one => $"{one.Kind} {one.Subject}"))}: {told}");

            await using var db = await world.DbAsync();
            var rewards = await db.Rewards.AsNoTracking().Where(reward => !reward.IsReplaced).ToListAsync();
            Assert.True(rewards.Count == rewards.DistinctBy(reward => (reward.OrderId, reward.ProgrammeId)).Count(), told.ToString());
            foreach (var partner in partners)
            {
                var earned = rewards.Where(one => one.PartnerId == partner.Id && one.State == RewardState.Earned).Sum(one => one.Gross);
                Assert.True(-(await world.BalanceAsync(partner)).Earned.Amount == earned, told.ToString());
            }

            // decisions are functions of the facts, and rulings are among them
            var before = await db.OrderDecisions.CountAsync();
            db.ReevaluationRequests.Add(new ReevaluationRequest
            {
                Id = Guid.CreateVersion7(),
                By = ReevaluateBy.Shop,
                ShopId = shop.Id,
                Key = [],
                AfterPlacedAt = DateTimeOffset.UnixEpoch,
                AfterExternalId = "",
                All = true,
                Cause = DecisionCauses.OrderChanged,
                DueAt = World.Start,
                CreatedAt = World.Start,
            });
            await db.SaveChangesAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(10));
            await WorkAsync();
            var changed = await db.OrderDecisions.AsNoTracking().OrderBy(one => one.DecidedAt).Skip(before).Select(one => one.Trace)
                .ToListAsync();
            Assert.True(changed.Count == 0, $"{string.Join('\n', changed)}: {told}");
        }

        private async Task OrderAsync()
        {
            var number = $"T-{orders.Count:D3}";
            var at = world.Clock.GetUtcNow().AddMinutes(-random.Next(5, 2_000));
            var visitor = random.Next(3) == 0 ? null : $"v-{random.Next(4)}";
            if (visitor is not null && random.Next(2) == 0)
            {
                await world.ReportedAsync(links[random.Next(links.Length)], visitor, at.AddMinutes(-random.Next(1, 500)));
                await WorkAsync(); // others of the visitor may be later ones
            }

            var order = world.Rental(number, $"khach-{random.Next(3)}", visitor, at, platform: random.Next(3) * 10_000);
            string?[] codes = [shop.ReferralCode, partners[0].ReferralCode, partners[1].ReferralCode, null, null, null, null, null];
            var code = codes[random.Next(codes.Length)];
            await world.RecordedAsync(shop, order with { Attribution = order.Attribution with { ReferralCode = code } });
            orders.Add(number);
        }

        private async Task PaidAsync()
        {
            if (Any(orders) is { } order)
                await world.HappensAsync(shop, order, OrderEventType.Paid, world.Clock.GetUtcNow());
        }

        private async Task ReturnedInPartAsync()
        {
            if (Any(orders) is { } order)
                await world.ComesBackAsync(shop, order, world.Clock.GetUtcNow(), amount: random.Next(1, 60_000));
        }

        private async Task EndedAsync()
        {
            if (Any(orders) is not { } order)
                return;

            OrderEventType[] ends = [OrderEventType.Cancelled, OrderEventType.Reinstated, OrderEventType.Returned];
            var type = ends[random.Next(ends.Length)];
            await world.HappensAsync(
                shop, order, type, world.Clock.GetUtcNow(),
                reason: type switch
                {
                    OrderEventType.Cancelled => CancellationReasons.OutOfStock,
                    OrderEventType.Reinstated => "Nhầm",
                    _ => null,
                });
        }

        private async Task ClickedLateAsync()
        {
            await world.ReportedAsync(
                links[random.Next(links.Length)], $"v-{random.Next(4)}", world.Clock.GetUtcNow().AddMinutes(-random.Next(1, 3_000)));
            await WorkAsync();
        }

        private async Task DisputedAsync()
        {
            if (Any(orders) is not { } order)
                return;

            var draft = await world.DraftAsync(shop, Kinds[random.Next(Kinds.Length)], order) with
            {
                PartnerId = partners[random.Next(2)].Id,
                IntroducedBy = random.Next(2) == 0 ? Introducer.Owner : Introducer.Platform,
                Base = new Dong(random.Next(0, 150_000)),
                Status = random.Next(2) == 0 ? OrderStatus.Successful : OrderStatus.Cancelled,
                From = random.Next(2) == 0 ? null : await world.PositionAsync(shop, order),
            };
            Assert.True((await world.DisputesAsync(draft)).Succeeded, told.ToString());
            open.Add(draft);
        }

        private async Task AcceptedAsync()
        {
            if (Any(open) is not { } draft)
                return;

            var preview = random.Next(3) == 0 ? await world.PreviewAsync(draft) : null;
            var before = (await world.EntriesAsync(draft)).Select(entry => entry.Id).ToHashSet();
            Assert.True((await world.AcceptsAsync(draft)).Succeeded, told.ToString());
            if (preview is not null)
            {
                var posted = (await world.EntriesAsync(draft)).Where(entry => !before.Contains(entry.Id));
                Assert.True(
                    posted.Select(Told).Order().SequenceEqual(preview.Entries.Select(Told).Order()), told.ToString());
            }

            open.Remove(draft);
            ruled.Add(draft);
            Accepted++;
        }

        private async Task DroppedAsync()
        {
            if (Any(open) is not { } draft)
                return;

            await world.DropsAsync(draft);
            open.Remove(draft);
        }

        private async Task AcceptedAgainAsync()
        {
            if (Any(ruled) is { } draft)
                Assert.False((await world.AcceptsAsync(draft)).Value.Created);
        }

        private async Task AppealedAsync()
        {
            if (Any(ruled) is not { } draft)
                return;

            Assert.True((await world.AcceptsAsync(draft with { Instance = 2, IsWithdrawn = true })).Succeeded, told.ToString());
            ruled.Remove(draft);
            Appealed++;
        }

        private static (EntryReason, Guid, Guid?, long, long, long) Told(App.Money.Ledger.JournalEntry entry) => (
            entry.Reason, entry.HolderId, entry.OrderId, entry.Available + entry.AvailablePreTax, entry.Held, entry.Surcharged);

        private static (EntryReason, Guid, Guid?, long, long, long) Told(App.Money.Ledger.EntryView entry) =>
            (entry.Reason, entry.HolderId, entry.OrderId, entry.Available, entry.Held, entry.Surcharged);

        private async Task WorkAsync()
        {
            while (await world.Get<ReevaluateOrders>().RunDueAsync(CancellationToken.None))
            {
            }
        }

        private async Task<long> HeldAsync()
        {
            await using var db = await world.DbAsync();
            return await db.LedgerBalances.SumAsync(balance => Math.Abs(balance.Held));
        }

        private T? Any<T>(List<T> from)
            where T : class => from.Count == 0 ? null : from[random.Next(from.Count)];
    }
}
