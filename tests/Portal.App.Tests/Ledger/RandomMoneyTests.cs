using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Data;
using Portal.App.Ledger;
using Portal.App.Months;
using Portal.App.Partners;
using Portal.App.Payouts;
using Portal.App.Shops;
using Portal.App.Tracking;
using Portal.App.Withdrawals;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Ledger;

/// <summary>
/// Random histories of rewards, returns, corrections, withdrawals, bank answers and closes, by the use cases that people use. After each step
/// the ledger is checked against a model of its own; at the end the audit finds nothing, until a byte is changed. A failure names its seed.
/// </summary>
public sealed class RandomMoneyTests
{
    [DatabaseTheory]
    public async Task R6_1_Whatever_happens_the_ledger_balances_and_nothing_is_paid_that_was_not_there(DatabaseProvider provider)
    {
        var (paid, rejected, contradicted, closed) = (0, 0, 0, 0);
        for (var seed = 1; seed <= LongRun.Of(3, 60); seed++)
        {
            await using var world = await World.CreateAsync(provider);
            var story = await Story.BeginAsync(world, seed);
            for (var step = 0; step < LongRun.Of(70, 150); step++)
                await story.StepAsync();
            await story.EndAsync();
            (paid, rejected, contradicted, closed) = (paid + story.PaidByBank, rejected + story.RejectedByBank, contradicted + story.Contradicted, closed + story.Closed);
        }

        // these histories had what they are about
        Assert.True(paid > 0 && rejected > 0 && contradicted > 0 && closed > 0, $"{paid} paid, {rejected} rejected, {contradicted} contradicted, {closed} closed");
    }

    private sealed class Person((Shop Shop, Partner Partner, Link Link) earner, BankAccountView account)
    {
        public (Shop Shop, Partner Partner, Link Link) Earner { get; } = earner;

        public (Partner, BankAccountView) Payee { get; } = (earner.Partner, account);

        public Partner Partner => Earner.Partner;

        /// <summary>What the model says that he earned, and that was paid, taxed at payment and is reserved, in đồng.</summary>
        public long Earned { get; set; }

        public long PaidOrKept { get; set; }

        public Dictionary<Guid, long> Requests { get; } = [];

        public List<string> Paid { get; } = [];

        public Dictionary<string, long> Gross { get; } = [];

        /// <summary>The withdrawals that went to the bank and are not answered yet.</summary>
        public List<(PayoutBatchView Batch, Guid Id)> AtBank { get; } = [];

        /// <summary>Those that are answered, as the bank said last.</summary>
        public List<(PayoutBatchView Batch, Guid Id, long Amount, bool Paid)> Answered { get; } = [];
    }

    private sealed class Story
    {
        private static readonly long[] Amounts = [1, 9, 15, 999, 123_457, 300_001, 1_999_999, 2_000_000, 2_000_001, 4_999_999, 5_000_000, 7_654_321];

        private readonly World world;
        private readonly Random random;
        private readonly List<Person> people;
        private readonly StringBuilder told = new();

        private Story(World world, int seed, List<Person> people)
        {
            (this.world, this.people, random) = (world, people, new Random(seed));
            told.Append(System.Globalization.CultureInfo.InvariantCulture, $"seed {seed}:");
        }

        public int PaidByBank { get; private set; }

        public int RejectedByBank { get; private set; }

        public int Contradicted { get; private set; }

        public int Closed { get; private set; }

        public static async Task<Story> BeginAsync(World world, int seed)
        {
            world.Clock.MoveTo(new DateTimeOffset(2026, 1, 5, 12, 0, 0, LocalCalendar.Offset));
            var partners = new List<Person>();
            foreach (var basis in new[] { TaxBasis.CalendarMonth, TaxBasis.PerPayment, TaxBasis.CalendarMonth })
            {
                var earner = await world.HasEarnerAsync(basis);
                await using (var db = await world.DbAsync())
                    await db.Partners.Where(row => row.Id == earner.Partner.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, World.Start));
                partners.Add(new Person(earner, await world.HasBankAccountAsync(earner.Partner)));
            }

            world.Clock.MoveTo(new DateTimeOffset(2026, 7, 25 + (seed % 4), 12, 0, 0, LocalCalendar.Offset));
            return new Story(world, seed, partners);
        }

