using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Security;
using Portal.Domain.Eligibility;
using Portal.Tests.Shared;
using Portal.Web.Pages.Admin.Eligibility;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.AdminPages;

/// <summary>Điều kiện tham gia over a real database: the queue, the decisions, and who only reads.</summary>
public sealed class CandidatesPageTests : ComponentTest
{
    private World world = null!;
    private Shop shop = null!;
    private BunitAuthorizationContext visitor = null!;

    static CandidatesPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
        (shop, _) = await world.HasReferralsAsync();
        await world.BuysAsync(shop, "binh@example.vn", 3, phone: "0901111111");
        await world.BuysAsync(shop, "an@example.vn", 3, phone: "0901111111", device: "d-1");
        await world.BuysAsync(shop, "chi@example.vn", 1, device: "d-1");
        await world.BuysAsync(shop, "dung@example.vn", 2);
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public void R4_4_The_queue_says_who_waits_and_why()
    {
        var page = Visit(Role.Admin, "admin/eligibility");

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        var an = page.FindAll("tbody tr").Single(row => row.TextContent.Contains("an@example.vn", StringComparison.Ordinal)).TextContent;
        Assert.Contains("3 / 3", an, StringComparison.Ordinal);
        Assert.Contains("Đủ số đơn thành công · Trùng số điện thoại", an, StringComparison.Ordinal);
        Assert.Equal(["Chờ xem xét2", "Đã mời0", "Đã tham gia0", "Đang tích lũy2", "Đã rút lời mời0", "Đã từ chối0", "Tất cả4"],
            page.FindAll(".tabs a").Select(tab => tab.TextContent.Trim()));
    }

    [Fact]
    public async Task R4_4_The_sheet_shows_the_group_side_by_side_with_what_each_shares()
    {
        var page = Visit(Role.Admin, $"admin/eligibility?account={(await world.AccountAsync("an@example.vn")).Id}");

        var members = page.WaitForElements("dialog.sheet .group-accounts > li");
        Assert.Equal(3, members.Count);
        Assert.Contains("Nhóm 3 tài khoản", page.Find("dialog.sheet").TextContent, StringComparison.Ordinal);
        var an = members.Single(member => member.TextContent.Contains("an@example.vn", StringComparison.Ordinal));
        Assert.Equal(["3", "số 1 (2 tài khoản)", "số 1 (2 tài khoản)"], an.QuerySelectorAll("dd").Select(fact => fact.TextContent.Trim()));
        Assert.Equal(["Đơn thành công", "Số điện thoại", "Thiết bị"], an.QuerySelectorAll("dt").Select(fact => fact.TextContent));
    }

    [Fact]
    public async Task R4_4_Many_are_approved_at_once_and_undone()
    {
        var page = Visit(Role.Admin, "admin/eligibility");
        page.WaitForElement("thead input[type=checkbox]").Change(true);
        page.WaitForElement(".bulk .primary").Click();
        var question = page.WaitForElement("dialog.dialog");
        Assert.Contains("2 tài khoản sẽ nhận thư mời sau 10 phút", question.TextContent, StringComparison.Ordinal);
        page.Find("dialog.dialog button.primary").Click();

        page.WaitForAssertion(() => Assert.Contains("Đã duyệt 2 tài khoản", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal(EligibilityState.Invited, (await world.AccountAsync("binh@example.vn")).State);

        page.Find(".notice button").Click();

        page.WaitForAssertion(
            () => Assert.Contains("Đã đưa 2 tài khoản trở lại", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Equal(EligibilityState.Queued, (await world.AccountAsync("binh@example.vn")).State);
        Assert.Empty(await world.InvitationsAsync("binh@example.vn"));
    }

    [Fact]
    public async Task R4_4_A_rejection_asks_for_its_reason_and_keeps_what_was_typed()
    {
        var id = (await world.AccountAsync("an@example.vn")).Id;
        var page = Visit(Role.Admin, $"admin/eligibility?account={id}");
        page.WaitForElement("dialog.sheet button.reject").Click();
        page.WaitForElement("dialog.dialog form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Cần nhập mục này.", page.Find("dialog.dialog .field-error").TextContent));

        page.Find("dialog.dialog textarea").Change("Cùng một người");
        page.Find("dialog.dialog form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Cùng một người", page.Find("dialog.sheet dl").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("dialog.dialog"));
        Assert.Equal((EligibilityState.Rejected, "Cùng một người"),
            (await world.AccountAsync("an@example.vn") is var an ? an.State : default, an.VerdictReason));
    }

    [Fact]
    public void R4_4_Somebody_is_found_by_his_whole_address_wherever_he_stands()
    {
        var page = Visit(Role.Admin, "admin/eligibility?q=dung@example.vn");

        page.WaitForAssertion(
            () => Assert.Contains("dung@example.vn", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task R10_5_An_auditor_sees_masked_addresses_and_no_buttons()
    {
        var page = Visit(Role.Auditor, $"admin/eligibility?account={(await world.AccountAsync("an@example.vn")).Id}");

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("dialog.sheet .group-accounts > li").Count));
        Assert.DoesNotContain("an@example.vn", page.Markup, StringComparison.Ordinal);
        Assert.Contains("a***@example.vn", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".button.primary, .button.danger, input[type=checkbox]"));
    }

    private IRenderedComponent<Candidates> Visit(Role role, string address)
    {
        visitor.SetAuthorized(role.ToString()).SetPolicies([.. Permission.Of(role)]).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, world.SomebodyOf(role).ClientId.ToString()),
            new Claim(PortalClaims.Name, role.ToString()),
            new Claim(PortalClaims.Role, role.ToString()),
            new Claim(PortalClaims.SecondFactor, "1"));
        Open(address);
        return Render<Candidates>();
    }
}
