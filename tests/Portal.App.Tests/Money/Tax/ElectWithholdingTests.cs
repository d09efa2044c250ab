using Portal.App.Money.Payouts;
using Portal.App.Money.Tax;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Tax;

/// <summary>Below the threshold of payments tax is withheld only if the payee asks (R6.3).</summary>
public sealed class ElectWithholdingTests
{
    [DatabaseTheory]
    public async Task R6_3_A_payment_below_the_threshold_is_taxed_for_whoever_asks(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 10, 12, 0, 0, TimeSpan.FromHours(7)));
        var (asks, asksNot) = (await world.HasPayeeAsync(0, preTax: 1_000_000), await world.HasPayeeAsync(0, preTax: 1_000_000));
        Assert.True((await world.Get<ElectWithholding>().RunAsync(world.PersonOf(asks.Partner), true, default)).Value.AsksForWithholding);
        Assert.True((await world.Get<TaxQueries>().MeterAsync(world.PersonOf(asks.Partner), asks.Partner.Id, default)).Value.Asks);
        await world.AsksAsync(asks, 1_000_000);
        await world.AsksAsync(asksNot, 1_000_000);
        world.NextMonth();

        var batch = (await world.MakesBatchAsync()).Value;

        var lines = (await world.Get<PayoutQueries>().LinesAsync(world.Finance(), batch.Id, new(), new PageRequest(), default)).Items;
        Assert.Equal(100_000, lines.Single(line => line.PayeeId == asks.Partner.Id).Tax);
        Assert.Equal(0, lines.Single(line => line.PayeeId == asksNot.Partner.Id).Tax);
        Assert.Single((await world.Get<AuditQueries>()
            .ListAsync(world.Admin, new AuditFilter(Action: AuditActions.PayeeSet), new PageRequest(), default)).Items);
    }

    [Fact]
    public async Task Nobody_asks_for_another_and_finance_leaves_it_unless_it_says_so()
    {
        await using var world = await World.CreateAsync();
        var partner = await world.HasPartnerAsync();

        Assert.Equal("forbidden", (await world.Get<ElectWithholding>().RunAsync(world.Admin, true, default)).Refusal!.Code);
        Assert.Equal("forbidden", (await world.Get<ElectWithholding>().RunAsync(world.Finance(), true, default)).Refusal!.Code);
        await world.Get<ElectWithholding>().RunAsync(world.PersonOf(partner), true, default);
        Assert.True((await world.Get<SetPayee>()
            .RunAsync(world.Finance(), partner.Id, new SetPayee.Input(PayeeType.Individual), default)).Value.AsksForWithholding);
        Assert.False((await world.Get<SetPayee>()
            .RunAsync(world.Finance(), partner.Id, new SetPayee.Input(PayeeType.Individual, AsksForWithholding: false),
            default)).Value.AsksForWithholding);
    }
}
