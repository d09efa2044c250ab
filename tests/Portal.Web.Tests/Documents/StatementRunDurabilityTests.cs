using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.MonthRun;
using Portal.App.Money.Ledger;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.Domain.Common;
using Portal.Domain.Ledger;
using Portal.Domain.Tax;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;
using Portal.Tests.Shared.Hosting;

namespace Portal.Web.Tests.Documents;

/// <summary>
/// The real process is killed in the middle of a month's run. Started again, on PostgreSQL as two nodes, it issues what is left once what
/// the killed one held is free, and each partner has one statement and one mail.
/// </summary>
public sealed class StatementRunDurabilityTests
{
    private const int Seed = 202606;

    private static readonly int Partners = LongRun.Of(120, 2000);
    private static readonly int Kills = LongRun.Of(1, 20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly DateOnly June = new(2026, 6, 1);

    /// <summary>Longer than a killed process holds what it worked on.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    [DatabaseTheory]
    public async Task After_kill_9_in_a_months_run_starting_again_issues_each_statement_and_tells_each_partner_once(
        DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider, forProcesses: true);
        var partners = await ClosedAsync(world);
        await world.SlowsDownAsync(("IssuedDocuments", 4), ("Outbox", 4));
        var begun = (await world.Get<StartStatementRun>().RunAsync(world.Finance(), June, default)).Value;
        Assert.Equal((StatementRunState.Running, Partners), (begun.State, begun.Total));

        var moments = new Random(Seed);
        List<int> left = [];
        for (var kill = 0; kill < Kills; kill++)
        {
            left.Add(await KilledAsync(world, await IssuedAsync(world) + 1, moments.Next(500)));
            world.Clock.Advance(Later);
        }

        await FinishedAsync(world);

        var run = (await world.Get<StatementRunQueries>().OfAsync(world.Finance(), June, default)).Value;
        Assert.Equal((StatementRunState.Done, Partners, Partners), (run.State, run.Done, run.Total));
        Assert.Empty(run.Failed);
        await AssertEachOnceAsync(world, partners);
        Assert.SkipWhen(left.TrueForAll(issued => issued == Partners), "The machine stood still: each kill came when all was issued.");
    }

    private static async Task<List<App.Partners.Profiles.Partner>> ClosedAsync(World world)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        List<App.Partners.Profiles.Partner> partners = [];
        for (var i = 0; i < Partners; i++)
            partners.Add(await world.HasPartnerAsync());
        await world.AppendsAsync([.. partners.Select((partner, i) => new EntryDraft(
            partner.Id, EntryReason.Adjustment, $"test:{i}", world.Clock.GetUtcNow(),
            Postings.Adjust(new Dong(100_000 + i), new Dong(10_000 + (i / 10))))
        {
            Basis = TaxBasis.CalendarMonth,
        })]);
        world.NextMonth();
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        return partners;
    }

    /// <summary>Starts the portal, and kills it a little after so many statements are issued.</summary>
    /// <returns>How many there were then.</returns>
    private static async Task<int> KilledAsync(World world, int statements, int after)
    {
        var portals = await StartAsync(world);
        try
        {
            await WaitAsync(portals, async () => await IssuedAsync(world) >= statements);
            await Task.Delay(after); // the moment is what is tried
            await Task.WhenAll(portals.Select(portal => portal.KillAsync()));
            AssertDidNotComplain(portals);
            return await IssuedAsync(world);
        }
        finally
        {
            await EndAsync(portals);
        }
    }

    /// <summary>Starts the portal, and lets it work until the run is done.</summary>
    private static async Task FinishedAsync(World world)
    {
        var portals = await StartAsync(world);
        try
        {
            await WaitAsync(portals, async () =>
            {
                await using var db = await world.DbAsync();
                return await db.StatementRuns.AnyAsync(run => run.Month == June && run.EndedAt != null);
            });
            await Task.WhenAll(portals.Select(portal => portal.StopAsync()));
            AssertDidNotComplain(portals);
        }
        finally
        {
            await EndAsync(portals);
        }
    }

    /// <summary>As many nodes as the database takes.</summary>
    private static Task<PortalProcess[]> StartAsync(World world) => Task.WhenAll(
        Enumerable.Range(1, world.Provider == DatabaseProvider.Sqlite ? 1 : 2).Select(node => PortalProcess.StartAsync(
            world, ("Clock__Now", world.Clock.GetUtcNow().ToString("O")), ("Tracking__Node", $"{node}"))));

    private static async Task EndAsync(PortalProcess[] portals)
    {
        foreach (var portal in portals)
            await portal.DisposeAsync();
    }

    private static void AssertDidNotComplain(PortalProcess[] portals) =>
        Assert.All(portals, portal => Assert.DoesNotContain("fail:", portal.Output, StringComparison.Ordinal));

    private static async Task WaitAsync(PortalProcess[] portals, Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"Not after {Patience}: {portals[0].Output}");
            await Task.Delay(2);
        }
    }

    private static async Task<int> IssuedAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.StatementRunParts.CountAsync(part => part.Month == June && part.DoneAt != null);
    }

    /// <summary>One statement, whose kept content and PDF are what their hashes say, and one mail for each partner; nothing else.</summary>
    private static async Task AssertEachOnceAsync(World world, List<App.Partners.Profiles.Partner> partners)
    {
        await using var db = await world.DbAsync();
        var documents = await db.IssuedDocuments.AsNoTracking().ToListAsync();
        Assert.Equal(partners.Select(partner => partner.Id).Order(), documents.Select(document => document.SubjectId).Order());
        Assert.All(documents, document => Assert.Equal((June, 1), (document.Period, document.Version)));
        Assert.All(
            await db.StatementRunParts.AsNoTracking().ToListAsync(),
            part => Assert.True(part is { DoneAt: not null, LeaseId: null, LeaseUntil: null }));

        var kept = world.Get<DocumentStore>();
        var pdfs = (await db.IssuedFiles.AsNoTracking().ToListAsync()).ToDictionary(file => (file.DocumentId, file.Format));
        Assert.Equal(documents.Count, pdfs.Count);
        foreach (var document in documents)
        {
            var pdf = pdfs[(document.Id, FileFormat.Pdf)];
            var bytes = await kept.ReadAsync(pdf.Sha256, default); // throws when it does not match its hash
            Assert.Equal(("%PDF-", pdf.Bytes), (Encoding.ASCII.GetString(bytes, 0, 5), bytes.Length));
            Assert.NotEmpty(await kept.ReadAsync(document.ContentHash, default));
        }

        // and that is what is given out
        var first = partners[0];
        var taken = (await world.TakesAsync(World.MonthOf(first, June), FileFormat.Pdf)).Value;
        var issued = documents.Single(document => document.SubjectId == first.Id);
        Assert.Equal(issued.Number, taken.Number);
        Assert.Equal(await kept.ReadAsync(pdfs[(issued.Id, FileFormat.Pdf)].Sha256, default), taken.Bytes);

        var mails = world.Get<MailQueue>();
        var told = (await db.Outbox.AsNoTracking().ToListAsync()).ConvertAll(mails.Read)
            .FindAll(mail => mail.Kind == MailKind.PartnerStatementReady).ConvertAll(mail => mail.Address);
        Assert.Equal(partners.Select(partner => partner.Email).Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }
}
