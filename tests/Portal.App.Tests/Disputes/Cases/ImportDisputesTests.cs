using System.Text;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Data;
using Portal.App.Platform.Files;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Cases;

/// <summary>Many disputes at once, from a CSV file.</summary>
public sealed class ImportDisputesTests
{
    [DatabaseTheory]
    public async Task R8_1_Good_rows_become_drafts_once_and_wrong_ones_are_named(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        var author = world.PersonOf(partner);
        var file = $"""
            Loại;Mã đơn;Mã cửa hàng;Nội dung;Giá trị đúng
            Đơn bị thiếu;{order};{shop.Code};Khách của tôi;
            missing_order;AA-LA;;Đơn tại quầy;
            Sai nguồn khách;{order};{shop.Code};Không được;
            Gì đó;DH-1;;x;
            Đơn bị thiếu;;;Thiếu mã;
            Sai giá trị tính thưởng;{order};{shop.Code};Sai tiền;1,5
            Đơn bị thiếu;DH-X;khong-co;Sai tiệm;
            """;

        var tried = (await ImportAsync(world, author, file, dryRun: true)).Value;
        Assert.Equal((7, 2, 0), (tried.Rows, tried.Good, tried.Saved));
        Assert.Equal(
            ["4 kind not_allowed", "5 kind not_allowed", "6 orderExternalId required", "7 wanted.base wrong_type", "8 shop not_found"],
            tried.Problems.Select(problem => $"{problem.Row} {problem.Error.Field} {problem.Error.Code}"));
        Assert.Empty(await DraftsAsync(world, author));

        Assert.Equal(2, (await ImportAsync(world, author, file, dryRun: false)).Value.Saved);
        Assert.Equal(2, (await ImportAsync(world, author, file, dryRun: false)).Value.Saved);
        var drafts = await DraftsAsync(world, author);
        Assert.Equal(["AA-LA", order], drafts.Select(draft => draft.Order!).Order(StringComparer.Ordinal));

        // each still needs its evidence
        var first = drafts.Single(draft => draft.Order == order).Id;
        var filing = world.Get<FileDispute>();
        Assert.Equal(
            DisputeRefusals.EvidenceMissing, (await filing.RunAsync(author, new FileDispute.Input(first), default)).Refusal!.Code);
        await world.BringsAsync(author, first);
        Assert.True((await filing.RunAsync(author, new FileDispute.Input(first), default)).Succeeded);
    }

    [DatabaseTheory]
    public async Task What_is_no_list_of_disputes_is_refused_whole(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, _) = await world.HasAffiliateAsync();
        var author = world.PersonOf(partner);
        var many = "kind,order,claim\n" + string.Concat(Enumerable.Range(0, 501).Select(i => $"missing_order,DH-{i},x\n"));

        Assert.Equal(FileRefusals.Empty, (await ImportAsync(world, author, "")).Refusal!.Code);
        Assert.Equal(FileRefusals.Empty, (await ImportAsync(world, author, "kind,order,claim\n")).Refusal!.Code);
        Assert.Equal(FileRefusals.NotATable, (await ImportAsync(world, author, "a,b,c\n1,2,3\n")).Refusal!.Code);
        Assert.Equal(FileRefusals.TooManyRows, (await ImportAsync(world, author, many)).Refusal!.Code);
        Assert.Equal(FileRefusals.TooLarge, (await ImportAsync(world, author, new string('x', 1024 * 1024 + 1))).Refusal!.Code);
        Assert.Equal(CommonRefusals.Forbidden, (await ImportAsync(world, world.Finance(), many)).Refusal!.Code);
    }

    private static Task<Outcome<DisputeImport>> ImportAsync(World world, Actor actor, string file, bool dryRun = true) =>
        world.Get<ImportDisputes>().RunAsync(
            actor, new ImportDisputes.Input(Encoding.UTF8.GetBytes(file), dryRun), CancellationToken.None);

    private static async Task<IReadOnlyList<DisputeView>> DraftsAsync(World world, Actor actor) =>
        (await world.Get<DisputeQueries>().ListAsync(actor, new DisputeFilter(Drafts: true), new PageRequest(), default)).Items;
}
