using System.Security.Claims;
using System.Text.Json;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Web.Pages.Admin.Programmes;
using Portal.Web.Pages.Partner;
using Portal.Web.Pages.Shop;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.ProgrammePages;

/// <summary>Chương trình & quy tắc over a real database: reading, changing by the form, trying on a past month, withdrawing.</summary>
public sealed class ProgrammePageTests : ComponentTest
{
    private static readonly DateTimeOffset May = new(2026, 5, 12, 12, 0, 0, LocalCalendar.Offset);

    private World world = null!;
    private Shop shop = null!;
    private Programme programme = null!;
    private App.Partners.Profiles.Partner partner = null!;
    private BunitAuthorizationContext visitor = null!;

    static ProgrammePageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
        shop = await world.HasShopAsync();
        programme = await world.HasProgrammeAsync(shop);
        partner = await world.HasPartnerAsync(programme);
        world.Clicked(await world.HasLinkAsync(partner, programme), "v-1", May.AddDays(-10));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", May));
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R10_1_Settings_are_changed_as_a_form_tried_on_the_month_before_and_saved_with_a_note()
    {
        var page = Edits();
        Input(page, "Thời hạn ghi nhận").Change("7");
        Input(page, "Tỷ lệ thưởng mặc định").Change("5,5");
        page.Find("form").Submit();

        page.WaitForAssertion(
            () => Assert.Contains("1 trong 1 đơn sẽ có kết quả khác", page.Find(".replay").TextContent, StringComparison.Ordinal));
        Assert.Equal(["30 ngày7 ngày", "5%5,5%"], page.FindAll(".differences dd").Select(change =>
            string.Concat(change.QuerySelectorAll("del, ins").Select(value => value.TextContent))));
        var row = page.Find(".replay tbody tr").TextContent;
        Assert.Contains(partner.Name, row, StringComparison.Ordinal);
        Assert.Contains(new Dong(-5_000).ToString(), row, StringComparison.Ordinal);
        Assert.Contains("1 đơn: Được tính → Quá hạn ghi nhận", row, StringComparison.Ordinal);
        Assert.Contains("DH-1", page.Find(".samples").TextContent, StringComparison.Ordinal);
        Assert.Single(await VersionsAsync());

        page.Find("textarea").Change("Mùa cao điểm");
        page.FindAll("form").Last().Submit();

        page.WaitForAssertion(() => Assert.EndsWith($"/admin/programmes/{programme.Code}?saved=2", Address, StringComparison.Ordinal));
        var saved = (await VersionsAsync()).Single(version => version.Number == 2);
        Assert.Equal(("Mùa cao điểm", new DateTimeOffset(2026, 6, 11, 0, 0, 0, LocalCalendar.Offset)), (saved.Note, saved.EffectiveFrom));
        var read = Visit<ProgrammePage>(
            Role.Admin, $"admin/programmes/{programme.Code}?saved=2", page => page.Add(p => p.Code, programme.Code));
        read.WaitForAssertion(() => Assert.Contains("Đã lưu phiên bản 2", read.Find(".notice").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void R10_1_What_is_wrong_is_said_at_its_field_and_nothing_that_was_typed_is_lost()
    {
        var page = Edits();
        Input(page, "Thời hạn ghi nhận").Change("");
        Input(page, "Tỷ lệ thưởng mặc định").Change("101");
        Input(page, "Mức rút tối thiểu").Change("300000");
        page.Find("form").Submit();

        page.WaitForAssertion(
            () => Assert.Equal(["Phải là một số.", "Phải từ 0 đến 100."], page.FindAll(".field-error").Select(error => error.TextContent)));
        Assert.Equal("101", Input(page, "Tỷ lệ thưởng mặc định").GetAttribute("value"));
        Assert.Equal("300.000", Input(page, "Mức rút tối thiểu").GetAttribute("value"));
    }

    [Fact]
    public void R10_1_A_retroactive_date_is_refused_at_its_field()
    {
        var page = Edits();
        Input(page, "Hiệu lực từ ngày").Change("01/05/2026");
        page.Find("form").Submit();

        page.WaitForAssertion(() =>
            Assert.Contains("Hãy chọn thời điểm sau 12/05/2026 12:00:00", page.Find(".field-error").TextContent, StringComparison.Ordinal));
        Assert.Equal("01/05/2026", Input(page, "Hiệu lực từ ngày").GetAttribute("value"));
    }

    [Fact]
    public async Task R10_1_What_was_looked_at_can_be_changed_again_without_typing_it_anew()
    {
        var page = Edits();
        Input(page, "Thời hạn ghi nhận").Change("7");
        page.Find("form").Submit();
        page.WaitForElement(".replay");
        page.FindAll("form button").Last().Click();

        page.WaitForAssertion(() => Assert.Equal("7", Input(page, "Thời hạn ghi nhận").GetAttribute("value")));
        Assert.Single(await VersionsAsync());
    }

    [Fact]
    public async Task R10_1_What_has_not_started_is_withdrawn_after_a_question()
    {
        await AddAsync();
        var page = Visit<ProgrammePage>(Role.Admin, $"admin/programmes/{programme.Code}", page => page.Add(p => p.Code, programme.Code));
        page.WaitForElement(".change-log button.button").Click();
        Assert.Contains("Rút lại phiên bản 2?", page.WaitForElement("dialog.dialog").TextContent, StringComparison.Ordinal);
        page.Find("dialog.dialog button.danger").Click();

        page.WaitForAssertion(
            () => Assert.Contains("Đã rút lại", page.Find(".change-log [role=listitem]").TextContent, StringComparison.Ordinal));
        Assert.NotNull((await VersionsAsync()).Single(version => version.Number == 2).WithdrawnAt);
        Assert.Empty(page.FindAll(".change-log button.button"));
    }

    [Fact]
    public async Task R10_5_An_auditor_reads_and_has_no_buttons()
    {
        await AddAsync();
        var page = Visit<ProgrammePage>(Role.Auditor, $"admin/programmes/{programme.Code}", page => page.Add(p => p.Code, programme.Code));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".change-log [role=listitem]").Count));
        Assert.Contains("trong vòng 30 ngày", page.Find(".rules").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".rules .rule"));
        Assert.Empty(page.FindAll(".button.primary, .change-log button.button, a[href$='/edit']"));
    }

    [Fact]
    public async Task R10_5_A_partner_and_the_shop_read_their_programme_and_no_other()
    {
        await AddAsync();
        var other = await world.HasProgrammeAsync(await world.HasShopAsync());

        var partners = Visit<PartnerProgrammes>(Role.Partner, "partner/programmes");
        partners.WaitForAssertion(
            () => Assert.Contains("trong vòng 30 ngày", partners.Find(".rules").TextContent, StringComparison.Ordinal));
        Assert.Contains("Quy tắc sẽ thay đổi từ 01/07/2026", partners.Find(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("Mùa cao điểm", partners.Find(".change-log").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Admin.Name, partners.Markup, StringComparison.Ordinal);
        Assert.Empty(partners.FindAll(".rules .rule"));

        var shops = Visit<ShopProgrammes>(Role.ShopOwner, "shop/programmes");
        shops.WaitForAssertion(() => Assert.Equal(2, shops.FindAll(".change-log [role=listitem]").Count));

        var foreign = Visit<PartnerProgrammes>(Role.Partner, $"partner/programmes?programme={other.Code}");
        foreign.WaitForAssertion(() => Assert.Contains("Không tìm thấy chương trình", foreign.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(other.Name, foreign.Markup, StringComparison.Ordinal);
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<ProgrammeEdit> Edits()
    {
        var page = Visit<ProgrammeEdit>(
            Role.Admin, $"admin/programmes/{programme.Code}/edit", page => page.Add(p => p.Code, programme.Code));
        page.WaitForElement("form");
        return page;
    }

    private static AngleSharp.Dom.IElement Input(IRenderedComponent<ProgrammeEdit> page, string label)
    {
        var named = page.FindAll("label").Single(text => text.TextContent.Trim() == label);
        return page.Find($"#{named.GetAttribute("for")}");
    }

    private async Task AddAsync() => Assert.True((await world.Get<AddProgrammeVersion>().RunAsync(
        world.Admin,
        programme.Code,
        new AddProgrammeVersion.Input(new DateTimeOffset(2026, 7, 1, 0, 0, 0, LocalCalendar.Offset), JsonElement.Parse("""{"windowDays":7}"""), "Mùa cao điểm"),
        default)).Succeeded);

    private async Task<List<ProgrammeVersion>> VersionsAsync()
    {
        await using var db = await world.DbAsync();
        return await db.ProgrammeVersions.AsNoTracking().Where(version => version.ProgrammeId == programme.Id).ToListAsync();
    }

    private IRenderedComponent<TPage> Visit<TPage>(
        Role role, string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        visitor.SetAuthorized(role.ToString()).SetPolicies([.. Permission.Of(role)]).SetClaims(
            new Claim(ClaimTypes.NameIdentifier,
                (role is Role.Admin or Role.Auditor or Role.Finance ? world.SomebodyOf(role).ClientId : Ids.New(world.Clock)).ToString()),
            new Claim(PortalClaims.Name, role.ToString()),
            new Claim(PortalClaims.Role, role.ToString()),
            new Claim(PortalClaims.SecondFactor, "1"),
            role is Role.Partner ? new Claim(PortalClaims.Partner, partner.Id.ToString()) : new Claim(
                PortalClaims.Shop, role is Role.ShopOwner ? shop.Id.ToString() : ""));
        Open(address);
        return Render(parameters ?? (_ => { }));
    }
}
