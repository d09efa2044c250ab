using Portal.App.Documents;
using Portal.App.Documents.Model;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Shops;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.Statements;

/// <summary>A shop's weekly statement as a document says what the statement says, to the đồng.</summary>
public sealed class ShopStatementDocumentTests
{
    [DatabaseTheory]
    public async Task R7_7_It_has_every_line_of_the_statement_and_its_sums(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, statement) = await WeekAsync(world);

        var draft = (await world.FillsAsync(new DocumentSubject(DocumentKind.ShopStatement, statement.Id), world.OwnerOf(shop))).Value;

        var detail = await world.StatementAsync(statement);
        var table = draft.Document.Sections[0].Table!;
        Assert.Equal(
            detail.Lines.Select(line => (line.OrderExternalId!, line.Amount)).Order(),
            table.Rows.Where(row => row.Kind == DocumentRowKind.Line).Select(row => (row.Cells[0].Text, (long)row.Cells[5].Value!))
            .Order());
        Assert.Equal(statement.Net, World.SumOf(table, 5));
        Assert.Equal(
            [statement.Promotions, statement.Surcharges, statement.Corrections, statement.Net],
            draft.Document.Figures.Select(figure => (long)figure.Value.Value!));
        Assert.Equal("TẠM TÍNH", draft.Document.Mark);
        Assert.Equal(statement.Net, draft.Total);
    }

    [DatabaseTheory]
    public async Task R7_8_It_is_final_when_the_statement_is(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, statement) = await WeekAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(8));

        var draft = (await world.FillsAsync(new DocumentSubject(DocumentKind.ShopStatement, statement.Id))).Value;

        Assert.Equal((true, null), (draft.IsFinal, draft.Document.Mark));
    }

    [DatabaseTheory]
    public async Task R10_5_Another_shop_finds_none(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, statement) = await WeekAsync(world);
        var (other, _) = await world.HasRentalShopAsync(ShopKind.Professional);

        var filled = await world.FillsAsync(new DocumentSubject(DocumentKind.ShopStatement, statement.Id), world.OwnerOf(other));

        Assert.Equal("statement_not_found", filled.Refusal!.Code);
    }

    private static async Task<(App.Catalogue.Shops.Shop Shop, App.Money.Statements.StatementView Statement)> WeekAsync(World world)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 8, 9, 0, 0, LocalCalendar.Offset));
        var (shop, _) = await world.HasRentalShopAsync(ShopKind.Professional);
        await world.SellsAsync(shop, "T-1", platform: 20_000);
        await world.SellsAsync(shop, "T-2", "KH-2", own: 7_001);
        await world.SellsAsync(shop, "T-3", "KH-3");
        await world.HappensAsync(shop, "T-3", OrderEventType.Returned, world.Clock.GetUtcNow());
        world.NextWeek();
        await world.MakesStatementsAsync();
        return (shop, (await world.StatementsAsync(shop)).Single());
    }
}