        public async Task StepAsync()
        {
            var who = people[random.Next(people.Count)];
            Func<Person, Task> step = random.Next(100) switch
            {
                < 26 => EarnAsync,
                < 31 => ReturnAsync,
                < 36 => AdjustAsync,
                < 56 => AskAsync,
                < 60 => CancelAsync,
                < 76 => TimePassesAsync,
                < 88 => AnswerAsync,
                < 92 => ContradictAsync,
                _ => CloseAsync,
            };
            told.Append(' ').Append(step.Method.Name.Replace("Async", "", StringComparison.Ordinal));
            await step(who);
            await CheckAsync();
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
                .ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Available, entry => entry.Available + 1).SetProperty(entry => entry.Held, entry => entry.Held - 1));
            var found = await world.AuditAsync();
            Assert.True(found.Any(finding => finding.Kind == AuditFindingKind.EntryChanged && finding.Subject == one.Key), told.ToString());
        }

        private async Task EarnAsync(Person who)
        {
            var gross = Amounts[random.Next(Amounts.Length)];
            who.Paid.Add(await world.EarnsAsync(who.Earner, gross));
            who.Gross[who.Paid[^1]] = gross;
            who.Earned += gross;
        }

        private async Task ReturnAsync(Person who)
        {
            if (who.Paid.Count == 0)
                return;

            var number = who.Paid[random.Next(who.Paid.Count)];
            who.Paid.Remove(number);
            await world.HappensAsync(who.Earner.Shop, number, OrderEventType.Returned, world.Clock.GetUtcNow());
            who.Earned -= who.Gross[number];
        }

        private async Task AdjustAsync(Person who)
        {
            var gross = Amounts[random.Next(6)] * (random.Next(2) == 0 ? 1 : -1);
            var adjusted = await world.Get<AdjustBalance>().RunAsync(world.Finance(), who.Partner.Id, new AdjustBalance.Input(gross, "Điều chỉnh"), default);
            Assert.True(adjusted.Succeeded, told.ToString());
            who.Earned += gross;
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
            var before = LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow()));
            world.Clock.Advance(TimeSpan.FromDays(random.Next(1, 18)));
            await world.Get<PostWaitingRewards>().PostAsync(default);
            if (random.Next(2) == 0)
                await world.Get<LedgerSealer>().SealAsync(default);
            if (LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow())) > before)
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
                    await world.PutsAsync(made.Value, line.WithdrawalId, random.Next(2) == 0 ? PayoutLineState.Held : PayoutLineState.Excluded);
            }

            var sent = await world.ApprovesAsync(made.Value);
            if (!sent.Succeeded)
                return;

            foreach (var line in await LinesAsync(sent.Value))
            {
                var whose = people.Single(person => person.Partner.Id == line.PartnerId);
                if (line.State == PayoutLineState.Excluded)
                    whose.Requests.Remove(line.WithdrawalId); // it went back
                else if (line.State == PayoutLineState.Included)
                    whose.AtBank.Add((sent.Value, line.WithdrawalId));
            }
        }

        private async Task AnswerAsync(Person who)
        {
            if (who.AtBank.Count == 0)
                return;

            var (batch, id) = who.AtBank[random.Next(who.AtBank.Count)];
            var paid = random.Next(3) > 0;
            var answer = new RecordPayoutResults.Result(id, paid, paid ? null : "Sai tên người nhận");
            var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => world.AnswersAsync(batch, answer))));
            Assert.True(Array.TrueForAll(twice, one => one.Succeeded), told.ToString());
            who.AtBank.RemoveAll(one => one.Id == id);
            who.Requests.Remove(id, out var amount);
            who.Answered.Add((batch, id, amount, paid));
            if (paid)
                who.PaidOrKept += amount;
            (PaidByBank, RejectedByBank) = paid ? (PaidByBank + 1, RejectedByBank) : (PaidByBank, RejectedByBank + 1);
        }

        /// <summary>The bank says the opposite of what it said, and two accept it at once.</summary>
        private async Task ContradictAsync(Person who)
        {
            if (who.Answered.Count == 0)
                return;

            var index = random.Next(who.Answered.Count);
            var (batch, id, amount, paid) = who.Answered[index];
            await world.AnswersAsync(batch, new RecordPayoutResults.Result(id, !paid, paid ? "Tiền quay về" : null));
            var later = (await world.Get<PayoutQueries>().UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(Size: 100), default)).Items
                .Single(answer => answer.CanBeAccepted);
            var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
                world.Get<AcceptAnswer>().RunAsync(world.Approver(), later.Id, "Theo sao kê", default))));
            Assert.True(twice.Count(one => one.Succeeded) == 1, told.ToString());
            who.Answered[index] = (batch, id, amount, !paid);
            who.PaidOrKept += paid ? -amount : amount;
            Contradicted++;
        }

        private async Task CloseAsync(Person who)
        {
            var month = LocalCalendar.Month(LocalCalendar.Day(world.Clock.GetUtcNow())).AddMonths(-1);
            var closed = await world.ClosesAsync(month);
            if (!closed.Succeeded)
                return;

            Assert.True(closed.Value.Difference == 0, told.ToString());
            Closed++;
        }

        private async Task<IReadOnlyList<PayoutLineView>> LinesAsync(PayoutBatchView batch) =>
            (await world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, null, null, new PageRequest(Size: 100), default)).Items;

        /// <summary>Every entry balances, every balance is their sum, and what was paid or is reserved is what the model says.</summary>
        private async Task CheckAsync()
        {
            await using var db = await world.DbAsync();
            var entries = await db.JournalEntries.AsNoTracking().ToListAsync();
            Assert.True(entries.TrueForAll(entry => entry.Amounts.Sum == Dong.Zero), told.ToString());
            foreach (var person in people)
            {
                var own = entries.Where(entry => entry.PartnerId == person.Partner.Id).Aggregate(default(LedgerAmounts), (sum, entry) => sum + entry.Amounts);
                var balance = await world.BalanceAsync(person.Partner);
                Assert.True(own == balance, told.ToString());
                Assert.True(balance.Reserved.Amount == person.Requests.Values.Sum(), $"{told}: reserved {balance.Reserved}, model {person.Requests.Values.Sum()}");
                var keptAtPayment = entries.Where(entry => entry.PartnerId == person.Partner.Id && entry.Reason is EntryReason.PaidOut or EntryReason.Returned).Sum(entry => entry.TaxWithheld + entry.TaxRemitted);
                Assert.True(balance.PaidOut.Amount + keptAtPayment == person.PaidOrKept, $"{told}: paid {balance.PaidOut}, kept {keptAtPayment}, model {person.PaidOrKept}");
                Assert.True(balance.PaidOut >= Dong.Zero && balance.Reserved >= Dong.Zero, told.ToString());

                // a correction downwards keeps the tax that it gave back, also when what it corrected is taken back later
                var givenBack = entries.Where(entry => entry.PartnerId == person.Partner.Id && entry is { Reason: EntryReason.Adjustment, TaxWithheld: < 0 }).Sum(entry => entry.TaxWithheld);
                Assert.True(balance.TaxRemitted.Amount >= givenBack, $"{told}: remitted {balance.TaxRemitted}, given back {givenBack}");
            }
        }
    }
}
