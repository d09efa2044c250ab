using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Partners.Profiles;

public sealed class PartnerTests
{
    [DatabaseTheory]
    public async Task R1_10_The_gate_opens_with_the_approval_and_not_before(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (programme, partner) = await PartnerAsync(world);
        var person = world.PersonOf(partner);

        var before = await world.CreateLinkAsync(person, programme);
        var rejected = await world.DecideIdentityAsync(partner.Id, VerifyPartner.Decision.Rejected);
        var stillClosed = await world.CreateLinkAsync(person, programme);
        var approved = await world.DecideIdentityAsync(partner.Id, VerifyPartner.Decision.Approved);
        var after = await world.CreateLinkAsync(person, programme);

        Assert.Null(partner.ReferralCode);
        Assert.Equal(IdentityRefusals.NotVerified, before.Refusal!.Code);
        Assert.Null(rejected.Value.ReferralCode);
        Assert.Equal(IdentityRefusals.NotVerified, stillClosed.Refusal!.Code);
        Assert.NotNull(approved.Value.ReferralCode);
        Assert.True(after.Succeeded);
    }

    [DatabaseTheory]
    public async Task R1_10_Approving_twice_makes_one_default_link(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (programme, partner) = await PartnerAsync(world);

        await world.DecideIdentityAsync(partner.Id, VerifyPartner.Decision.Approved);
        await world.DecideIdentityAsync(partner.Id, VerifyPartner.Decision.Approved);

        var link = Assert.Single(await world.Get<LinkQueries>().DefaultsAsync(world.PersonOf(partner), CancellationToken.None));
        Assert.Equal(programme, link.Program);
        Assert.NotNull(await world.Get<LinkDirectory>().FindAsync(link.Code));
    }

    [DatabaseTheory]
    public async Task Of_many_with_one_address_at_once_one_becomes_a_partner(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.CreatePartnerAsync("Một người", "mot@example.vn")));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.AllThereAre(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal("email_taken", outcome.Refusal!.Code));
    }

    [DatabaseTheory]
    public async Task R10_5_A_partner_sees_himself_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (own, other) = (
            (await world.CreatePartnerAsync("A", "a@example.vn")).Value, (await world.CreatePartnerAsync("B", "b@example.vn")).Value);
        var queries = world.Get<PartnerQueries>();

        var stranger = await queries.GetAsync(world.PersonOf(own), other.Id, CancellationToken.None);
        var listed = await queries.ListAsync(world.PersonOf(own), CursorRequest.First, CancellationToken.None);
        var searched = await queries.SearchAsync(world.PersonOf(own), null, null, null, new PageRequest(), CancellationToken.None);

        Assert.Equal(RefusalKind.NotFound, stranger.Refusal!.Kind);
        Assert.Equal([own.Id], listed.Items.Select(partner => partner.Id));
        Assert.Equal(1, searched.Total);
    }

    [DatabaseTheory]
    public async Task A_partner_is_found_by_name_without_diacritics_by_phone_and_by_state(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner) = await PartnerAsync(world, "Đặng Thị Hường");
        await world.CreatePartnerAsync("Trần Văn B", "b@example.vn");
        var queries = world.Get<PartnerQueries>();

        Assert.Equal(1, (await SearchAsync("dang thi huong")).Total);
        Assert.Equal(2, (await SearchAsync("0901 234 567")).Total);
        Assert.Equal(1, (await SearchAsync("B@EXAMPLE.VN")).Total);
        Assert.Equal(0, (await SearchAsync("%")).Total);
        await world.DecideIdentityAsync(partner.Id, VerifyPartner.Decision.Approved);
        Assert.Equal(partner.Id, Assert.Single((await SearchAsync(null, IdentityState.Approved)).Items).Id);

        Task<PageOf<PartnerView>> SearchAsync(string? text, IdentityState? identity = null) =>
            queries.SearchAsync(world.Admin, text, identity, null, new PageRequest(), CancellationToken.None);
    }

    [DatabaseTheory]
    public async Task A_page_asks_the_database_as_often_for_many_as_for_few(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (programme, _) = await PartnerAsync(world);
        var few = await CountAsync();
        for (var i = 0; i < 12; i++)
            await world.CreatePartnerAsync($"Người {i}", $"n{i}@example.vn", programme);

        Assert.Equal(few, await CountAsync());

        async Task<int> CountAsync()
        {
            var before = world.Commands.Count;
            await world.Get<PartnerQueries>().SearchAsync(world.Admin, null, null, null, new PageRequest(), CancellationToken.None);
            return world.Commands.Count - before;
        }
    }

    private static async Task<(string Programme, PartnerView Partner)> PartnerAsync(World world, string name = "Nguyễn Văn A")
    {
        var shop = await world.CreateShopAsync("shop");
        var programme = (await world.CreateProgrammeAsync(shop.Value.Id, "aff")).Value.Code;
        return (programme, (await world.CreatePartnerAsync(name, "ctv@example.vn", programme)).Value);
    }
}
