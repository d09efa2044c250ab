using System.Net;

namespace Portal.Web.Tests.Api;

/// <summary>Programmes: templates filled, settings versioned, clicks credited by what was in force.</summary>
[Collection(ApiCollection.Name)]
public sealed class ProgrammeTests(ApiPortal portal)
{
    [Theory]
    [InlineData("shop-affiliate", "windowDays", "30")]
    [InlineData("refer-a-friend", "minSuccessfulOrders", "3")]
    [InlineData("new-customer", "requirePickupPoint", "true")]
    [InlineData("rental-surcharge", "rateBps", "900")]
    [InlineData("loyalty", "winBackDays", "14")]
    public async Task Every_template_fills_its_settings(string template, string setting, string value)
    {
        var code = await portal.ProgrammeAsync(await portal.ShopAsync(), template);

        var programme = (await portal.Operator.GetAsync($"/programs/{code}")).Json;

        Assert.Equal(template, programme["template"]!.GetValue<string>());
        Assert.Equal(value, programme["settings"]![setting]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"windowDay":7}""", "settings.windowDay", "unknown_field")]
    [InlineData("""{"windowDays":0}""", "settings.windowDays", "out_of_range")]
    [InlineData("""{"windowDays":"7"}""", "settings.windowDays", "wrong_type")]
    [InlineData("""{"rates":{"default":-1}}""", "settings.rates.default", "out_of_range")]
    [InlineData("""{"attribution":"first_click"}""", "settings.attribution", "not_allowed")]
    [InlineData("""{"taxPolicy":null}""", "settings.taxPolicy", "not_allowed")]
    public async Task A_wrong_setting_is_refused_by_name(string settings, string field, string code)
    {
        var shop = await portal.ShopAsync();

        var answer = await portal.Operator.PostAsync("/programs",
            $$"""{"shopId":"{{shop.Id}}","code":"{{portal.Unique(
                "p")}}","name":"P","template":"shop-affiliate","settings":{{settings}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.ErrorsOf(field));
        if (field != "settings.taxPolicy" && field != "settings.rates.default")
            Assert.Equal([code], answer.ErrorsOf(field));
    }

    [Fact]
    public async Task R10_1_New_settings_apply_from_their_date_on_and_earlier_orders_keep_theirs()
    {
        var shop = await portal.ShopAsync();
        var code = await portal.ProgrammeAsync(shop);
        var partner = await portal.PartnerAsync([code]);
        await portal.Operator.MadeAsync($"/programs/{code}/versions",
            new { effectiveFrom = "2026-06-05T00:00:00+07:00", settings = new { rates = new { @default = 1000 } } });
        var link = (await portal.With(partner.Key).GetAsync("/links")).Json["items"]![0]!["code"]!.GetValue<string>();
        await portal.Operator.MadeAsync("/clicks", new { linkCode = link, visitorId = "v", occurredAt = "2026-06-01T00:00:00+07:00" });

        Assert.Equal(3750, await GrossAsync(shop, "2026-06-04T23:59:59.999+07:00"));
        Assert.Equal(7500, await GrossAsync(shop, "2026-06-05T00:00:00+07:00"));
    }

    [Fact]
    public async Task R10_1_Settings_cannot_change_behind_an_order_that_was_decided()
    {
        var shop = await portal.ShopAsync();
        var code = await portal.ProgrammeAsync(shop);
        var order = portal.Order();
        order["placedAt"] = "2026-06-05T00:00:00+07:00";
        await portal.With(shop.Key).MadeAsync("/orders", order);

        var behind = await portal.Operator.PostAsync($"/programs/{code}/versions", new { effectiveFrom = "2026-06-05T00:00:00+07:00" });
        var after = await portal.Operator.PostAsync($"/programs/{code}/versions", new { effectiveFrom = "2026-06-05T00:00:01+07:00" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, behind.Status);
        Assert.Equal("version_retroactive", behind.Code);
        Assert.Equal(HttpStatusCode.Created, after.Status);
    }

    [Fact]
    public async Task R10_1_Two_versions_never_start_at_the_same_instant()
    {
        var code = await portal.ProgrammeAsync(await portal.ShopAsync());
        var version = new { effectiveFrom = "2026-07-01T00:00:00+07:00" };

        await portal.Operator.MadeAsync($"/programs/{code}/versions", version);

        Assert.Equal("version_date_taken", (await portal.Operator.PostAsync($"/programs/{code}/versions", version)).Code);
        Assert.Equal(2, (await portal.Operator.GetAsync($"/programs/{code}/versions")).Json["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task R10_1_Settings_are_looked_at_added_read_by_who_takes_part_and_withdrawn()
    {
        var shop = await portal.ShopAsync();
        var code = await portal.ProgrammeAsync(shop);
        var partner = portal.With((await portal.PartnerAsync([code])).Key);
        var stranger = portal.With((await portal.PartnerAsync([await portal.ProgrammeAsync(await portal.ShopAsync())])).Key);
        var version = new { effectiveFrom = "2030-01-01T00:00:00+07:00", settings = new { windowDays = 7 }, note = "Mùa cao điểm" };

        var preview = (await portal.Operator.PostAsync($"/programs/{code}/versions/preview", version)).Json;
        Assert.Equal("windowDays", preview["changes"]![0]!["setting"]!.GetValue<string>());
        Assert.Contains(preview["rules"]!.AsArray(),
            rule => rule!["text"]!.GetValue<string>().Contains("trong vòng 7 ngày", StringComparison.Ordinal));
        Assert.Single((await partner.GetAsync($"/programs/{code}/versions")).Json["items"]!.AsArray());

        await portal.Operator.MadeAsync($"/programs/{code}/versions", version);
        var read = (await partner.GetAsync($"/programs/{code}/versions")).Json["items"]![0]!;
        Assert.Equal(("Mùa cao điểm", "announced"), (read["note"]!.GetValue<string>(), read["state"]!.GetValue<string>()));
        Assert.Null(read["createdBy"]);
        var rules = (await partner.GetAsync($"/programs/{code}/rules")).Json;
        Assert.Contains(rules["rules"]!.AsArray(),
            rule => rule!["text"]!.GetValue<string>().Contains("trong vòng 30 ngày", StringComparison.Ordinal));

        foreach (var path in new[] { $"/programs/{code}", $"/programs/{code}/rules", $"/programs/{code}/versions" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).Status);
        foreach (var client in new[] { partner, stranger, portal.With(shop.Key) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync($"/programs/{code}/versions/preview", version)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync($"/programs/{code}/versions/2")).Status);
        }

        Assert.Equal(HttpStatusCode.NoContent, (await portal.Operator.DeleteAsync($"/programs/{code}/versions/2")).Status);
        Assert.Equal("withdrawn", (await partner.GetAsync($"/programs/{code}/versions")).Json["items"]![0]!["state"]!.GetValue<string>());
        Assert.Equal("version_first", (await portal.Operator.DeleteAsync($"/programs/{code}/versions/1")).Code);
    }

    [Fact]
    public async Task A_reported_click_that_can_earn_nothing_says_why()
    {
        var shop = await portal.ShopAsync();
        var code = await portal.ProgrammeAsync(shop);
        var partner = await portal.PartnerAsync([code]);
        var link = (await portal.With(partner.Key).GetAsync("/links")).Json["items"]![0]!;
        await portal.With(partner.Key).PostAsync($"/links/{ApiPortal.Id(link)}/pause", "");
        var now = portal.Clock.GetUtcNow();

        var paused = await portal.With(shop.Key)
            .MadeAsync("/clicks", new { linkCode = link["code"]!.GetValue<string>(), visitorId = "v", occurredAt = now });
        var before = await portal.With(shop.Key).MadeAsync(
            "/clicks", new { linkCode = link["code"]!.GetValue<string>(), visitorId = "v", occurredAt = "2019-01-01T00:00:00Z" });
        var typed = await portal.With(shop.Key)
            .MadeAsync("/clicks", new { referralCode = partner.ReferralCode, visitorId = "v", occurredAt = now });

        Assert.Equal("""{"clickId":null,"credited":false,"reason":"link_paused"}""", paused.ToJsonString());
        Assert.Equal("program_inactive", before["reason"]!.GetValue<string>());
        Assert.Equal("codes_not_used", typed["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("1900-01-01T00:00:00Z", "date_too_early")]
    [InlineData("2100-01-01T00:00:00Z", "date_in_future")]
    public async Task A_click_at_an_impossible_time_is_refused(string at, string code) =>
        Assert.Equal([code],
            (await portal.Operator.PostAsync("/clicks", new { linkCode = "x", visitorId = "v", occurredAt = at })).ErrorsOf("occurredAt"));

    [Theory]
    [InlineData("1899-12-31", "date_too_early")]
    [InlineData("2100-01-01", "date_in_future")]
    [InlineData("2026-06-11", "date_in_future")]
    public async Task A_shop_that_opened_at_an_impossible_time_is_refused(string day, string code) =>
        Assert.Equal([code], (await portal.Operator.PostAsync("/shops",
            new { code = portal.Unique("s"), name = "S", kind = "individual", openedOn = day, hosts = new[] { "a.example" } }))
                .ErrorsOf("openedOn"));

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("shop.example/path")]
    [InlineData("*")]
    [InlineData("*.vn")]
    [InlineData("a@b.example")]
    public async Task A_host_that_is_none_is_refused(string host) =>
        Assert.Equal(["host_malformed"], (await portal.Operator.PostAsync("/shops",
            new { code = portal.Unique("s"), name = "S", kind = "individual", openedOn = "2020-01-01", hosts = new[] { host } }))
                .ErrorsOf("hosts[0]"));

    [Fact]
    public async Task A_partner_is_one_address_one_pickup_point_and_a_real_phone()
    {
        var number = portal.Unique("one");
        await portal.Operator.MadeAsync(
            "/partners", new { name = "A", email = $"{number}@example.vn", phone = "0901234567", pickupPoint = number });

        var same = await portal.Operator.PostAsync(
            "/partners", new { name = "B", email = $" {number.ToUpperInvariant()}@Example.VN ", phone = "0901234567" });
        var point = await portal.Operator.PostAsync("/partners",
            new { name = "B", email = $"b{number}@example.vn", phone = "0901234567", pickupPoint = number.ToUpperInvariant() });
        var wrong = await portal.Operator.PostAsync(
            "/partners", new { name = "B", email = "nobody", phone = "12", programs = new[] { "none" } });
        var unknown = await portal.Operator.PostAsync(
            "/partners", new { name = "B", email = $"c{number}@example.vn", phone = "0901234567", programs = new[] { "none" } });

        Assert.Equal("email_taken", same.Code);
        Assert.Equal("pickup_point_taken", point.Code);
        Assert.Equal(["email_malformed"], wrong.ErrorsOf("email"));
        Assert.Equal(["phone_malformed"], wrong.ErrorsOf("phone"));
        Assert.Equal(["not_found"], unknown.ErrorsOf("programs[0]"));
    }

    private async Task<long> GrossAsync(ApiShop shop, string placedAt)
    {
        var order = portal.Order("v");
        order["placedAt"] = placedAt;
        var answer = await portal.With(shop.Key).MadeAsync("/orders", order);
        return answer["programs"]![0]!["rewards"]![0]!["gross"]!.GetValue<long>();
    }
}
