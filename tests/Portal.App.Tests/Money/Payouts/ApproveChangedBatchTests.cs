using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Money.Tax;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Partners;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>What changed between the making of a batch and its approval is not paid, and says why (R6.6).</summary>
public sealed class ApproveChangedBatchTests
{
    /// <summary>Each reason of the portal's, and what brings it about.</summary>
    private static readonly IReadOnlyDictionary<string, Func<World, (Partner Partner, BankAccountView Account), Task>> Changes =
        new Dictionary<string, Func<World, (Partner Partner, BankAccountView Account), Task>>
        {
            [PayoutReasons.AccountRemoved] = async (world, payee) =>
                Assert.True((await world.Get<RemoveBankAccount>()
                    .RunAsync(world.PersonOf(payee.Partner), payee.Account.Id, default)).Succeeded),
            [PayoutReasons.AccountCoolingOff] = (world, payee) =>
                ChangesAsync(world, db => db.BankAccounts.Where(row => row.Id == payee.Account.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsableFrom, world.Clock.GetUtcNow().AddDays(1)))),
            [PayoutReasons.IdentityMissing] = (world, payee) =>
                ChangesAsync(world, db => db.Partners.Where(row => row.Id == payee.Partner.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Identity, IdentityState.Rejected))),
            [PayoutReasons.AgreementMissing] = (world, payee) =>
                ChangesAsync(world, db => db.Partners.Where(row => row.Id == payee.Partner.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, (DateTimeOffset?)null))),
            [PayoutReasons.NegativeBalance] = (world, payee) =>
                world.MovesAsync(payee.Partner, new LedgerAmounts { Earned = new Dong(200_001), Available = new Dong(-200_001) }),
        };

    [Fact]
    public void Every_reason_is_tried() => Assert.Equal(PayoutReasons.All.Order(), Changes.Keys.Order());

    [DatabaseTheory]
    public async Task R6_6_What_cannot_be_paid_any_more_is_held_at_the_approval_with_its_reason(DatabaseProvider provider)
    {
        foreach (var (reason, change) in Changes)
        {
            await using var world = await World.CreateAsync(provider);
            var (changed, other) = (await world.HasPayeeAsync(300_000), await world.HasPayeeAsync(300_000));
            var (asked, paid) = ((await world.AsksAsync(changed, 100_000)).Value, (await world.AsksAsync(other, 50_000)).Value);
            world.NextMonth();
            var batch = (await world.MakesBatchAsync()).Value;
            Assert.Equal((2, 0), (batch.Count, batch.Held));
            Assert.Equal((2, 0), (await PreviewAsync(world, batch)) is var before ? (before.Count, before.Changed) : default);
            await change(world, changed);

            // finance sees it before, the partner after
            var preview = await PreviewAsync(world, batch);
            Assert.Equal((1, 50_000L, 1, 1), (preview.Count, preview.Total, preview.Held, preview.Changed));
            Assert.Equal((asked.Id, reason), Assert.Single(preview.Changes) is var one ? (one.WithdrawalId, one.Reason) : default);
            var approved = (await world.ApprovesAsync(batch)).Value;

            Assert.Equal((1, 50_000L, 1), (approved.Count, approved.Total, approved.Held));
            Assert.Equal(reason, (await LineAsync(world, batch, asked.Id)).Reason);
            var waiting = (await world.Get<WithdrawalQueries>().GetAsync(world.PersonOf(changed.Partner), asked.Id, default)).Value;
            Assert.Equal((WithdrawalState.Requested, reason, null), (waiting.State, waiting.Reason, waiting.Batch));
            var file = (await world.Get<ExportPayoutBatch>().RunAsync(world.Finance(), batch.Id, new(BankFileFormat.Csv), default)).Value;
            Assert.Equal((1, 50_000L), (file.Count, file.Total));
            Assert.Equal(PayoutBatchState.Settled,
                (await world.AnswersAsync(batch, new RecordPayoutResults.Result(paid.Id, true))).Value.Batch.State);

            // the next batch looks again; an account is only new for a while
            world.NextMonth();
            var next = (await world.MakesBatchAsync()).Value;
            Assert.Equal(reason == PayoutReasons.AccountCoolingOff ? null : reason, (await LineAsync(world, next, asked.Id)).Reason);
            Assert.Empty(await world.AuditAsync());
        }
    }

    [DatabaseTheory]
    public async Task R6_6_A_batch_in_which_nothing_can_be_paid_any_more_is_not_approved(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(300_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        await Changes[PayoutReasons.AccountRemoved](world, payee);

        Assert.Equal(PayoutRefusals.NothingToPay, (await world.ApprovesAsync(batch)).Refusal!.Code);
        Assert.Equal(PayoutLineState.Included, (await LineAsync(world, batch, asked.Id)).State);
    }

    [DatabaseTheory]
    public async Task R6_6_Nobody_puts_a_line_back_that_cannot_be_paid(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(300_000);
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        await Changes[PayoutReasons.NegativeBalance](world, payee);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        Assert.Equal(PayoutReasons.NegativeBalance, (await LineAsync(world, batch, asked.Id)).Reason);

        Assert.Equal(PayoutRefusals.LineNotPayable, (await world.PutsAsync(batch, asked.Id, PayoutLineState.Included)).Refusal!.Code);
        await world.MovesAsync(payee.Partner, new LedgerAmounts { Earned = new Dong(-200_001), Available = new Dong(200_001) });
        Assert.Equal(1, (await world.PutsAsync(batch, asked.Id, PayoutLineState.Included)).Value.Count);
        Assert.Equal(300_000L, (await world.ApprovesAsync(batch)).Value.Total);
    }

    [DatabaseTheory]
    public async Task R6_3_The_tax_is_that_of_the_approval_and_is_seen_before(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
        var payee = await world.HasPayeeAsync(0, preTax: 1_000_000);
        var asked = (await world.AsksAsync(payee, 1_000_000)).Value;
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        Assert.Equal(0, batch.Tax);
        await world.Get<SetPayee>()
            .RunAsync(world.Finance(), payee.Partner.Id, new SetPayee.Input(PayeeType.Individual, AsksForWithholding: true), default);

        var change = Assert.Single((await PreviewAsync(world, batch)).Changes);

        Assert.Equal((asked.Id, null, 0L, 100_000L), (change.WithdrawalId, change.Reason, change.Tax, change.TaxNow));
        Assert.Equal((100_000L, 900_000L), (await world.ApprovesAsync(batch)).Value is var approved
            ? (approved.Tax, approved.Total) : default);
    }

    [DatabaseTheory]
    public async Task R6_3_Without_what_is_held_a_payment_may_be_below_the_threshold(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, LocalCalendar.Offset));
        var payee = await world.HasPayeeAsync(0, preTax: 6_000_000);
        var second = (payee.Partner, await world.HasBankAccountAsync(payee.Partner));
        world.Clock.Advance(TimeSpan.FromDays(4));
        await world.AsksAsync(payee, 3_000_000);
        await world.AsksAsync(second, 3_000_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        Assert.Equal(600_000, batch.Tax);
        await Changes[PayoutReasons.AccountRemoved](world, payee);

        var preview = await PreviewAsync(world, batch);

        Assert.Equal((1, 3_000_000L, 0L, 2), (preview.Count, preview.Total, preview.Tax, preview.Changed));
        Assert.Equal((0L, 3_000_000L), (await world.ApprovesAsync(batch)).Value is var approved ? (approved.Tax, approved.Total) : default);
    }

    [DatabaseTheory]
    public async Task R10_5_Only_the_operator_looks_ahead_and_only_until_the_approval(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(300_000);
        await world.AsksAsync(payee, 300_000);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        var queries = world.Get<PayoutPreviewQueries>();

        Assert.Equal("batch_not_found", (await queries.GetAsync(world.PersonOf(payee.Partner), batch.Id, default)).Refusal!.Code);
        Assert.Equal("batch_not_found", (await queries.GetAsync(world.Finance(), Guid.Empty, default)).Refusal!.Code);
        Assert.Equal(PayoutRefusals.NotOpen, (await queries.GetAsync(world.Finance(), batch.Id, default)).Refusal!.Code);
    }

    private static async Task ChangesAsync(World world, Func<PortalDb, Task> change)
    {
        await using var db = await world.DbAsync();
        await change(db);
    }

    private static async Task<PayoutPreview> PreviewAsync(World world, PayoutBatchView batch) =>
        (await world.Get<PayoutPreviewQueries>().GetAsync(world.Approver(), batch.Id, default)).Value;

    private static async Task<PayoutLineView> LineAsync(World world, PayoutBatchView batch, Guid withdrawal) =>
        (await world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, new(), new PageRequest(Size: 100), default)).Items.Single(
            line => line.WithdrawalId == withdrawal);
}
