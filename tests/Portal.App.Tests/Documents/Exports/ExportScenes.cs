using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Documents.Exports;

/// <summary>The operator's shops, read page by page.</summary>
internal sealed class ShopList : PagedExportable<ShopView>
{
    public override string Name => "shops";

    public override ExportSide Side => ExportSide.Operator;

    public override string ReadPermission => Permission.OperatorRead;

    public override IReadOnlyList<string> Filters => ["q", "sort"];

    public override string Title => "Cửa hàng";

    protected override string DefaultSort => "-created";

    protected override ExportColumns<ShopView> Columns() => new ExportColumns<ShopView>()
        .Text("code", "Mã", row => row.Code)
        .Text("name", "Tên", row => row.Name)
        .Day("openedOn", "Mở ngày", row => row.OpenedOn)
        .Instant("createdAt", "Thêm lúc", row => row.CreatedAt);

    protected override Task<PageOf<ShopView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ShopQueries>().SearchAsync(source.Actor, source.Read("q"), page, cancellationToken);
}

/// <summary>A shop's orders, as the database reads them.</summary>
internal sealed class OwnOrders : Exportable<ShopOrderRow>
{
    public override string Name => "orders";

    public override ExportSide Side => ExportSide.Shop;

    public override string ReadPermission => Permission.ShopOrdersRead;

    public override IReadOnlyList<string> Filters => ["q"];

    public override string Title => "Đơn hàng";

    public override async Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        (await source.Snapshot.Of<ShopOrderQueries>().SumsAsync(
            source.Actor, new ShopOrderFilter(Search: source.Read("q")), cancellationToken)).Orders();

    protected override ExportColumns<ShopOrderRow> Columns() => new ExportColumns<ShopOrderRow>().Text("code", "Mã", row => row.Code);

    protected override IAsyncEnumerable<ShopOrderRow> ReadAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ShopOrderQueries>().ExportAsync(
            source.Actor, new ShopOrderFilter(Search: source.Read("q")), new PageRequest(Sort: ShopOrderQueries.SortByCode),
            cancellationToken);
}

/// <summary>As many numbers as the filter says, with a gate before each; the test opens it.</summary>
internal sealed class GatedNumbers : Exportable<int>
{
    public override string Name => "numbers";

    public override ExportSide Side => ExportSide.Operator;

    public override string ReadPermission => Permission.OperatorRead;

    public override IReadOnlyList<string> Filters => ["count"];

    public override string Title => "Số";

    /// <summary>Is waited for before each row.</summary>
    public Func<int, CancellationToken, Task> Gate { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>By how many numbers there are: whether the list breaks.</summary>
    public Func<long, bool> Fails { get; set; } = _ => false;

    public override Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        Task.FromResult(long.Parse(source.Read("count")!, System.Globalization.CultureInfo.InvariantCulture));

    protected override ExportColumns<int> Columns() => new ExportColumns<int>().Number("number", "Số", row => row);

    protected override async IAsyncEnumerable<int> ReadAsync(
        ExportSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = await CountAsync(source, cancellationToken);
        for (var number = 0; number < count; number++)
        {
            if (Fails(count))
                throw new OverflowException("Too many.");
            await Gate(number, cancellationToken);
            yield return number;
        }
    }
}

/// <summary>What tests do with exports.</summary>
internal static class ExportScenes
{
    public static Task<World> WorldAsync(DatabaseProvider provider) => World.CreateAsync(provider, configure: Add);

    public static void Add(IServiceCollection services) => services
        .AddSingleton<IExportable, ShopList>()
        .AddSingleton<IExportable, OwnOrders>()
        .AddSingleton<GatedNumbers>()
        .AddSingleton<IExportable>(provider => provider.GetRequiredService<GatedNumbers>());

    public static async Task<ExportView> RequestedAsync(
        this World world, Actor actor, string list, string format = "csv", string filter = "", IReadOnlyCollection<string>? columns = null)
    {
        var outcome = await world.Get<RequestExport>().RunAsync(
            actor, new RequestExport.Input(new ExportInput(list, format, ExportFilter.Parse(filter), columns)), default);
        Assert.True(outcome.Succeeded, outcome.Refusal?.Code);
        return outcome.Value;
    }

    public static async Task<ExportView> ExportAsync(this World world, Actor actor, Guid id) =>
        (await world.Get<ExportQueries>().OneAsync(actor, id, default))!;

    /// <summary>Waits for what some change of an export brings about.</summary>
    public static async Task ChangedUntilAsync(this World world, Func<Task<bool>> condition)
    {
        var changes = System.Threading.Channels.Channel.CreateUnbounded<bool>();
        using var subscription = world.Get<ChangeNotifier>().Subscribe(
            change => changes.Writer.TryWrite(change.Topic == ChangeTopics.Export));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
            await changes.Reader.ReadAsync(patience.Token);
    }

    public static async Task<byte[]> FetchedAsync(this World world, Actor actor, Guid id)
    {
        var opened = await world.Get<OpenExport>().RunAsync(actor, id, default);
        Assert.True(opened.Succeeded, opened.Refusal?.Code);
        await using var content = opened.Value.Content;
        using var file = new MemoryStream();
        await content.CopyToAsync(file);
        Assert.Equal(opened.Value.Bytes, file.Length);
        return file.ToArray();
    }

    public static async Task<List<ExportJob>> JobsAsync(this World world)
    {
        await using var db = await world.DbAsync();
        return await db.ExportJobs.AsNoTracking().OrderBy(job => job.AskedAt).ThenBy(job => job.Id).ToListAsync();
    }

    /// <summary>The names of what lies in the folder.</summary>
    public static string[] Files(this World world) =>
        Directory.Exists(Path.Combine(world.Settings.Data.Directory, "exports"))
            ? [.. Directory.GetFiles(Path.Combine(world.Settings.Data.Directory, "exports")).Select(path => Path.GetFileName(path))] : [];
}
