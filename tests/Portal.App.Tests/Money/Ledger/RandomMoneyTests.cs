using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Ledger;

/// <summary>
/// Random histories of rewards that come in time and late, returns, corrections, holds, withdrawals, batches, bank answers and closes, by
/// the use cases that people use. After each step the ledger is checked against a model of its own, the tax of every month included; at the
/// end the audit finds nothing, until a byte is changed. A failure names its seed.
/// </summary>
public sealed class RandomMoneyTests
{
    [DatabaseTheory]
    public async Task R6_1_Whatever_happens_the_ledger_balances_and_nothing_is_paid_that_was_not_there(DatabaseProvider provider)
    {
        var had = new Had();
        for (var seed = 1; seed <= LongRun.Of(3, 60); seed++)
        {
            await using var world = await World.CreateAsync(provider);
            var story = await Story.BeginAsync(world, seed);
            for (var step = 0; step < LongRun.Of(70, 150); step++)
                await story.StepAsync();
            await story.TakeBackAndCloseAsync();
            await story.EndAsync();
            had += story.Had;
        }

        // these histories had what they are about
        Assert.True(had is
        {
            Paid: > 0, Rejected: > 0, Contradicted: > 0, Closed: > 0, Held: > 0, Released: > 0, Late: > 0,
            ReturnedLate: > 0, ReturnedToNothing: > 0
        }, had.ToString());
    }

    /// <summary>How often something happened.</summary>
    /// <param name="Late">Rewards of a closed month.</param>
    /// <param name="ReturnedLate">Rewards of a closed month that were taken back.</param>
    /// <param name="ReturnedToNothing">Those among them whose month had no tax left to settle.</param>
    private readonly record struct Had(
        int Paid, int Rejected, int Contradicted, int Closed, int Held, int Released, int Late, int ReturnedLate, int ReturnedToNothing)
    {
        public static Had operator +(Had one, Had other) => new(
            one.Paid + other.Paid, one.Rejected + other.Rejected, one.Contradicted + other.Contradicted, one.Closed + other.Closed,
            one.Held + other.Held,
            one.Released + other.Released, one.Late + other.Late, one.ReturnedLate + other.ReturnedLate,
            one.ReturnedToNothing + other.ReturnedToNothing);
    }

    private sealed class Person((Shop Shop, Partner Partner, Link Link) earner, TaxBasis basis, BankAccountView account)
    {
        public TaxBasis Basis { get; } = basis;

        public (Shop Shop, Partner Partner, Link Link) Earner { get; } = earner;

        public (Partner, BankAccountView) Payee { get; } = (earner.Partner, account);

        public Partner Partner => Earner.Partner;

        /// <summary>What the model says that they earned, and that was paid, taxed at payment and is reserved, in đồng.</summary>
        public long Earned { get; set; }

        public long PaidOrKept { get; set; }

        public Dictionary<Guid, long> Requests { get; } = [];

        /// <summary>The rewards that stand, by the numbers of their orders.</summary>
        public Dictionary<string, StandingReward> Rewards { get; } = [];

        /// <summary>What was earned and corrected in the month that runs, by month.</summary>
        public Dictionary<DateOnly, List<long>> Items { get; } = [];

        public TaxModel Tax { get; } = new();

        /// <summary>The withdrawals that went to the bank and are not answered yet, with the tax of each.</summary>
        public List<(PayoutBatchView Batch, Guid Id, long Tax)> AtBank { get; } = [];

        /// <summary>Those that are answered, as the bank said last, with the month of the last payment.</summary>
        public List<(PayoutBatchView Batch, Guid Id, long Amount, long Tax, bool Paid, DateOnly Month)> Answered { get; } = [];
    }

    private sealed class Story
    {
        private static readonly long[] Amounts =
            [1, 9, 15, 999, 123_457, 300_001, 1_999_999, 2_000_000, 2_000_001, 4_999_999, 5_000_000, 7_654_321];

        private readonly World world;
        private readonly Random random;
        private readonly List<Person> people;
        private readonly StringBuilder told = new();

        private DateOnly closedThrough;

        private Story(World world, int seed, List<Person> people)
        {
            (this.world, this.people, random) = (world, people, new Random(seed));
            told.Append(System.Globalization.CultureInfo.InvariantCulture, $"seed {seed}:");
        }

        public Had Had { get; private set; }

