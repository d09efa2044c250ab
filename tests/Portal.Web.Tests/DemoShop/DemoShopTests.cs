using System.Net;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.DemoShop;

/// <summary>The demo shop is for trying things out, so it must not exist where money is real.</summary>
public sealed class DemoShopTests
{
    [Theory]
    [InlineData("Production", HttpStatusCode.NotFound)]
    [InlineData("Staging", HttpStatusCode.NotFound)]
    [InlineData("Development", HttpStatusCode.OK)]
    public async Task It_exists_in_development_only(string environment, HttpStatusCode expected)
    {
        await using var world = await World.CreateAsync();
        var settings = environment == Production.Name ? Production.Environment : [("ASPNETCORE_ENVIRONMENT", environment)];
        await using var portal = await PortalProcess.StartAsync(world, settings);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Address };
        if (environment == Production.Name)
            client.DefaultRequestHeaders.Host = Production.Host;

        foreach (var path in new[] { "", "/products/PK-SAC20W", "/cart", "/admin", "/shop.css" })
        {
            using var answer = await client.GetAsync($"/demo-shop{path}");
            Assert.Equal(expected, answer.StatusCode);
        }

        using var bought = await client.PostAsync("/demo-shop/checkout", new FormUrlEncodedContent([]));
        Assert.Equal(environment == "Development" ? HttpStatusCode.BadRequest : HttpStatusCode.NotFound, bought.StatusCode);
    }
}
