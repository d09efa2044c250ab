using System.Net;

namespace Portal.Web.Tests.Api;

/// <summary>Links: where they may lead, who may have one, and when they work.</summary>
[Collection(ApiCollection.Name)]
public sealed class LinkTests(ApiPortal portal)
{
    [Theory]
    [InlineData("javascript:alert(1)", "url_scheme_not_allowed")]
    [InlineData("data:text/html,x", "url_scheme_not_allowed")]
    [InlineData("ftp://shop.example/", "url_scheme_not_allowed")]
    [InlineData("//shop.example/", "url_scheme_not_allowed")]
    [InlineData("https://shop.example.evil.com/", "url_host_not_allowed")]
    [InlineData("https://evilshop.example/", "url_host_not_allowed")]
    [InlineData("https://www.shop.example/", "url_host_not_allowed")]
    [InlineData("https://shop.example:8443/", "url_host_not_allowed")]
    [InlineData("https://evil.com/?u=shop.example", "url_host_not_allowed")]
    [InlineData("https://evil.com#shop.example", "url_host_not_allowed")]
    [InlineData("https://shop.example@evil.com/", "url_user_info")]
    [InlineData("https://a:b@shop.example/", "url_user_info")]
    public async Task R1_2_A_link_that_leads_elsewhere_is_refused_and_says_where_links_may_lead(string url, string code)
    {
        var (programme, partner) = await MakerAsync();

        var answer = await LinkAsync(partner, programme, url);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("destination_not_allowed", answer.Code);
        Assert.Equal([code], answer.ErrorsOf("destinationUrl"));
        Assert.Equal("shop.example", answer.Json["facts"]!["allowed"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("https://evil.com\\@shop.example/")]
    [InlineData("https://shop.example\\.evil.com/")]
    [InlineData("https://shop.example\t/")]
    [InlineData("https://")]
    public async Task R1_2_An_address_that_browsers_would_mend_is_refused(string url)
    {
        var (programme, partner) = await MakerAsync();

        Assert.Equal(["url_malformed"], (await LinkAsync(partner, programme, url)).ErrorsOf("destinationUrl"));
    }

    [Fact]
    public async Task R1_2_A_link_keeps_its_destination_and_says_its_own_address()
    {
        var (programme, partner) = await MakerAsync();

        var answer = await LinkAsync(partner, programme, "https://SHOP.example/sim?id=7&x=%C4%91#gia");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("https://shop.example/sim?id=7&x=%C4%91#gia", answer.Json["destinationUrl"]!.GetValue<string>());
        var code = answer.Json["code"]!.GetValue<string>();
        Assert.Matches("^[2-9a-hj-np-tv-z]{7}$", code);
        Assert.Equal($"https://portal.example/r/{code}", answer.Json["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task R1_10_A_partner_gets_no_code_and_no_link_before_his_identity_is_verified()
    {
        var programme = await portal.ProgrammeAsync(await portal.ShopAsync());
        var partner = await portal.PartnerAsync([programme], verified: false);

        Assert.Null(partner.ReferralCode);
        Assert.Equal("identity_not_verified", (await LinkAsync(partner, programme, "https://shop.example/")).Code);
        Assert.Empty((await portal.Operator.GetAsync($"/links?partnerId={partner.Id}")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task R1_10_A_rejected_partner_gets_neither_and_reads_why()
    {
        var programme = await portal.ProgrammeAsync(await portal.ShopAsync());
        var partner = await portal.PartnerAsync([programme], verified: false);

        var rejected = await portal.Operator.PostAsync(
            $"/partners/{partner.Id}/verification", new { identity = "rejected", reason = "Ảnh mờ", agreementSigned = false });

        Assert.Null(rejected.Json["referralCode"]);
        Assert.Equal("Ảnh mờ",
            (await portal.With(partner.Key).GetAsync($"/partners/{partner.Id}")).Json["identityReason"]!.GetValue<string>());
        Assert.Equal("identity_not_verified", (await LinkAsync(partner, programme, "https://shop.example/")).Code);
    }

    [Fact]
    public async Task R1_10_A_rejection_needs_its_reason()
    {
        var partner = await portal.PartnerAsync([], verified: false);

        var answer = await portal.Operator.PostAsync(
            $"/partners/{partner.Id}/verification", new { identity = "rejected", agreementSigned = false });

        Assert.Equal(["required"], answer.ErrorsOf("reason"));
    }

    [Fact]
    public async Task R1_10_Approval_gives_a_code_and_a_first_link_in_every_programme()
    {
        var shop = await portal.ShopAsync();
        var programmes = new[] { await portal.ProgrammeAsync(shop), await portal.ProgrammeAsync(shop, "refer-a-friend") };

        var partner = await portal.PartnerAsync(programmes);

        Assert.Matches("^[2-9A-HJ-NP-TV-Z]{8}$", partner.ReferralCode);
        var links = (await portal.With(partner.Key).GetAsync("/links")).Json["items"]!.AsArray();
        Assert.Equal(programmes.Order(), links.Select(link => link!["program"]!.GetValue<string>()).Order());
        Assert.All(links, link => Assert.Equal("https://shop.example/", link!["destinationUrl"]!.GetValue<string>()));
    }

    [Fact]
    public async Task R1_10_A_programme_without_the_gate_lets_everybody_in()
    {
        var programme = await portal.ProgrammeAsync(await portal.ShopAsync(), settings: new { identityGate = false });

        var partner = await portal.PartnerAsync([programme], verified: false);
        var view = await portal.With(partner.Key).GetAsync($"/partners/{partner.Id}");

        Assert.NotNull(view.Json["referralCode"]);
        Assert.Equal(HttpStatusCode.Created, (await LinkAsync(partner, programme, "https://shop.example/")).Status);
    }

    [Fact]
    public async Task A_partner_has_no_link_in_a_programme_that_he_did_not_join()
    {
        var shop = await portal.ShopAsync();
        var (joined, other) = (await portal.ProgrammeAsync(shop), await portal.ProgrammeAsync(shop));
        var partner = await portal.PartnerAsync([joined]);

        Assert.Equal("not_in_programme", (await LinkAsync(partner, other, "https://shop.example/")).Code);
        await portal.Operator.PostAsync($"/partners/{partner.Id}/programs", new { program = other });
        Assert.Equal(HttpStatusCode.Created, (await LinkAsync(partner, other, "https://shop.example/")).Status);
    }

    [Fact]
    public async Task A_shop_has_links_of_its_own()
    {
        var shop = await portal.ShopAsync();
        var programme = await portal.ProgrammeAsync(shop, "rental-surcharge");

        var made = await portal.With(shop.Key)
            .PostAsync("/links", new { program = programme, kind = "banner", destinationUrl = "https://shop.example/" });

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(shop.Id, made.Json["shopId"]!.GetValue<string>());
        Assert.Null(made.Json["partnerId"]);
    }

    [Fact]
    public async Task A_paused_link_answers_410_until_it_is_resumed()
    {
        var (programme, partner) = await MakerAsync();
        var link = (await LinkAsync(partner, programme, "https://shop.example/x")).Json;
        var (id, address) = (ApiPortal.Id(link), $"r/{link["code"]}");
        var caller = portal.With(partner.Key);

        Assert.Equal(HttpStatusCode.Redirect, (await FollowAsync(address)).Status);
        Assert.True((await caller.PostAsync($"/links/{id}/pause", "")).Json["paused"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Gone, (await FollowAsync(address)).Status);
        Assert.False((await caller.PostAsync($"/links/{id}/resume", "")).Json["paused"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Redirect, (await FollowAsync(address)).Status);
    }

    [Fact]
    public async Task R1_2_A_links_kind_and_sub_id_can_be_changed_and_where_it_leads_cannot()
    {
        var (programme, partner) = await MakerAsync();
        var link = (await LinkAsync(partner, programme, "https://shop.example/x")).Json;
        var path = $"/links/{ApiPortal.Id(link)}";
        var caller = portal.With(partner.Key);

        var changed = await caller.PatchAsync(path, new { subId = "zalo" });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal(("zalo", "deep", "https://shop.example/x"),
            (Text(changed, "subId"), Text(changed, "kind"), Text(changed, "destinationUrl")));
        Assert.Equal("banner", Text(await caller.PatchAsync(path, new { kind = "banner" }), "kind"));
        Assert.Null((await caller.PatchAsync(path, new { subId = "" })).Json["subId"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.PatchAsync(path, new { destinationUrl = "https://shop.example/y" })).Status);
        Assert.Equal("https://shop.example/x", Text(await caller.GetAsync(path), "destinationUrl"));
    }

    [Fact]
    public async Task R10_5_Another_partners_link_is_not_there_to_be_changed()
    {
        var (programme, partner) = await MakerAsync();
        var link = (await LinkAsync(partner, programme, "https://shop.example/x")).Json;
        var stranger = await portal.PartnerAsync([programme]);

        var answer = await portal.With(stranger.Key).PatchAsync($"/links/{ApiPortal.Id(link)}", new { subId = "x" });

        Assert.Equal((HttpStatusCode.NotFound, "link_not_found"), (answer.Status, answer.Code));
    }

    private static string Text(ApiAnswer answer, string name) => answer.Json[name]!.GetValue<string>();

    private Task<ApiAnswer> FollowAsync(string address) => portal.With(null).SendAsync(HttpMethod.Get, address, null);

    private async Task<(string Programme, ApiPartner Partner)> MakerAsync()
    {
        var programme = await portal.ProgrammeAsync(await portal.ShopAsync());
        return (programme, await portal.PartnerAsync([programme]));
    }

    private Task<ApiAnswer> LinkAsync(ApiPartner partner, string programme, string url) =>
        portal.With(partner.Key)
            .PostAsync("/links", new { partnerId = partner.Id, program = programme, kind = "deep", destinationUrl = url });
}
