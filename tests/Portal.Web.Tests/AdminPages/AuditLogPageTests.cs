using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Web.Pages.Admin;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.AdminPages;

/// <summary>Nhật ký over a real database: sums, what was before and after, and the way to what a record names.</summary>
public sealed class AuditLogPageTests : ComponentTest
{
    private World world = null!;
    private BunitAuthorizationContext visitor = null!;

    static AuditLogPageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R10_4_A_deed_about_money_shows_its_sum_and_leads_to_the_partner()
    {
        var partner = await world.HasPartnerAsync();
        var proposed = await world.Get<AdjustBalance>()
            .RunAsync(world.Finance(), partner.Id, new AdjustBalance.Input(2_000_000, "Thưởng bổ sung"), default);
        await world.Get<DecideAdjustment>()
            .RunAsync(world.Approver(), proposed.Value.Id, new DecideAdjustment.Input(false, "Không đúng"), default);
        var id = (await RecordsAsync(new AuditFilter(Action: AuditActions.AdjustmentRejected))).Single().Id;
        var page = Visit($"admin/audit?record={id}");

        page.WaitForElement("dialog.sheet .audit-values");
        Assert.Equal(2, page.FindAll("tbody tr.linked")
            .Count(row => row.TextContent.Contains(new Dong(2_000_000).ToString(), StringComparison.Ordinal)));
        var sheet = page.Find("dialog.sheet");
        Assert.NotNull(sheet.QuerySelector($"a[href='/admin/partners/{partner.Id}']"));
        Assert.NotNull(sheet.QuerySelector("a[href='/finance/ledger?tab=adjustments']"));
        var state = sheet.QuerySelectorAll(".audit-values tbody tr").Single(row => row.QuerySelector("th")!.TextContent == "Trạng thái");
        Assert.Equal(["Chờ người thứ hai", "Từ chối"], state.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.DoesNotContain("Rejected", sheet.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R10_4_The_log_is_narrowed_to_one_person()
    {
        var partner = await world.HasPartnerAsync();
        var proposed = await world.Get<AdjustBalance>()
            .RunAsync(world.Finance(), partner.Id, new AdjustBalance.Input(2_000_000, "Thưởng bổ sung"), default);
        await world.Get<DecideAdjustment>()
            .RunAsync(world.Approver(), proposed.Value.Id, new DecideAdjustment.Input(false, "Không đúng"), default);
        var approver = world.Approver();
        var page = Visit($"admin/audit?by={approver.ClientId}");

        page.WaitForAssertion(() =>
            Assert.Contains("Từ chối điều chỉnh", Assert.Single(page.FindAll("tbody tr.linked")).TextContent, StringComparison.Ordinal));
        Assert.Equal(approver.Name, page.Find("input[aria-label='Người thực hiện']").GetAttribute("value"));
    }

    [Fact]
    public async Task R10_4_No_value_is_shown_by_its_technical_name()
    {
        await using var db = await world.DbAsync();
        var trail = world.Get<EntityAudit>();
        var kinds = db.Model.GetEntityTypes().Where(type => trail.Kinds.Contains(type.ClrType.Name)).ToList();

        Assert.Equal(trail.Kinds.Count, kinds.Count);
        Assert.DoesNotContain(kinds.SelectMany(trail.ValuesOf).Distinct(), name => TextCatalog.Word("AuditValue", name) == name);
    }

    private async Task<IReadOnlyList<AuditRecordView>> RecordsAsync(AuditFilter filter) =>
        (await world.Get<AuditQueries>().ListAsync(world.Admin, filter, new(), default)).Items;

    private IRenderedComponent<AuditLog> Visit(string address)
    {
        visitor.SetAuthorized("Admin").SetPolicies([.. Permission.Of(Role.Admin)]).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, world.Admin.ClientId.ToString()),
            new Claim(PortalClaims.Name, "Admin"),
            new Claim(PortalClaims.Role, nameof(Role.Admin)),
            new Claim(PortalClaims.SecondFactor, "1"));
        Open(address);
        return Render<AuditLog>();
    }
}
