using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;
using Portal.Web.Components.Shared;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// A page shows what it can to somebody for whom there is nothing to load, and does not throw: every page there is, by its route.
/// </summary>
public sealed class NothingToLoadTests : ComponentTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Every_page_renders_for_somebody_of_its_role_without_an_organisation()
    {
        await using var world = await World.CreateAsync(DatabaseProvider.Sqlite);
        await using var host = new AccountHost(world);
        await using var scope = host.Services.CreateAsyncScope();
        Services.AddFallbackServiceProvider(scope.ServiceProvider);

        var wrong = new List<string>();
        foreach (var (route, role) in PageRoute.All.Where(route => !route.HasParameters)
            .SelectMany(route => Enum.GetValues<Role>().Where(route.MayOpen), (route, role) => (route, role)))
        {
            if (await FailureAsync(route, Somebody(role)) is { } failure)
                wrong.Add(failure);
        }

        Assert.Empty(wrong);
    }

    private static AuthenticationState Somebody(Role role) => new(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Guid.CreateVersion7(World.Start).ToString()),
            new Claim(PortalClaims.Name, "Ai đó"),
            new Claim(PortalClaims.Role, role.ToString()),
            new Claim(PortalClaims.SecondFactor, "1"),
        ],
        "test")));

    /// <summary>What is wrong with the page, if anything is: it threw, or says that it could not be loaded.</summary>
    private async Task<string?> FailureAsync(PageRoute route, AuthenticationState person)
    {
        Open(route.Template);
        try
        {
            var page = Render<CascadingValue<Task<AuthenticationState>>>(parameters => parameters
                .Add(value => value.Value, Task.FromResult(person))
                .Add(value => value.ChildContent, builder =>
                {
                    builder.OpenComponent(0, route.Page);
                    builder.CloseComponent();
                }));
            page.WaitForAssertion(() => Assert.Empty(page.FindAll(".page-body[aria-busy=true]")), Patience);
            return page.HasComponent<ErrorState>() ? $"{route.Template}: could not be loaded" : null;
        }
        catch (Exception failure)
        {
            return $"{route.Template}: {failure.GetBaseException().Message}";
        }
        finally
        {
            await DisposeComponentsAsync();
        }
    }
}
