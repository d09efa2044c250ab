using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.ApiKeys;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Web.Pages.Admin;
using Portal.Web.Pages.Admin.Partners;
using Portal.Web.Pages.Admin.Programmes;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.AdminPages;

/// <summary>The operator's pages over a real database: what they change, what they refuse, and who only reads them.</summary>
public sealed class AdminPageTests : ComponentTest
{
    private World world = null!;
    private BunitAuthorizationContext visitor = null!;

    static AdminPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R1_10_An_approved_partner_has_his_code_and_a_link()
    {
        var partner = await NewPartnerAsync();
        var page = VisitPartner(Role.Admin, partner.Id);
        page.WaitForAssertion(
            () => Assert.Contains("Có sau khi xác thực danh tính", page.Find("dl.facts").TextContent, StringComparison.Ordinal));
        page.Find(".partner-review input[type=checkbox]").Change(true);
        page.Find(".partner-review form").Submit();

        var question = page.WaitForElement("dialog.dialog");
        Assert.Contains("Nguyễn Văn An sẽ nhận được mã giới thiệu và liên kết", question.TextContent, StringComparison.Ordinal);
        page.Find("dialog.dialog button.primary").Click();

        page.WaitForAssertion(() => Assert.Contains("Đã lưu.", page.Markup, StringComparison.Ordinal));
        await using var db = await world.DbAsync();
        var stored = await db.Partners.SingleAsync();
        Assert.Equal(IdentityState.Approved, stored.Identity);
        Assert.NotNull(stored.AgreementSignedAt);
        Assert.Equal(partner.Id, (await db.Links.SingleAsync()).PartnerId);
        page.WaitForAssertion(() => Assert.Contains(stored.ReferralCode, page.Find("dl.facts").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".partner-review h2"));
    }

