using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.Users;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Web.Pages.Finance;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.FinancePages;

/// <summary>Finance's pages over a real database.</summary>
public sealed class FinancePageTests : ComponentTest
{
    private World world = null!;
    private BunitAuthorizationContext visitor = null!;

    static FinancePageTests() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async Task InitializeAsync()
    {
        world = await World.CreateAsync();
        Services.AddSingleton<TimeProvider>(world.Clock);
        Services.AddFallbackServiceProvider(world.Services);
        visitor = this.AddAuthorization();
    }

    protected override async Task EndAsync() => await world.DisposeAsync();

    [Fact]
    public async Task R6_4_A_month_says_how_many_partners_its_close_put_aside_and_links_to_why()
    {
        var (ill, well) = (await world.HasPartnerAsync(), await world.HasPartnerAsync());
        await world.IsOwedAsync(ill, 2_000_000);
        await world.IsOwedAsync(well, 2_000_000);
        world.NextMonth();
        await world.AilsAsync(ill.Id);
        await world.ClosesAsync();

        var page = Visit<Months>(Role.Finance, "finance/months?month=2026-06");

        page.WaitForAssertion(() => Assert.Contains("của 1 cộng tác viên", page.Find(".notice.tone-waiting").TextContent, StringComparison.Ordinal));
        Assert.Equal("/admin/failed-work?kind=MonthPartner", page.Find(".notice.tone-waiting a").GetAttribute("href"));
        Assert.Contains("1/2", page.Find("p[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R6_6_A_batch_says_before_the_click_that_it_pays_the_reader()
    {
        var payee = await world.HasPayeeAsync(900_000);
        await world.AsksAsync(payee, 300_000);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        var page = Visit<BatchPage>(Role.FinanceApprover, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForAssertion(() => Assert.False(page.Find(".actions .button.primary").HasAttribute("disabled")));

        await using (var db = await world.DbAsync())
        {
            db.Memberships.Add(new Membership
            {
                Id = Ids.New(world.Clock),
                UserId = world.Approver().ClientId,
                Role = Role.Partner,
                PartnerId = payee.Partner.Id,
                CreatedAt = World.Start,
            });
            await db.SaveChangesAsync();
        }

        page = Visit<BatchPage>(Role.FinanceApprover, $"finance/batches/{batch.Id}", (nameof(BatchPage.Id), batch.Id));
        page.WaitForAssertion(() => Assert.Contains("trả tiền cho chính bạn", page.Find("#why-not").TextContent, StringComparison.Ordinal));
        Assert.True(page.Find(".actions .button.primary").HasAttribute("disabled"));
    }

    private IRenderedComponent<TPage> Visit<TPage>(Role role, string address, params (string Name, object Value)[] parameters)
        where TPage : IComponent
    {
        visitor.SetAuthorized(role.ToString()).SetPolicies([.. Permission.Of(role)]).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, world.SomebodyOf(role).ClientId.ToString()),
            new Claim(PortalClaims.Name, role.ToString()),
            new Claim(PortalClaims.Role, role.ToString()),
            new Claim(PortalClaims.SecondFactor, "1"));
        Open(address);
        return Render<TPage>(page =>
        {
            foreach (var (name, value) in parameters)
                page.TryAdd(name, value);
        });
    }
}
