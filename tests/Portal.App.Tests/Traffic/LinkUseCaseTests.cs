using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Tracking;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Traffic;

public sealed class LinkUseCaseTests
{
    [DatabaseTheory]
    public async Task R1_2_A_link_leads_to_the_hosts_of_its_own_shop_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.CreateShopAsync("shop", "shop.example", "*.shop.example");
        await world.CreateShopAsync("other", "other.example");
        await world.CreateProgrammeAsync(shop.Value.Id, "aff");
        var partner = (await world.CreatePartnerAsync("A", "a@example.vn", "aff")).Value;
        await world.DecideIdentityAsync(partner.Id, App.Partners.Profiles.VerifyPartner.Decision.Approved);
        var person = world.PersonOf(partner);

        var own = await world.CreateLinkAsync(person, "aff", "https://sim.shop.example/x");
        var other = await world.CreateLinkAsync(person, "aff", "https://other.example/");

        Assert.Equal("https://sim.shop.example/x", own.Value.DestinationUrl);
        Assert.Equal("destination_not_allowed", other.Refusal!.Code);
        Assert.Equal("*.shop.example, shop.example", other.Refusal.Facts["allowed"]);
    }

    [DatabaseTheory]
    public async Task R1_2_Kind_and_mark_of_a_link_change_and_its_code_and_destination_never(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var owner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(owner, programme);
        var person = world.PersonOf(owner);

        var changed = (await ChangeAsync(new UpdateLink.Input(LinkKind.Banner, " Nhóm Zalo "))).Value;
        Assert.Equal((LinkKind.Banner, "Nhóm Zalo", link.Code, link.DestinationUrl),
            (changed.Kind, changed.SubId, changed.Code, changed.DestinationUrl));
        Assert.Equal(1, await FoundAsync("nhom zalo"));

        // what is left out stays
        var kind = (await ChangeAsync(new UpdateLink.Input(LinkKind.Deep))).Value;
        Assert.Equal((LinkKind.Deep, "Nhóm Zalo"), (kind.Kind, kind.SubId));
        Assert.Null((await ChangeAsync(new UpdateLink.Input(SubId: "  "))).Value.SubId);
        Assert.Equal(0, await FoundAsync("nhom zalo"));
        Assert.Equal("too_long", (await ChangeAsync(new UpdateLink.Input(SubId: new string('x', 65)))).Refusal!.Fields.Single().Code);

        Task<Outcome<LinkView>> ChangeAsync(UpdateLink.Input input) => world.Get<UpdateLink>()
            .RunAsync(person, link.Id, input, CancellationToken.None);

        async Task<int> FoundAsync(string text) =>
            (await world.Get<LinkQueries>().SearchAsync(person, text, null, null, new PageRequest(), CancellationToken.None)).Total;
    }

    [DatabaseTheory]
    public async Task R10_4_A_change_of_a_link_stands_in_the_log_and_one_that_changes_nothing_does_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var owner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(owner, programme);
        var input = new UpdateLink.Input(link.Kind, "facebook");

        await world.Get<UpdateLink>().RunAsync(world.PersonOf(owner), link.Id, input, CancellationToken.None);
        await world.Get<UpdateLink>().RunAsync(world.PersonOf(owner), link.Id, input, CancellationToken.None);

        await using var db = await world.DbAsync();
        var record = Assert.Single(await db.AuditRecords.Where(row => row.SubjectId == link.Id).ToListAsync());
        Assert.Contains("facebook", record.After, StringComparison.Ordinal);

        // the link's making, and the one change
        Assert.Equal(2, await db.Changes.CountAsync(change => change.Topic == ChangeTopics.Link && change.SubjectId == link.Id));
    }

    [DatabaseTheory]
    public async Task R10_5_A_stranger_finds_pauses_and_resumes_no_link(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var (owner, stranger) = (await world.HasPartnerAsync(programme), await world.HasPartnerAsync(programme));
        var link = await world.HasLinkAsync(owner, programme);
        var actor = world.PersonOf(stranger);

        Assert.Equal("link_not_found", (await world.Get<LinkQueries>().GetAsync(actor, link.Id, CancellationToken.None)).Refusal!.Code);
        Assert.Equal("link_not_found", (await world.Get<PauseLink>().RunAsync(actor, link.Id, CancellationToken.None)).Refusal!.Code);
        Assert.Equal("link_not_found", (await world.Get<ResumeLink>().RunAsync(actor, link.Id, CancellationToken.None)).Refusal!.Code);
        Assert.Equal("link_not_found", (await world.Get<UpdateLink>()
            .RunAsync(actor, link.Id, new UpdateLink.Input(SubId: "x"), CancellationToken.None)).Refusal!.Code);
        Assert.Null((await world.Get<LinkQueries>().GetAsync(world.PersonOf(owner), link.Id, CancellationToken.None)).Value.SubId);
        Assert.Equal(0, (await world.Get<LinkQueries>()
            .SearchAsync(actor, null, null, null, new PageRequest(), CancellationToken.None)).Total);
    }

    [DatabaseTheory]
    public async Task Who_only_reads_pauses_nothing(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        var owner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(owner, programme);
        var reader = world.PersonOf(owner) with { Permissions = new HashSet<string> { Permission.PartnerRead } };
        var auditor = world.Admin with { Permissions = Permission.Of(Role.Auditor) };

        Assert.Equal(RefusalKind.Forbidden, (await world.Get<PauseLink>().RunAsync(reader, link.Id, CancellationToken.None)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await world.Get<UpdateLink>()
            .RunAsync(reader, link.Id, new UpdateLink.Input(SubId: "x"), CancellationToken.None)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden,
            (await world.Get<PauseLink>().RunAsync(auditor, link.Id, CancellationToken.None)).Refusal!.Kind);
    }

    [DatabaseTheory]
    public async Task Links_are_found_by_what_they_lead_to_and_by_sub_id_without_diacritics(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.CreateShopAsync("shop");
        await world.CreateProgrammeAsync(shop.Value.Id, "aff");
        var partner = (await world.CreatePartnerAsync("A", "a@example.vn", "aff")).Value;
        await world.DecideIdentityAsync(partner.Id, App.Partners.Profiles.VerifyPartner.Decision.Approved);
        var person = world.PersonOf(partner);
        await world.Get<CreateLink>().RunAsync(
            person,
            new CreateLink.Input(
                "aff", Domain.Tracking.LinkKind.Banner, "https://shop.example/%C4%91i%E1%BB%87n-tho%E1%BA%A1i", SubId: "Nhóm Zalo"),
            CancellationToken.None);
        var queries = world.Get<LinkQueries>();

        Assert.Equal(1, await CountAsync("dien-thoai"));
        Assert.Equal(1, await CountAsync("NHOM ZALO"));
        Assert.Equal(2, await CountAsync("shop.example"));
        Assert.Equal(0, await CountAsync("_"));

        async Task<int> CountAsync(string text) =>
            (await queries.SearchAsync(person, text, "aff", paused: false, new PageRequest(), CancellationToken.None)).Total;
    }
}
