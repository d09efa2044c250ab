using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Tax;
using Portal.App.Money.Tax;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Tax;

/// <summary>What a partner is to the tax office, and the dated policies (R6.3).</summary>
public sealed class PayeeTests
{
    private static readonly DateOnly First = new(2026, 6, 1);

    [DatabaseTheory]
    public async Task R6_3_A_commitment_on_file_ends_the_withholding_from_then_on(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 10_000_000);
        var withheld = (await world.BalanceAsync(earner.Partner)).TaxWithheld;
        Assert.NotEqual(default, withheld);

        var set = await SetAsync(world, earner.Partner.Id, new SetPayee.Input(PayeeType.Individual, First, First.AddYears(1)));
        await world.EarnsAsync(earner, 10_000_000);

        Assert.Equal(new PayeeView(PayeeType.Individual, First, First.AddYears(1)), set.Value);
        Assert.Equal(withheld, (await world.BalanceAsync(earner.Partner)).TaxWithheld);
        var record = (await world.Get<AuditQueries>()
            .ListAsync(world.Admin, new AuditFilter(Action: AuditActions.PayeeSet), new PageRequest(), default)).Items.Single();
        Assert.Contains("2027-06-01", record.After, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R6_3_A_company_declares_its_own_tax(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await world.HasEarnerAsync();
        Assert.True((await SetAsync(world, earner.Partner.Id, new SetPayee.Input(PayeeType.Company))).Succeeded);

        await world.EarnsAsync(earner, 10_000_000);

        Assert.Equal(default, (await world.BalanceAsync(earner.Partner)).TaxWithheld);
    }

    [Fact]
    public async Task Only_finance_sets_it_and_only_what_makes_sense()
    {
        await using var world = await World.CreateAsync();
        var partner = await world.HasPartnerAsync();
        SetPayee.Input individual = new(PayeeType.Individual);

        Assert.Equal("forbidden", (await world.Get<SetPayee>().RunAsync(world.Admin, partner.Id, individual, default)).Refusal!.Code);
        Assert.Equal("forbidden",
            (await world.Get<SetPayee>().RunAsync(world.PersonOf(partner), partner.Id, individual, default)).Refusal!.Code);
        Assert.Equal("partner_not_found", (await SetAsync(world, Guid.CreateVersion7(World.Start), individual)).Refusal!.Code);
        Assert.Equal("commitmentUntil", await FieldAsync(new SetPayee.Input(PayeeType.Individual, First)));
        Assert.Equal("commitmentFrom", await FieldAsync(new SetPayee.Input(PayeeType.Individual, null, First)));
        Assert.Equal("commitmentUntil", await FieldAsync(new SetPayee.Input(PayeeType.Individual, First, First.AddDays(-1))));
        Assert.Equal("commitmentFrom", await FieldAsync(new SetPayee.Input(PayeeType.Company, First, First)));
        Assert.True((await SetAsync(world, partner.Id, new SetPayee.Input(PayeeType.Individual, First, First))).Succeeded);

        async Task<string> FieldAsync(SetPayee.Input input) =>
            Assert.Single((await SetAsync(world, partner.Id, input)).Refusal!.Fields).Field;
    }

    [Fact]
    public async Task R10_5_A_partner_reads_only_his_own()
    {
        await using var world = await World.CreateAsync();
        var (partner, other) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());
        var queries = world.Get<TaxQueries>();

        Assert.True((await queries.PayeeAsync(world.PersonOf(partner), partner.Id, default)).Succeeded);
        Assert.True((await queries.PayeeAsync(world.Finance(), partner.Id, default)).Succeeded);
        Assert.Equal("partner_not_found", (await queries.PayeeAsync(world.PersonOf(partner), other.Id, default)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R6_3_A_new_policy_holds_from_its_day_on_and_not_before(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.FromHours(7)));
        var earner = await world.HasEarnerAsync();
        Assert.True((await AddAsync(world, Policy(new DateOnly(2026, 7, 1), rate: 500))).Succeeded);

        var june = await EarnsTaxAsync();
        world.Clock.MoveTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(7)));
        var july = await EarnsTaxAsync();

        Assert.Equal(june / 2, july);

        async Task<long> EarnsTaxAsync()
        {
            var before = (await world.BalanceAsync(earner.Partner)).TaxWithheld.Amount;
            await world.EarnsAsync(earner, 10_000_000);
            return (await world.BalanceAsync(earner.Partner)).TaxWithheld.Amount - before;
        }
    }

    [Fact]
    public async Task A_policy_begins_later_and_on_the_first_and_once()
    {
        await using var world = await World.CreateAsync();
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.FromHours(7)));
        var july = new DateOnly(2026, 7, 1);

        Assert.Equal("forbidden", (await world.Get<AddTaxPolicy>().RunAsync(world.Admin, Policy(july), default)).Refusal!.Code);
        Assert.Equal(("from", "policy_begins_later"), await WrongAsync(Policy(new DateOnly(2026, 6, 1))));
        Assert.Equal(("from", "policy_begins_later"), await WrongAsync(Policy(new DateOnly(2026, 7, 2))));
        Assert.Equal(("from", "policy_begins_later"), await WrongAsync(Policy(new DateOnly(2026, 6, 10), TaxBasis.PerPayment)));
        Assert.Equal(("threshold", "out_of_range"), await WrongAsync(Policy(july) with { Threshold = -1 }));
        Assert.Equal(("rate", "out_of_range"), await WrongAsync(Policy(july) with { Rate = 10_001 }));
        Assert.Equal(("legalGround", "required"), await WrongAsync(Policy(july) with { LegalGround = " " }));

        Assert.True((await AddAsync(world, Policy(new DateOnly(2026, 6, 11), TaxBasis.PerPayment))).Succeeded);
        var both = await Task.WhenAll(AddAsync(world, Policy(july)), AddAsync(world, Policy(july)));
        Assert.Equal(TaxRefusals.PolicyKnown, Assert.Single(both, one => !one.Succeeded).Refusal!.Code);
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.TaxPolicies.CountAsync(row => row.From == july && row.Basis == TaxBasis.CalendarMonth));

        async Task<(string, string)> WrongAsync(AddTaxPolicy.Input input)
        {
            var field = Assert.Single((await AddAsync(world, input)).Refusal!.Fields);
            return (field.Field, field.Code);
        }
    }

    private static AddTaxPolicy.Input Policy(DateOnly from, TaxBasis basis = TaxBasis.CalendarMonth, int rate = 1000) =>
        new(basis, 2_000_000, rate, from, "Luật mới");

    private static Task<Domain.Common.Outcome<TaxPolicyRow>> AddAsync(World world, AddTaxPolicy.Input input) => world.Get<AddTaxPolicy>()
        .RunAsync(world.Finance(), input, default);

    private static Task<Domain.Common.Outcome<PayeeView>> SetAsync(World world, Guid partner, SetPayee.Input input) => world.Get<SetPayee>()
        .RunAsync(world.Finance(), partner, input, default);
}
