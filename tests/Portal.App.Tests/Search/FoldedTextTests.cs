using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Search;

/// <summary>
/// One letter can become many when it is folded. What is stored of it ends with its column, and nothing is refused for it.
/// </summary>
public sealed class FoldedTextTests
{
    /// <summary>As long as a name may be; folded it is eighteen times that.</summary>
    private static readonly string Growing = new('ﷺ', Lengths.Name);

    [Theory]
    [InlineData("ﬃ", 2, "ff")]
    [InlineData("㎏", 3, "kg")]
    [InlineData("Điện thoại", 5, "dien")] // no space at its end
    [InlineData("a😀", 2, "a")] // no half a character
    [InlineData("a😀", 3, "a😀")]
    public void A_folded_text_is_cut(string text, int longest, string stored) => Assert.Equal(stored, SearchText.Fold(text, longest));

    [DatabaseTheory]
    public async Task Every_folded_column_takes_the_longest_text_of_letters_that_grow(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = (await world.AdminAsync()).Actor with { Name = Growing };
        await world.PersonAsync(Role.Admin, name: Growing);
        var shop = (await world.Get<CreateShop>().RunAsync(
            admin, new CreateShop.Input("growing", Growing, ShopKind.Individual, new DateOnly(2020, 1, 1), ["growing.example"]),
            default)).Value;
        Assert.True((await world.Get<UpdateShop>()
            .RunAsync(admin, shop.Id, new UpdateShop.Input(Name: 'a' + Growing[1..]), default)).Succeeded);
        Assert.True((await world.Get<CreatePartner>()
            .RunAsync(admin, new CreatePartner.Input(Growing, "growing@example.vn", "0901234567", []), default)).Succeeded);
        var partner = await world.HasUnverifiedPartnerAsync();
        Assert.True((await world.SubmitsAsync(partner, World.Card(Growing))).Succeeded);
        Assert.True((await world.DecidesIdentityAsync(partner, approved: true)).Succeeded);
        var own = await world.HasShopAsync();
        await using (var db = await world.DbAsync())
        {
            db.ShopHosts.Add(new ShopHost { ShopId = own.Id, Host = "shop.example" });
            await db.SaveChangesAsync();
        }

        var programme = await world.HasProgrammeAsync(own);
        var member = await world.HasPartnerAsync(programme);
        Assert.True((await world.CreateLinkAsync(
            world.PersonOf(member), programme.Code,
            "https://shop.example/" + string.Concat(Enumerable.Repeat(Uri.EscapeDataString("ﷺ"), 200)))).Succeeded);
        var order = world.Order("DH-1");
        await world.RecordedAsync(own, order with { Lines = [order.Lines[0] with { Name = Growing }] });

        await using var stored = await world.DbAsync();
        await stored.Partners.Where(row => row.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, Growing));
        Assert.True((await world.FileAsync(world.PersonOf(member), World.Missing(own, "DH-1"))).Succeeded);
        var columns = stored.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => property.Name is "NameSearch" or "SearchText").ToList();
        Assert.NotEmpty(columns);
        foreach (var column in columns)
        {
            var longest = (int)(await (Task<int>)typeof(FoldedTextTests)
                .GetMethod(nameof(LongestAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                .MakeGenericMethod(column.DeclaringType.ClrType).Invoke(null, [stored, column])!);

            // somewhere it was filled to its end, so none of them is forgotten here
            Assert.True(longest <= column.GetMaxLength() && longest > column.GetMaxLength() - 20,
                $"{column.DeclaringType.DisplayName()}.{column.Name}: {longest} of {column.GetMaxLength()}");
        }
    }

    private static Task<int> LongestAsync<T>(PortalDb db, IReadOnlyProperty column)
        where T : class
    {
        var row = Expression.Parameter(typeof(T));
        var length = Expression.Property(Expression.Property(row, column.PropertyInfo!), nameof(string.Length));
        return db.Set<T>().MaxAsync(Expression.Lambda<Func<T, int>>(length, row));
    }
}
