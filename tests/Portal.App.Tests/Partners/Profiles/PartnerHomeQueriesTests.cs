using Microsoft.EntityFrameworkCore;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Partners.Profiles;

/// <summary>What a partner's own pages know of them.</summary>
public sealed class PartnerHomeQueriesTests
{
    [DatabaseTheory]
    public async Task R1_10_Before_his_identity_is_verified_the_gate_is_closed_and_no_code_is_shown(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync(), new NewCustomerSettings());
        var partner = await world.HasPartnerAsync(programme);
        await using (var db = await world.DbAsync())
            await db.Partners.ExecuteUpdateAsync(set => set.SetProperty(row => row.Identity, IdentityState.NotChecked));

        var home = await world.Get<PartnerHomeQueries>().MineAsync(world.PersonOf(partner), default);

        Assert.True(Assert.Single(home!.Programmes).GateClosed);
        Assert.False(home.MayLink);
        Assert.Null(home.ReferralCode);
    }

    [DatabaseTheory]
    public async Task R1_10_A_verified_partner_sees_his_code_where_codes_are_used(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var withCodes = await world.HasPartnerAsync(await world.HasProgrammeAsync(shop, new NewCustomerSettings()));
        var withoutCodes = await world.HasPartnerAsync(await world.HasProgrammeAsync(shop));

        Assert.Equal(withCodes.ReferralCode,
            (await world.Get<PartnerHomeQueries>().MineAsync(world.PersonOf(withCodes), default))!.ReferralCode);
        Assert.Null((await world.Get<PartnerHomeQueries>().MineAsync(world.PersonOf(withoutCodes), default))!.ReferralCode);
    }

    [DatabaseTheory]
    public async Task R10_1_The_settings_in_force_now_count(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var partner = await world.HasPartnerAsync(programme);
        await world.HasVersionAsync(programme, 2, new ShopAffiliateSettings { WindowDays = 7 }, World.Start);
        await world.HasVersionAsync(programme, 3, new ShopAffiliateSettings { WindowDays = 90 }, World.Start.AddDays(1));

        Assert.Equal(7, Assert.Single(
            (await world.Get<PartnerHomeQueries>().MineAsync(world.PersonOf(partner), default))!.Programmes).WindowDays);
    }

    [DatabaseTheory]
    public async Task Programmes_that_reward_no_partner_are_left_out(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var partner = await world.HasPartnerAsync(
            await world.HasProgrammeAsync(shop, new RentalSurchargeSettings()), await world.HasProgrammeAsync(shop, new LoyaltySettings()));

        Assert.Empty((await world.Get<PartnerHomeQueries>().MineAsync(world.PersonOf(partner), default))!.Programmes);
    }

    [DatabaseTheory]
    public async Task R10_5_Whoever_is_no_partner_has_no_such_page(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);

        Assert.Null(await world.Get<PartnerHomeQueries>().MineAsync(world.Admin, default));
    }
}