        private DateOnly Month => LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow()));

        public static async Task<Story> BeginAsync(World world, int seed)
        {
            world.Clock.MoveTo(new DateTimeOffset(2026, 1, 5, 12, 0, 0, LocalCalendar.Offset));
            var partners = new List<Person>();
            foreach (var basis in new[] { TaxBasis.CalendarMonth, TaxBasis.PerPayment, TaxBasis.CalendarMonth })
            {
                var earner = await world.HasEarnerAsync(basis);
                await using (var db = await world.DbAsync())
                    await db.Partners.Where(row => row.Id == earner.Partner.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, World.Start));
                partners.Add(new Person(earner, basis, await world.HasBankAccountAsync(earner.Partner)));
            }

            world.Clock.MoveTo(new DateTimeOffset(2026, 7, 25 + (seed % 4), 12, 0, 0, LocalCalendar.Offset));
            return new Story(world, seed, partners);
        }

        public async Task StepAsync()
        {
            var who = people[random.Next(people.Count)];
            Func<Person, Task> step = random.Next(100) switch
            {
                < 20 => EarnAsync,
                < 28 => ReturnAsync,
                < 32 => AdjustAsync,
                < 38 => TakeBackMonthAsync,
                < 43 => HoldAsync,
                < 46 => ReleaseAsync,
                < 58 => AskAsync,
                < 61 => CancelAsync,
                < 75 => TimePassesAsync,
                < 86 => AnswerAsync,
                < 89 => ContradictAsync,
                _ => CloseAsync,
            };
            told.Append(' ').Append(step.Method.Name.Replace("Async", "", StringComparison.Ordinal));
            await step(who);
            await CheckAsync();
        }

        /// <summary>
        /// What chance seldom brings together: a month is taken back to nothing and closed, and then its rewards come back, and late ones
        /// come.
        /// </summary>
        public async Task TakeBackAndCloseAsync()
        {
            told.Append(" TakeBackAndClose");
            await ForAllAsync(AnswerAllAsync);
            await ForAllAsync(ContradictAsync);
            for (var i = 0; i < 2; i++)
                await ForAllAsync(who => EarnAsync(who, late: false, standsOut: i == 0));
            await ForAllAsync(HoldAsync);
            await ForAllAsync(TakeBackMonthAsync);
            await ForAllAsync(ReleaseAsync);
            await ForAllAsync(AskAsync);
            await NextMonthAsync();
            await ForAllAsync(CloseAsync);
            for (var i = 0; i < 2; i++)
                await ForAllAsync(ReturnAsync);
            await ForAllAsync(who => EarnAsync(who, late: true, standsOut: false));
            await ForAllAsync(AnswerAllAsync);
            await NextMonthAsync();
            await ForAllAsync(CloseAsync);
        }

        private async Task ForAllAsync(Func<Person, Task> step)
        {
            foreach (var person in people)
            {
                await step(person);
                await CheckAsync();
            }
        }

        private async Task NextMonthAsync()
        {
            for (var before = Month; Month == before;)
                await TimePassesAsync(people[0]);
        }

        private async Task AnswerAllAsync(Person who)
        {
            while (who.AtBank.Count > 0)
                await AnswerAsync(who);
        }

        /// <summary>All is answered and closed, the audit finds nothing, and one byte that is changed is found.</summary>
        public async Task EndAsync()
        {
            Assert.True(await world.AuditAsync() is { Count: 0 }, told.ToString());
            foreach (var person in people)
                Assert.True(person.Earned == -(await world.BalanceAsync(person.Partner)).Earned.Amount, told.ToString());

            await using var db = await world.DbAsync();
            var entries = await db.JournalEntries.OrderBy(entry => entry.Id).Select(entry => new { entry.Id, entry.Key }).ToListAsync();
            var one = entries[random.Next(entries.Count)];
            await world.UnprotectAsync("JournalEntries");
            await db.JournalEntries.Where(entry => entry.Id == one.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Available, entry => entry.Available + 1)
                    .SetProperty(entry => entry.Held, entry => entry.Held - 1));
            var found = await world.AuditAsync();
            Assert.True(found.Any(finding => finding.Kind == AuditFindingKind.EntryChanged && finding.Subject == one.Key), told.ToString());
        }

        /// <summary>In time, or of the month before; some of the orders stand out, and can be held.</summary>
        private Task EarnAsync(Person who) => EarnAsync(who, late: random.Next(4) == 0, standsOut: random.Next(3) == 0);

        private async Task EarnAsync(Person who, bool late, bool standsOut)
        {
            var gross = Amounts[random.Next(Amounts.Length)];
            var now = world.Clock.GetUtcNow();
            var lastMonth = LocalCalendar.StartOf(Month).AddDays(-1 - random.Next(5));
            var paidAt = late && lastMonth > new DateTimeOffset(2026, 7, 2, 0, 0, 0, LocalCalendar.Offset) ? lastMonth : now;
            var number = await world.EarnsAsync(who.Earner, gross, paidAt, standsOut ? TimeSpan.FromSeconds(1) : null);
            var fact = LocalCalendar.Month(LocalCalendar.Day(paidAt));
            var month = fact <= closedThrough ? closedThrough.AddMonths(1) : fact;
            var tax = who.Basis == TaxBasis.CalendarMonth ? TaxModel.TaxOf(gross) : 0;
            who.Rewards[number] = new StandingReward(gross, tax, month, standsOut);
            who.Earned += gross;
            if (who.Basis == TaxBasis.CalendarMonth)
            {
                who.Tax.Earns(month, gross, tax);
                Remember(who, month, gross);
            }

            Had += new Had { Late = month > fact ? 1 : 0 };
        }

        private async Task ReturnAsync(Person who)
        {
            if (who.Rewards.Count == 0)
                return;

            // those first whose month was closed on nothing
            var number = who.Rewards.Keys.FirstOrDefault(one => who.Tax.ClosedOnNothing.Contains(who.Rewards[one].TaxMonth))
                ?? who.Rewards.Keys.ElementAt(random.Next(who.Rewards.Count));
            who.Rewards.Remove(number, out var reward);
            await world.HappensAsync(who.Earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());
            who.Earned -= reward!.Gross;
            if (who.Basis == TaxBasis.PerPayment)
                return;

            var closed = reward.TaxMonth <= closedThrough;
            who.Tax.Returns(Month, reward, closed);
            if (closed)
                Had += new Had
                {
                    ReturnedLate = 1,
                    ReturnedToNothing = who.Tax.ClosedOnNothing.Contains(reward.TaxMonth) && reward.Tax > 0
                    ? 1 : 0
                };
            else
                who.Items[reward.TaxMonth].Remove(reward.Gross);
        }

        private async Task AdjustAsync(Person who) => await CorrectAsync(who, Amounts[random.Next(6)] * (random.Next(2) == 0 ? 1 : -1));

        /// <summary>Corrections take back all that the month brought, one by one, so that its tax nets to zero.</summary>
        private async Task TakeBackMonthAsync(Person who)
        {
            if (!who.Items.TryGetValue(Month, out var items) || items.Count > 20)
                return;

            foreach (var gross in items.ToList())
                await CorrectAsync(who, -gross);
            items.Clear();
        }

        private async Task CorrectAsync(Person who, long gross)
        {
            var adjusted = await world.Get<AdjustBalance>()
                .RunAsync(world.Finance(), who.Partner.Id, new AdjustBalance.Input(gross, "Điều chỉnh"), default);
            Assert.True(adjusted.Succeeded, told.ToString());
            if (adjusted.Value.State == AdjustmentState.Proposed)
            {
                var agreed = await world.Get<DecideAdjustment>()
                    .RunAsync(world.Approver(), adjusted.Value.Id, new DecideAdjustment.Input(true), default);
                Assert.True(agreed.Succeeded, told.ToString());
            }

            who.Earned += gross;
            who.Tax.Earns(Month, gross, TaxModel.TaxOf(gross));
            Remember(who, Month, gross);
        }

        private static void Remember(Person who, DateOnly month, long gross)
        {
            if (!who.Items.TryGetValue(month, out var items))
                who.Items[month] = items = [];
            items.Add(gross);
        }

        private async Task HoldAsync(Person who)
        {
            if (who.Rewards.FirstOrDefault(one => one.Value is { StandsOut: true, IsHeld: false })
                is not { Key: { } number, Value: { } reward })
                return;

            var (row, order) = await world.RiskCaseOfAsync(who.Earner.Shop, number);
            Assert.True((await world.HoldAsync(row, orders: order)).Succeeded, told.ToString());
            who.Rewards[number] = reward with { IsHeld = true };
            Had += new Had { Held = 1 };
        }

        private async Task ReleaseAsync(Person who)
        {
            if (who.Rewards.FirstOrDefault(one => one.Value.IsHeld) is not { Key: { } number, Value: { } reward })
                return;

            var (row, order) = await world.RiskCaseOfAsync(who.Earner.Shop, number);
            Assert.True((await world.ReleaseAsync(row, orders: order)).Succeeded, told.ToString());
            who.Rewards[number] = reward with { IsHeld = false };
            Had += new Had { Released = 1 };
        }

        private async Task AskAsync(Person who)
        {
            var payable = (await world.BalanceAsync(who.Partner)).Payable.Amount;
            var amount = random.Next(4) switch { 0 => payable + 1, 1 => payable, _ => Math.Max(1, random.NextInt64(Math.Max(1, payable))) };
            if (amount < 1)
                amount = 1;

            // twice at once: at most what is there goes
            var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => world.AsksAsync(who.Payee, amount))));
            foreach (var asked in both.Where(asked => asked.Succeeded))
                who.Requests[asked.Value.Id] = amount;
            Assert.True(both.Count(asked => asked.Succeeded) * amount <= Math.Max(0, payable), told.ToString());
        }

        private async Task CancelAsync(Person who)
        {
            if (who.Requests.Count == 0)
                return;

            var id = who.Requests.Keys.ElementAt(random.Next(who.Requests.Count));
            var cancelled = await world.Get<CancelWithdrawal>().RunAsync(world.PersonOf(who.Partner), id, default);
            if (cancelled.Succeeded)
                who.Requests.Remove(id);
        }

        private async Task TimePassesAsync(Person who)
        {
            var before = Month;
            world.Clock.Advance(TimeSpan.FromDays(random.Next(1, 18)));
            await world.Get<PostWaitingRewards>().PostAsync(default);
            if (random.Next(2) == 0)
                await world.Get<LedgerSealer>().SealAsync(default);
            if (Month > before)
                await SendBatchAsync(before);
        }

        private async Task SendBatchAsync(DateOnly month)
        {
            var made = await world.MakesBatchAsync(month);
            if (!made.Succeeded)
                return;

            foreach (var line in await LinesAsync(made.Value))
            {
                if (random.Next(6) == 0)
                    await world.PutsAsync(
                        made.Value, line.WithdrawalId, random.Next(2) == 0 ? PayoutLineState.Held : PayoutLineState.Excluded);
            }

            var sent = await world.ApprovesAsync(made.Value);
            if (!sent.Succeeded)
            {
                // nothing in it can be paid: its requests wait for another one
                Assert.True((await world.Get<DiscardPayoutBatch>().RunAsync(world.Finance(), made.Value.Id, default)).Succeeded,
                    told.ToString());
                return;
            }

            foreach (var line in await LinesAsync(sent.Value))
            {
                var whose = people.Single(person => person.Partner.Id == line.PayeeId);
                if (line.State == PayoutLineState.Excluded)
                    whose.Requests.Remove(line.WithdrawalId); // it went back
                else if (line.State == PayoutLineState.Included)
                    whose.AtBank.Add((sent.Value, line.WithdrawalId, line.Tax));
            }
        }

        private async Task AnswerAsync(Person who)
        {
            if (who.AtBank.Count == 0)
                return;

            var (batch, id, tax) = who.AtBank[random.Next(who.AtBank.Count)];
            var paid = random.Next(3) > 0;
            var answer = new RecordPayoutResults.Result(id, paid, paid ? null : "Sai tên người nhận");
            var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => world.AnswersAsync(batch, answer))));
            Assert.True(Array.TrueForAll(twice, one => one.Succeeded), told.ToString());
            who.AtBank.RemoveAll(one => one.Id == id);
            who.Requests.Remove(id, out var amount);
            who.Answered.Add((batch, id, amount, tax, paid, Month));
            if (paid)
            {
                who.PaidOrKept += amount;
                who.Tax.Pays(Month, tax, closed: false);
            }

            Had += paid ? new Had { Paid = 1 } : new Had { Rejected = 1 };
        }

        /// <summary>The bank says the opposite of what it said, and two accept it at once.</summary>
        private async Task ContradictAsync(Person who)
        {
            if (who.Answered.Count == 0)
                return;

            var index = random.Next(who.Answered.Count);
            var (batch, id, amount, tax, paid, month) = who.Answered[index];
            await world.AnswersAsync(batch, new RecordPayoutResults.Result(id, !paid, paid ? "Tiền quay về" : null));
            var later = (await world.Get<PayoutQueries>()
                .UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(Size: 100), default)).Items
                .Single(answer => answer.CanBeAccepted);
            var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
                world.Get<AcceptBankCorrection>().RunAsync(world.Approver(), later.Id, "Theo sao kê", default))));
            Assert.True(twice.Count(one => one.Succeeded) == 1, told.ToString());
            who.Answered[index] = (batch, id, amount, tax, !paid, paid ? month : Month);
            who.PaidOrKept += paid ? -amount : amount;
            if (paid)
                who.Tax.Pays(month, -tax, month <= closedThrough);
            else
                who.Tax.Pays(Month, tax, closed: false);
            Had += new Had { Contradicted = 1 };
        }

        private async Task CloseAsync(Person who)
        {
            var month = Month.AddMonths(-1);
            var closed = await world.ClosesAsync(month);
            if (!closed.Succeeded)
                return;

            Assert.True(closed.Value.Difference == 0, told.ToString());
            if (month <= closedThrough)
                return;

            closedThrough = month;
            people.ForEach(person => person.Tax.Closes(month));
            Had += new Had { Closed = 1 };
        }

        private async Task<IReadOnlyList<PayoutLineView>> LinesAsync(PayoutBatchView batch) =>
            (await world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, new(), new PageRequest(Size: 100), default)).Items;

        /// <summary>
        /// Every entry balances, every balance is their sum, and what was paid, is reserved, held, kept back or with the state is what the
        /// model says.
        /// </summary>
        private async Task CheckAsync()
        {
            await using var db = await world.DbAsync();
            var entries = await db.JournalEntries.AsNoTracking().ToListAsync();
            Assert.True(entries.TrueForAll(entry => entry.Amounts.Sum == Dong.Zero), told.ToString());
            Assert.True(
                entries.Where(entry => entry.TaxMonth <= closedThrough).GroupBy(entry => (entry.HolderId, entry.TaxMonth))
                .All(month => month.Sum(entry => entry.TaxWithheld) == 0),
                $"{told}: tax left in a closed month");
            foreach (var person in people)
            {
                var own = entries.Where(entry => entry.HolderId == person.Partner.Id)
                    .Aggregate(default(LedgerAmounts), (sum, entry) => sum + entry.Amounts);
                var balance = await world.BalanceAsync(person.Partner);
                Assert.True(own == balance, told.ToString());
                Assert.True(balance.Reserved.Amount == person.Requests.Values.Sum(),
                    $"{told}: reserved {balance.Reserved}, model {person.Requests.Values.Sum()}");
                var keptAtPayment = entries.Where(entry => entry.HolderId == person.Partner.Id
                    && entry.Reason is EntryReason.PaidOut or EntryReason.Returned).Sum(entry => entry.TaxWithheld + entry.TaxRemitted);
                Assert.True(balance.PaidOut.Amount + keptAtPayment == person.PaidOrKept,
                    $"{told}: paid {balance.PaidOut}, kept {keptAtPayment}, model {person.PaidOrKept}");
                Assert.True(balance.PaidOut >= Dong.Zero && balance.Reserved >= Dong.Zero, told.ToString());

                Assert.True(balance.TaxWithheld.Amount == person.Tax.KeptBack,
                    $"{told}: withheld {balance.TaxWithheld}, model {person.Tax.KeptBack}");
                Assert.True(balance.TaxRemitted.Amount == person.Tax.Remitted,
                    $"{told}: remitted {balance.TaxRemitted}, model {person.Tax.Remitted}");
                var held = person.Rewards.Values.Where(reward => reward.IsHeld).Sum(reward => reward.Gross - reward.Tax);
                Assert.True(balance.Held.Amount == held, $"{told}: held {balance.Held}, model {held}");

                // a correction downwards keeps the tax that it gave back, also when what it corrected is taken back later
                var givenBack = entries.Where(entry => entry.HolderId == person.Partner.Id
                    && entry is { Reason: EntryReason.Adjustment, TaxWithheld: < 0 }).Sum(entry => entry.TaxWithheld);
                Assert.True(balance.TaxRemitted.Amount >= givenBack, $"{told}: remitted {balance.TaxRemitted}, given back {givenBack}");
            }
        }
    }
}