    [Fact]
    public async Task Failed_work_says_what_fails_since_when_and_why_and_is_tried_again_when_somebody_asks()
    {
        var item = new App.Platform.Workers.WorkItem(App.Platform.Workers.WorkKind.Reevaluation, Ids.New(world.Clock), "DH-77");
        await world.Get<App.Platform.Workers.FailedWork>().NoteAsync(item, new OverflowException("Quá lớn."), default);
        world.Clock.Advance(TimeSpan.FromSeconds(20));
        var page = Visit<FailedWork>(Role.Admin, "admin/failed-work");
        page.WaitForAssertion(
            () => Assert.Contains("OverflowException: Quá lớn.", page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("DH-77", page.Find("tbody").TextContent, StringComparison.Ordinal);

        page.Find("tbody button").Click();

        page.WaitForAssertion(() => Assert.Contains("Sẽ được thử lại trong vòng một phút.", page.Markup, StringComparison.Ordinal));
        await using var db = await world.DbAsync();
        Assert.Equal(world.Clock.GetUtcNow(), (await db.WorkFailures.SingleAsync()).NextAt);
        var reader = Visit<FailedWork>(Role.Auditor, "admin/failed-work");
        reader.WaitForAssertion(() => Assert.Contains("DH-77", reader.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Empty(reader.FindAll("tbody button"));
    }

    [Fact]
    public async Task R1_10_A_rejection_needs_a_reason_and_changes_nothing_without_one()
    {
        var partner = await NewPartnerAsync();
        var page = VisitPartner(Role.Admin, partner.Id);
        page.WaitForElement(".partner-review button.reject").Click();

        page.WaitForAssertion(() => Assert.Equal("Cần nhập mục này.", page.Find(".partner-review .field-error").TextContent));
        Assert.Equal("true", Field(page, "Lý do từ chối").GetAttribute("aria-invalid"));
        Assert.Empty(page.FindAll("dialog.dialog"));
        Assert.Equal(IdentityState.NotChecked, await IdentityAsync());

        await ChooseAsync(page, "Lý do từ chối", "Ảnh mờ hoặc bị lóa");
        Field(page, "Ghi thêm").Change("Mặt sau");
        page.Find(".partner-review button.reject").Click();
        page.WaitForElement("dialog.dialog button.danger").Click();

        page.WaitForAssertion(
            () => Assert.Contains("Ảnh mờ hoặc bị lóa. Mặt sau", page.Find("dl.facts").TextContent, StringComparison.Ordinal));
        Assert.Equal(IdentityState.Rejected, await IdentityAsync());
        Assert.Equal(0, (await world.RowCountsAsync())["Links"]);
    }

    [Fact]
    public async Task R1_2_A_bad_host_is_named_and_what_was_typed_stays()
    {
        const string hosts = "shop.example\nhttps://sai/duong-dan";
        var page = Visit<Shops>(Role.Admin, "admin/shops?new=1");
        page.WaitForElement("dialog.sheet form");
        Field(page, "Mã cửa hàng").Change("cua-hang-moi");
        Field(page, "Tên cửa hàng").Change("Cửa hàng mới");
        Field(page, "Tên miền được phép").Change(hosts);
        page.Find("dialog.sheet form").Submit();

        page.WaitForAssertion(() => Assert.StartsWith(
            "https://sai/duong-dan: Đây không phải tên miền.", page.Find("dialog.sheet .field-error").TextContent,
            StringComparison.Ordinal));
        Assert.Equal("cua-hang-moi", Field(page, "Mã cửa hàng").GetAttribute("value"));
        Assert.Equal("Cửa hàng mới", Field(page, "Tên cửa hàng").GetAttribute("value"));
        Assert.Equal(hosts, Field(page, "Tên miền được phép").GetAttribute("value"));
        Assert.Equal(0, (await world.RowCountsAsync())["Shops"]);

        Field(page, "Tên miền được phép").Change("shop.example\n*.shop.example");
        page.Find("dialog.sheet form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Sửa cửa hàng", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal));
        Assert.Equal(1, (await world.RowCountsAsync())["Shops"]);
    }

    [Fact]
    public async Task R1_10_Another_reason_needs_words()
    {
        var partner = await NewPartnerAsync();
        var page = VisitPartner(Role.Admin, partner.Id);
        page.WaitForElement(".partner-review");
        await ChooseAsync(page, "Lý do từ chối", "Lý do khác");
        page.Find(".partner-review button.reject").Click();

        page.WaitForAssertion(() => Assert.Equal("true", Field(page, "Ghi thêm").GetAttribute("aria-invalid")));
        Assert.Equal(IdentityState.NotChecked, await IdentityAsync());
    }

    [Fact]
    public async Task R10_3_An_identity_is_approved_only_once_its_pictures_were_opened()
    {
        var partner = await world.HasUnverifiedPartnerAsync();
        var request = (await world.SubmitsAsync(partner)).Value.Id;
        var page = Visit<Identities>(Role.Admin, $"admin/identities?request={request}");
        IElement Approve() => page.FindAll("dialog.sheet button").Single(button => button.TextContent == "Duyệt");
        page.WaitForElement("dialog.sheet .identity-review");
        Assert.True(Approve().HasAttribute("disabled"));
        Assert.Contains("sau khi bạn mở ảnh", page.Find("#" + Approve().GetAttribute("aria-describedby")).TextContent,
            StringComparison.Ordinal);

        Field(page, "Lý do xem ảnh").Change("Đối chiếu hồ sơ");
        page.Find("dialog.sheet .identity-review form").Submit();

        page.WaitForAssertion(() =>
            Assert.Equal(["Mặt trước", "Mặt sau"], page.FindAll(".identity-review img").Select(picture => picture.GetAttribute("alt"))));
        Assert.False(Approve().HasAttribute("disabled"));
        Approve().ParentElement!.ParentElement!.Submit();
        page.WaitForElement("dialog.dialog button.primary").Click();
        page.WaitForAssertion(() => Assert.Contains("Đã duyệt", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Partner_has_one_page_with_money_orders_links_account_and_risk()
    {
        var earner = await world.HasEarnerAsync();
        var order = await world.EarnsAsync(earner, 100_000);
        var account = await world.HasBankAccountAsync(earner.Partner);
        var page = VisitPartner(Role.Auditor, earner.Partner.Id);

        page.WaitForElement(".partner-figures");
        Assert.Contains(new Dong(100_000).ToString(), page.Find(".partner-figures").TextContent, StringComparison.Ordinal);
        Assert.Contains(order, page.Find(".partner-orders tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(account.AccountNumber, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Không có dấu hiệu bất thường.", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".partner-figures a"),
            part => part.GetAttribute("href")!.Contains($"partner={earner.Partner.Id}&part=available", StringComparison.Ordinal));
    }

    [Fact]
    public void Partner_who_does_not_exist_has_no_page()
    {
        var page = VisitPartner(Role.Admin, Guid.CreateVersion7());

        page.WaitForAssertion(() => Assert.Contains("Không tìm thấy cộng tác viên", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_has_no_owner_until_somebody_says_whose_it_is()
    {
        await world.CreateShopAsync("cua-hang");
        var page = Visit<Keys>(Role.Admin, "admin/keys?new=1");
        page.WaitForElement("dialog.sheet form");
        Assert.Empty(page.FindAll("dialog.sheet input[type=checkbox]"));
        Field(page, "Dùng để làm gì").Change("Máy chủ bán hàng");
        page.Find("dialog.sheet form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", Field(page, "Thuộc về").GetAttribute("aria-invalid")));
        Assert.Equal("Cần nhập mục này.", page.Find("dialog.sheet .field-error").TextContent);
        Assert.Equal("Máy chủ bán hàng", Field(page, "Dùng để làm gì").GetAttribute("value"));
        Assert.Equal(0, (await world.RowCountsAsync())["ApiKeys"]);
    }

    [Fact]
    public async Task A_key_is_shown_once_and_then_only_its_beginning()
    {
        var shop = (await world.CreateShopAsync("cua-hang")).Value;
        var page = Visit<Keys>(Role.Admin, $"admin/keys?new=1&owner={shop.Id}");
        page.WaitForElement("dialog.sheet form");
        Field(page, "Dùng để làm gì").Change("Máy chủ bán hàng");
        page.Find("dialog.sheet form").Submit();
        var secret = page.WaitForElement("dialog.sheet .notice code").TextContent;

        await using var db = await world.DbAsync();
        var stored = await db.ApiKeys.SingleAsync();
        Assert.Equal((shop.Id, "Máy chủ bán hàng"), (stored.ShopId, stored.Name));
        Assert.True(secret.Length > stored.Prefix.Length + 20, "the rest of the key is long enough to be a secret");
        Assert.StartsWith(stored.Prefix, secret, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo("admin/keys");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog.sheet")));
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
        Assert.Contains(stored.Prefix + "…", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_revoked_only_when_the_question_is_answered_and_says_so_then()
    {
        await world.HasKeyAsync((await world.CreateShopAsync("cua-hang")).Value.Id);
        var page = Visit<Keys>(Role.Admin, "admin/keys?revoked=1");
        page.WaitForElement("tbody button").Click();
        page.WaitForAssertion(() => Assert.Contains(
            "Khóa “Khóa” của Cửa hàng cua-hang ngừng hoạt động ngay, cùng những khóa mà nó đã tạo.", page.Find("dialog.dialog").TextContent,
            StringComparison.Ordinal));
        page.Find("dialog.dialog [data-close]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("dialog.dialog")));
        Assert.Contains("Đang dùng", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        page.Find("tbody button").Click();
        page.WaitForElement("dialog.dialog button.danger").Click();

        page.WaitForAssertion(() => Assert.Contains("Đã thu hồi", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("tbody button"));
        await using var db = await world.DbAsync();
        Assert.Equal(world.Clock.GetUtcNow(), (await db.ApiKeys.SingleAsync()).RevokedAt);
    }

    [Fact]
    public async Task An_auditor_sees_everything_and_changes_nothing()
    {
        var partner = await NewPartnerAsync();
        var shop = (await world.CreateShopAsync("cua-hang-khac")).Value;
        var key = await world.HasKeyAsync(shop.Id);

        ReadsOnly(Visit<Partners>(Role.Auditor, "admin/partners?new=1"), "Nguyễn Văn An", sheet: false);
        var one = VisitPartner(Role.Auditor, partner.Id);
        one.WaitForAssertion(() => Assert.Contains("an@example.vn", one.Find("dl.facts").TextContent, StringComparison.Ordinal));
        Assert.Empty(one.FindAll("form, .button.primary, .button.reject, a[href*='/admin/users']"));
        ReadsOnly(Visit<Shops>(Role.Auditor, $"admin/shops?new=1&shop={shop.Id}"), "cua-hang-khac", sheet: true);
        ReadsOnly(Visit<Programmes>(Role.Auditor, "admin/programmes"), "tiep-thi", sheet: false);
        ReadsOnly(Visit<Keys>(Role.Auditor, "admin/keys?new=1"), key.Prefix, sheet: false);

        // a page that hides its buttons is a courtesy; the refusal is the use case's
        var auditor = world.Auditor();
        var decided = await world.Get<VerifyPartner>()
            .RunAsync(auditor, partner.Id, new VerifyPartner.Input(VerifyPartner.Decision.Approved, true), default);
        var made = await world.Get<CreateShop>().RunAsync(
            auditor, new CreateShop.Input("moi", "Mới", ShopKind.Individual, new DateOnly(2020, 1, 1), ["shop.example"]), default);
        var secret = await world.Get<CreateApiKey>().RunAsync(auditor, new CreateApiKey.Input("Khóa", shop.Id), default);
        Assert.All(new[] { decided.Refusal, made.Refusal, secret.Refusal }, refusal => Assert.Equal(RefusalKind.Forbidden, refusal!.Kind));
        Assert.Equal(RefusalKind.NotFound, (await world.Get<RevokeApiKey>().RunAsync(auditor, key.Id, default)).Refusal!.Kind);
    }

    private static void ReadsOnly<TPage>(IRenderedComponent<TPage> page, string row, bool sheet)
        where TPage : IComponent
    {
        page.WaitForAssertion(() => Assert.Contains(row, page.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Equal(sheet ? 1 : 0, page.FindAll("dialog.sheet").Count);
        Assert.Empty(page.FindAll(
            ".button.primary, .button.danger, dialog form, dialog a[href*='/admin/keys'], dialog a[href*='/admin/users']"));
    }

    private IRenderedComponent<PartnerPage> VisitPartner(Role role, Guid partner) =>
        Visit<PartnerPage>(role, $"admin/partners/{partner}", page => page.Add(p => p.Id, partner));

    private IRenderedComponent<TPage> Visit<TPage>(
        Role role, string address, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        var permissions = Permission.Of(role).ToArray();
        visitor.SetAuthorized(role.ToString()).SetPolicies(permissions).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, world.SomebodyOf(role).ClientId.ToString()),
            new Claim(PortalClaims.Name, role.ToString()),
            new Claim(PortalClaims.Role, role.ToString()),
            new Claim(PortalClaims.SecondFactor, "1"));
        Open(address);
        return Render(parameters ?? (_ => { }));
    }

    private async Task<PartnerView> NewPartnerAsync()
    {
        var shop = (await world.CreateShopAsync("cua-hang")).Value;
        await world.CreateProgrammeAsync(shop.Id, "tiep-thi");
        return (await world.CreatePartnerAsync("Nguyễn Văn An", "an@example.vn", "tiep-thi")).Value;
    }

    private async Task<IdentityState> IdentityAsync()
    {
        await using var db = await world.DbAsync();
        return (await db.Partners.SingleAsync()).Identity;
    }

    private static IElement Field<TPage>(IRenderedComponent<TPage> page, string label)
        where TPage : IComponent =>
        page.Find("#" + page.FindAll(".field label").Single(found => Words(found).Split(" (")[0] == label).GetAttribute("for"));

    private static string Words(IElement label) =>
        string.Join(' ', label.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
