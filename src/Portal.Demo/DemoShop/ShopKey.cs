using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.App.Access.ApiKeys;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;

namespace Portal.Demo.DemoShop;

/// <summary>
/// What a shop gets from the operator before it can report orders: the portal's address, a key, a secret to sign with, and its host on the
/// list of those that links may lead to. The demo shop gives it to itself, since nobody else is there to do it.
/// </summary>
public sealed class ShopKey(
    IServer server, PortalSettings settings, DataDirectory data, ShopQueries shops, UpdateShop updateShop, CreateApiKey createKey,
    ApiKeyQueries keys, CreateSigningSecret createSecret, RevokeSigningSecret revokeSecret, ILogger<ShopKey> log) : IHostedLifecycleService,
        IDisposable
{
    private readonly string file = Path.Combine(data.Folder("demo-shop"), "key");
    private readonly SemaphoreSlim one = new(1);
    private Secrets? secrets;

    /// <summary>What the shop keeps to itself: one line each in its file.</summary>
    public sealed record Secrets(string ApiKey, string Signing);

    /// <summary>Where the portal answers, as a program on this machine reaches it.</summary>
    public Uri Portal => Address ?? throw new InvalidOperationException("The demo shop works only on a running server.");

    private Uri? Address =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound ? LocalAddress.Of(bound)
        : settings.Portal.PublicUrl is { Length: > 0 } given ? new Uri(given)
        : null;

    public async Task<Secrets> SecretsAsync(bool renew, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (renew)
                secrets = null;
            else if (secrets is null && File.Exists(file)
                && await File.ReadAllLinesAsync(file, cancellationToken) is [var kept, var signing])
                secrets = new Secrets(kept, signing);
            return secrets ??= await MakeAsync(cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>
    /// Once the server listens its port is known: then links to the demo shop's pages are allowed, under both names that the
    /// machine has for itself.
    /// </summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (Address is null || await FindShopAsync(cancellationToken) is not { } shop)
            return;

        string[] own = [$"localhost:{Portal.Port}", $"127.0.0.1:{Portal.Port}", Portal.IsDefaultPort ? Portal.Host : Portal.Authority];
        var hosts = shop.Hosts.Union(own, StringComparer.Ordinal).ToList();
        if (hosts.Count > shop.Hosts.Count)
            await updateShop.RunAsync(Actor.System, shop.Id, new UpdateShop.Input(Hosts: hosts), cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => one.Dispose();

    private async Task<Secrets> MakeAsync(CancellationToken cancellationToken)
    {
        var shop = await FindShopAsync(cancellationToken)
            ?? throw new InvalidOperationException("The database holds no demo data: start on a fresh one with Demo__Seed=true.");
        var made = await createKey.RunAsync(
            Actor.System, new CreateApiKey.Input("Demo shop", shop.Id, Scopes: ["orders:write", "orders:read"]), cancellationToken);
        var fresh = new Secrets(made.Value.Key, await MakeSigningSecretAsync(shop.Id, cancellationToken));
        await File.WriteAllLinesAsync(file, [fresh.ApiKey, fresh.Signing], cancellationToken);
        log.LogInformation("The demo shop made itself an API key and a signing secret");
        return fresh;
    }

    /// <summary>In place of those that it had, which nobody knows any more when the file is gone.</summary>
    private async Task<string> MakeSigningSecretAsync(Guid shopId, CancellationToken cancellationToken)
    {
        foreach (var old in (await keys.SigningSecretsAsync(Actor.System, shopId, cancellationToken)).Value.Where(
            old => old.RevokedAt is null))
            await revokeSecret.RunAsync(Actor.System, shopId, old.Id, cancellationToken);
        return (await createSecret.RunAsync(Actor.System, shopId, cancellationToken)).Value.Secret;
    }

    private async Task<ShopView?> FindShopAsync(CancellationToken cancellationToken)
    {
        var found = await shops.SearchAsync(Actor.System, DemoData.OpenShop.Code, new PageRequest(1, 10), cancellationToken);
        return found.Items.FirstOrDefault(shop => shop.Code == DemoData.OpenShop.Code);
    }
}
