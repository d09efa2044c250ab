using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Portal.App.Documents;
using Portal.App.Documents.Model;
using Portal.App.Documents.MonthRun;
using Portal.App.Documents.Pdf;
using Portal.App.Money.Ledger;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Browser.Tests;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Web.Components.Documents;

namespace Portal.Benchmarks;

/// <summary>
/// What a statement costs: its PDF beside the print of its page by a browser that is kept warm, in processor time, and a month's run over
/// two thousand and ten thousand partners, each with their file and its hash.
/// </summary>
internal static class DocumentBenchmark
{
    private const double MostOfChromium = 1.0 / 15;
    private const double LeastPerSecond = 60;
    private const double MostGrowth = 1.3;
    private const int Lines = 30; // two pages
    private const int Part = 500;

    private static readonly DateOnly June = new(2026, 6, 1);

    public static async Task<bool> RunAsync()
    {
        var reached = await PrintAsync();
        reached &= await RunsAsync(DatabaseProvider.Sqlite);
        if (TestDatabases.WhyNot(DatabaseProvider.PostgreSql) is null)
            reached &= await RunsAsync(DatabaseProvider.PostgreSql);
        return reached;
    }

    private static async Task<bool> PrintAsync()
    {
        var document = Statement();
        var times = Size.Of(60, 2);
        for (var i = 0; i < Size.Of(20, 1); i++)
            PdfRenderer.Render(document);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < times; i++)
            PdfRenderer.Render(document);
        var own = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / times;

        var html = await PageAsync(document);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.StartAsync(playwright);
        var page = await browser.NewPageAsync();
        for (var i = 0; i < Size.Of(5, 1); i++)
            await PrintAsync(page, html);
        var began = ProcessorTime("chrom");
        for (var i = 0; i < times; i++)
            await PrintAsync(page, html);
        var chromium = (ProcessorTime("chrom") - began).TotalMilliseconds / times;

