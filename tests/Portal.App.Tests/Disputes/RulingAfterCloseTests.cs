using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Money.Payouts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using static Portal.App.Tests.Disputes.RulingScenes;

namespace Portal.App.Tests.Disputes;

/// <summary>Disputes that are accepted after their month was closed and paid (R8.4, R6.4).</summary>
public sealed class RulingAfterCloseTests
{
    [DatabaseTheory]
    public async Task R8_4_After_pay_out_and_close_the_difference_stands_in_the_open_month(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        await using (var db = await world.DbAsync())
            await db.Partners.ExecuteUpdateAsync(set => set.SetProperty(row => row.AgreementSignedAt, World.Start));
        var account = await world.HasBankAccountAsync(scene.An);
        Assert.True((await world.AsksAsync((scene.An, account), 90_000)).Succeeded);
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        await using (var db = await world.DbAsync())
        {
            var request = await db.Withdrawals.Select(row => row.Id).SingleAsync();
            Assert.True((await world.AnswersAsync(batch, new RecordPayoutResults.Result(request, true))).Succeeded);
        }

        Assert.True((await world.ClosesAsync()).Succeeded);
        var draft = await world.DraftAsync(scene.Shop, DisputeKind.WrongPartner, "DH-1") with { PartnerId = scene.Binh.Id };

        await world.AcceptsAsync(draft);

        // R6.4: the month was closed under the threshold, so the tax is with the partner, and is owed with the rest (R6.7)
        var lost = await world.BalanceAsync(scene.An);
        Assert.Equal((-90_000L, 90_000L, 0L), (lost.Available.Amount, lost.PaidOut.Amount, lost.Earned.Amount));
        var got = await world.BalanceAsync(scene.Binh);
        Assert.Equal((90_000L, 10_000L), (got.Available.Amount, got.TaxWithheld.Amount));
        Assert.All(await world.EntriesAsync(draft), entry => Assert.Equal(new DateOnly(2026, 7, 1), entry.Month));
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_4_Another_base_after_close_leaves_the_tax_where_that_of_the_month_went(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var scene = await SceneAsync(world);
        await scene.PaidAsync("DH-1", "v-an");
        world.NextMonth();
        Assert.True((await world.ClosesAsync()).Succeeded);
        Assert.Equal(100_000, (await world.BalanceAsync(scene.An)).Available.Amount);

        await world.AcceptsAsync(await world.DraftAsync(scene.Shop, DisputeKind.WrongAmount, "DH-1") with { Base = new Dong(130_000) });

        var balance = await world.BalanceAsync(scene.An);
        Assert.Equal((130_000L, 0L, -130_000L), (balance.Available.Amount, balance.TaxWithheld.Amount, balance.Earned.Amount));
        await CleanAsync(world);
        world.NextMonth();
        Assert.True((await world.ClosesAsync()).Succeeded);
        await CleanAsync(world);
    }

    [DatabaseTheory]
    public async Task R8_4_Another_base_of_a_month_whose_tax_was_remitted_takes_its_share_back_from_the_state(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        var number = await world.EarnsAsync(earner, 3_000_000);
        world.NextMonth();
        Assert.True((await world.ClosesAsync()).Succeeded);
        var draft = await world.DraftAsync(earner.Shop, DisputeKind.WrongAmount, number) with { Base = new Dong(2_000_000) };
        await world.DisputesAsync(draft);
        var held = await world.BalanceAsync(earner.Partner);
        Assert.Equal((1_800_000L, 900_000L, 300_000L), (held.Available.Amount, held.Held.Amount, held.TaxRemitted.Amount));

        await world.AcceptsAsync(draft);

        var after = await world.BalanceAsync(earner.Partner);
        Assert.Equal(
            (1_800_000L, 0L, 200_000L, -2_000_000L),
            (after.Available.Amount, after.Held.Amount, after.TaxRemitted.Amount, after.Earned.Amount));
        world.NextMonth();
        Assert.True((await world.ClosesAsync()).Succeeded);
        Assert.Equal(after, await world.BalanceAsync(earner.Partner));
        await CleanAsync(world);
    }
}
