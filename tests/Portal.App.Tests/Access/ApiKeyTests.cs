using System.Text;
using Portal.App.Access.ApiKeys;
using Portal.App.Platform.Data;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Access;

/// <summary>Keys and signatures, also on a second node of the same portal.</summary>
public sealed class ApiKeyTests
{
    [DatabaseTheory]
    public async Task A_key_is_found_by_its_secret_and_by_nothing_else(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var key = await world.HasKeyAsync(shop.Id);
        var keys = world.Get<ApiKeyDirectory>();

        var found = await keys.FindAsync(key.Key, CancellationToken.None);

        Assert.Equal(shop.Id, found!.Actor.ShopId);
        Assert.False(found.Actor.IsOperator);
        Assert.Null(await keys.FindAsync(key.Key.ToUpperInvariant(), CancellationToken.None));
        Assert.Null(await keys.FindAsync(key.Prefix, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task A_revoked_key_works_on_no_node(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var key = await world.HasKeyAsync();
        var (here, there) = (world.Get<ApiKeyDirectory>(), other.Get<ApiKeyDirectory>());
        Assert.NotNull(await here.FindAsync(key.Key, CancellationToken.None));
        Assert.NotNull(await there.FindAsync(key.Key, CancellationToken.None));

        await world.Get<RevokeApiKey>().RunAsync(world.Admin, key.Id, CancellationToken.None);

        Assert.Null(await here.FindAsync(key.Key, CancellationToken.None));
        // Even a node that does not hear of it forgets within a minute.
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await there.FindAsync(key.Key, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task R10_5_The_owner_of_a_shop_makes_lists_and_revokes_keys_of_his_shop_only(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (own, other) = (await world.HasShopAsync(), await world.HasShopAsync());
        var foreign = await world.HasKeyAsync(other.Id);
        var owner = world.OwnerOf(own);
        var create = world.Get<CreateApiKey>();

        var made = await create.RunAsync(owner, new CreateApiKey.Input("Khóa", own.Id), CancellationToken.None);
        var refused = await create.RunAsync(owner, new CreateApiKey.Input("Khóa", other.Id), CancellationToken.None);
        var listed = await world.Get<ApiKeyQueries>().ListAsync(owner, CursorRequest.First, CancellationToken.None);
        var revoked = await world.Get<RevokeApiKey>().RunAsync(owner, foreign.Id, CancellationToken.None);

        Assert.True(made.Succeeded);
        Assert.Equal("forbidden", refused.Refusal!.Code);
        Assert.Equal(made.Value.Id, Assert.Single(listed.Items).Id);
        Assert.Equal("key_not_found", revoked.Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_signature_is_accepted_once_by_all_nodes_together_and_forgotten_when_it_is_too_old(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var other = world.AnotherNode();
        var request = new SignedRequest("POST", "/api/v1/orders", "{}"u8.ToArray());
        var key = new KnownKey(world.Admin, MustSign: true, [Encoding.UTF8.GetBytes("secret")]);
        var header = SignedBodies.Sign("secret", world.Clock.GetUtcNow(), request);

        var first = await world.Get<SignedBodies>().CheckAsync(key, header, request, CancellationToken.None);
        var second = await other.Get<SignedBodies>().CheckAsync(key, header, request, CancellationToken.None);
        world.Clock.Advance(SignedBodies.Tolerance + TimeSpan.FromSeconds(1));
        await world.Get<SignedBodies>()
            .CheckAsync(key, SignedBodies.Sign("secret", world.Clock.GetUtcNow(), request), request, CancellationToken.None);

        Assert.Null(first);
        Assert.Equal("signature_replayed", second!.Code);
        await using var db = await world.DbAsync();
        Assert.Single(db.AcceptedSignatures);
    }

    [DatabaseTheory]
    public async Task The_first_key_is_made_once(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var settings = new Portal.App.Platform.Settings.PortalSettings { Portal = new() { BootstrapAdminKey = "the first key" } };
        var first = new BootstrapKey(
            world.Get<UnitOfWork>(), settings, world.Get<Portal.App.Platform.Settings.PortalEnvironment>(), world.Clock);

        await first.EnsureAsync(CancellationToken.None);
        await first.EnsureAsync(CancellationToken.None);

        await using var db = await world.DbAsync();
        Assert.DoesNotContain("the first", Assert.Single(db.ApiKeys).Prefix, StringComparison.Ordinal);
        Assert.True((await world.Get<ApiKeyDirectory>().FindAsync("the first key", CancellationToken.None))!.Actor.IsOperator);
    }
}