        Console.WriteLine("| a statement of two pages | ms of processor time | share |");
        Console.WriteLine("| --- | ---: | ---: |");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Chromium, warm | {chromium:0.0} | 1 |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the portal, tagged | {own:0.0} | 1/{chromium / own:0.0} |"));
        var judged = Size.Judge(own <= chromium * MostOfChromium);
        Console.WriteLine($"Target: at most 1/15: {judged.Word}.");
        return judged.Reached;
    }

    private static async Task PrintAsync(IPage page, string html)
    {
        await page.SetContentAsync(html);
        await page.PdfAsync(new PagePdfOptions { Format = "A4", Tagged = true });
    }

    /// <summary>The statement as the portal's own page has it.</summary>
    private static async Task<string> PageAsync(Document document)
    {
        var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var body = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<DocumentView>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(DocumentView.Document)] = document }))).ToHtmlString());
        var css = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "wwwroot-assets", "css", "tokens.css"))
            + await File.ReadAllTextAsync(Path.Combine(Repository.Root, "wwwroot-assets", "css", "app.css"));
        return $"<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><style>{css}</style></head><body>{body}</body></html>";
    }

    /// <summary>Of all processes of this name that this one began, and of those that they began.</summary>
    private static TimeSpan ProcessorTime(string name) => Process.GetProcesses()
        .Where(process => process.ProcessName.StartsWith(name, StringComparison.Ordinal))
        .Aggregate(TimeSpan.Zero, (sum, process) =>
        {
            try
            {
                return sum + process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                return sum; // it ended meanwhile
            }
        });

    private static Document Statement()
    {
        var words = new DocumentWords(TextCatalog.Vietnamese);
        var start = new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(7));
        return new Document
        {
            Culture = TextCatalog.Vietnamese,
            Title = words["PartnerStatement"],
            Period = "Tháng 06/2026",
            Number = "SK-2026-06-ABCDEFGHJK",
            Letterhead = new Letterhead("Công ty Cổ phần Ưu Việt", ["1 Lê Lợi, Quận 1, Thành phố Hồ Chí Minh"]),
            Facts = [new(words["Partner"], DocumentCell.Words("Nguyễn Thị Hương Giang"))],
            Figures = [new(words["Closing"], DocumentCell.Money(9_986_811))],
            Sections =
            [
                new(words["Rewards"])
                {
                    Table = DocumentTable.Of(
                        [
                            new(words["Order"], DocumentCellKind.Code, 15), new(words["OccurredAt"], DocumentCellKind.Instant, 14),
                            new(words["Movement"], DocumentCellKind.Text, 20), new(words["Gross"], DocumentCellKind.Dong, 13, IsSummed: true),
                            new(words["Tax"], DocumentCellKind.Dong, 12, IsSummed: true),
                            new(words["Received"], DocumentCellKind.Dong, 13, IsSummed: true),
                        ],
                        [
                            .. Enumerable.Range(0, Lines).Select(i => (IReadOnlyList<DocumentCell>)
                            [
                                DocumentCell.Code($"DH-{i:000000}"), DocumentCell.Instant(start.AddHours(7 * i)),
                                DocumentCell.Words("Thưởng giới thiệu"), DocumentCell.Dong(10_007L * i), DocumentCell.Dong(1_001L * i),
                                DocumentCell.Dong(9_006L * i),
                            ]),
                        ],
                        words.Table),
                },
            ],
            Notes = [words["PartnerNote"]],
            Signatures = [new(words["ChiefAccountant"], "Trần Văn Ước"), new(words["Director"], null)],
            Check = new DocumentCheck("https://portal.example.vn/check/SK-2026-06-ABCDEFGHJK", new string('a', 64), new string('0', 64)),
        };
    }

    private static async Task<bool> RunsAsync(DatabaseProvider provider)
    {
        var measured = new List<(int Partners, double Seconds, long Megabytes)>();
        foreach (var partners in Size.Of<int[]>([2_000, 10_000], [10, 20]).Prepend(20))
        {
            await using var world = await World.CreateAsync(provider);
            await FillAsync(world, partners);
            measured.Add(await RunAsync(world, partners));
        }

        measured.RemoveAt(0); // what a process does for the first time is compiled first
        Console.WriteLine($"| {provider}: statements of a month | run, s | a second | times the first | more memory, MB |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        var first = measured[0].Seconds / measured[0].Partners;
        foreach (var (partners, seconds, megabytes) in measured)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {partners:#,0} | {seconds:0.0} | {partners / seconds:0} | {seconds / partners / first:0.00} | {megabytes:#,0} |"));
        }

        var last = measured[^1];
        var judged = Size.Judge(last.Partners / last.Seconds >= LeastPerSecond && last.Seconds / last.Partners < first * MostGrowth);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Target: at least {LeastPerSecond} a second, less than {MostGrowth} times the first: {judged.Word}."));
        return judged.Reached;
    }

    private static async Task<(int, double, long)> RunAsync(World world, int partners)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var (before, most) = (Environment.WorkingSet, 0L);
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                most = Math.Max(most, Environment.WorkingSet);
                await Task.Delay(50, CancellationToken.None);
            }
        });
        var started = await world.Get<StartStatementRun>().RunAsync(world.Finance(), June, default);
        if (started.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);

        var watch = Stopwatch.StartNew();
        await ActivatorUtilities.CreateInstance<StatementRunWorker>(world.Services).RunOnceAsync(default);
        var seconds = watch.Elapsed.TotalSeconds;
        await done.CancelAsync();
        await watching;
        await using var db = await world.DbAsync();
        var (documents, files) = (await db.IssuedDocuments.CountAsync(), await db.IssuedFiles.CountAsync());
        if (documents != partners || files != partners)
            throw new InvalidOperationException($"The run is not right: {documents} statements with {files} files.");
        return (partners, seconds, (most - before) / 1024 / 1024);
    }

    /// <summary>Partners who each earned something in June, and June closed.</summary>
    private static async Task FillAsync(World world, int size)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var model = await world.HasPartnerAsync();
        for (var from = 0; from < size; from += Part)
        {
            var partners = Enumerable.Range(from, Math.Min(Part, size - from)).Select(number => Partner(world, number, model)).ToList();
            world.Clock.Advance(TimeSpan.FromMilliseconds(2));
            await world.Get<UnitOfWork>().RunAsync<Done>(
                Actor.System,
                async (db, stop) =>
                {
                    await db.InsertAsync(partners, stop);
                    await world.Get<LedgerWriter>().AppendAsync(
                        db,
                        [
                            .. partners.SelectMany((partner, i) => Enumerable.Range(0, 5).Select(entry => new EntryDraft(
                                partner.Id, EntryReason.Adjustment, $"fill:{from + i}:{entry}", world.Clock.GetUtcNow(),
                                Postings.Adjust(new Dong(100_000 + i), Dong.Zero)) { Basis = TaxBasis.CalendarMonth })),
                        ],
                        stop);
                    return default(Done);
                },
                default);
        }

        world.NextMonth();
        if ((await world.ClosesAsync(June)).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);
    }

    private static Partner Partner(World world, int number, Partner model) => new()
    {
        Id = Ids.New(world.Clock),
        Name = $"Cộng tác viên {number}",
        NameSearch = $"cong tac vien {number}",
        Email = $"benchmark{number}@example.vn",
        Phone = $"+84{800_000_000 + number}",
        EmailHash = Hash(number),
        PhoneHash = Hash(-1 - number),
        ReferralCode = $"BENCH{number:000000}",
        Identity = model.Identity,
        CreatedAt = world.Clock.GetUtcNow(),
    };

    private static byte[] Hash(int number)
    {
        var hash = new byte[16];
        BitConverter.TryWriteBytes(hash, number);
        return hash;
    }
}
