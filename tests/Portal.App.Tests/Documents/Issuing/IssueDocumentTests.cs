using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Documents;
using Portal.App.Documents.Issuing;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Documents.Issuing;

/// <summary>What is final is issued once, kept, and known to whoever checks its number.</summary>
public sealed class IssueDocumentTests
{
    private static readonly DateOnly June = new(2026, 6, 1);

    [DatabaseTheory]
    public async Task An_issued_document_is_served_again_byte_for_byte(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);
        var subject = World.MonthOf(partner, June);

        var first = new[] { FileFormat.Pdf, FileFormat.Xlsx }.ToDictionary(format => format, _ => (DocumentFile?)null);
        foreach (var format in first.Keys)
            first[format] = (await world.TakesAsync(subject, format, world.PersonOf(partner))).Value;
        world.Clock.Advance(TimeSpan.FromDays(40));
        await world.IsOwedAsync(partner, 777_000);

        foreach (var (format, file) in first)
        {
            var again = (await world.TakesAsync(subject, format)).Value;
            Assert.Equal((file!.Number, file.Name), (again.Number, again.Name));
            Assert.Equal(file.Bytes, again.Bytes);
        }

        Assert.Equal(first[FileFormat.Pdf]!.Number, first[FileFormat.Xlsx]!.Number);
    }

    [DatabaseTheory]
    public async Task Whoever_issues_at_the_same_time_gets_the_same_document(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);

        var issued = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.IssuesAsync(World.MonthOf(partner, June)))));

        Assert.Single(issued.Select(one => one.Value.Number).Distinct());
        await using var db = await world.DbAsync();
        Assert.Equal((1, 1), (await db.IssuedDocuments.CountAsync(), await db.IssuedFiles.CountAsync()));
    }

    [DatabaseTheory]
    public async Task What_may_still_change_has_no_number(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var earner = await EarnsAsync(world);

        var file = (await world.TakesAsync(World.MonthOf(earner, June), FileFormat.Pdf, world.PersonOf(earner))).Value;

        Assert.Null(file.Number);
        Assert.Equal(DocumentRefusals.NotFinal, (await world.IssuesAsync(World.MonthOf(earner, June))).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_correction_is_a_new_document_and_the_check_of_the_old_one_says_so(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);
        var subject = World.MonthOf(partner, June);
        var old = (await world.IssuesAsync(subject)).Value;

        var corrected = (await world.IssuesAsync(subject, "Sai tên công ty")).Value;

        Assert.NotEqual(old.Number, corrected.Number);
        Assert.Equal((old.Id, 2), (corrected.ReplacesId, corrected.Version));
        Assert.Equal(corrected.Number, (await CheckAsync(world, old.Number)).ReplacedBy);
        Assert.Null((await CheckAsync(world, corrected.Number)).ReplacedBy);
        Assert.Equal(corrected.Number, (await world.TakesAsync(subject, FileFormat.Pdf)).Value.Number);
        Assert.Contains(
            old.Number, (await world.Get<OpenDocument>()
                .PreviewAsync(world.Finance(), subject, TextCatalog.Vietnamese, default)).Value.Notes[0],
            StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Only_finance_corrects(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);

        var outcomes = new[]
        {
            await world.IssuesAsync(World.MonthOf(partner, June), "Sai", world.PersonOf(partner)),
            await world.IssuesAsync(World.MonthOf(partner, June), "Sai", world.Auditor()),
        };

        Assert.All(outcomes, outcome => Assert.Equal(CommonRefusals.Forbidden, outcome.Refusal!.Code));
    }

    [DatabaseTheory]
    public async Task A_number_is_genuine_in_either_case_and_what_a_paper_says_otherwise_is_not(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);
        var issued = (await world.IssuesAsync(World.MonthOf(partner, June))).Value;
        var day = LocalCalendar.Day(issued.IssuedAt);

        Assert.Equal(
            new DocumentCheckView(true, issued.Number, day, issued.Total, null), await CheckAsync(world, issued.Number.ToLowerInvariant()));
        Assert.True((await CheckAsync(world, issued.Number, issued.Total, day)).Genuine);
        foreach (var forged in new[]
        {
            await CheckAsync(world, issued.Number, issued.Total + 1), await CheckAsync(world, issued.Number, null, day.AddDays(1)),
            await CheckAsync(world, issued.Number[..^1] + (issued.Number[^1] == '2' ? '3' : '2')), await CheckAsync(world, "SK-2026-06"),
            await CheckAsync(world, new string('A', 5000)),
        })
            Assert.Equal((false, null, null, null), (forged.Genuine, forged.IssuedOn, forged.Total, forged.ReplacedBy));
    }

    [DatabaseTheory]
    public async Task The_root_at_each_close_is_the_first_seal_that_covers_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await ClosedAsync(world);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Get<App.Money.Ledger.LedgerSealer>().SealAsync(default);
        await using var db = await world.DbAsync();
        var seal = await db.LedgerSeals.OrderByDescending(row => row.Block).FirstAsync();
        await world.IsOwedAsync(await world.HasPartnerAsync(), 1_000);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Get<App.Money.Ledger.LedgerSealer>().SealAsync(default);

        var root = Assert.Single(await world.Get<LedgerRootQueries>().ListAsync(default));

        Assert.Equal((June, seal.Block, Convert.ToHexStringLower(seal.Hash)), (root.Month, root.Block, root.Root));
        Assert.True(await db.LedgerSeals.CountAsync() > seal.Block);
    }

    [DatabaseTheory]
    public async Task R10_4_Each_taking_out_is_noted_with_its_hash(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);

        var file = (await world.TakesAsync(World.MonthOf(partner, June), FileFormat.Pdf, world.PersonOf(partner))).Value;

        await using var db = await world.DbAsync();
        var record = await db.AuditRecords.SingleAsync(row => row.Action == AuditActions.Exported);
        Assert.Equal((file.Name, partner.Id), (record.Subject, record.PartnerId));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(file.Bytes)), record.After, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R9_6_Staff_without_the_right_take_nothing_out(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync(Domain.Shops.ShopKind.Professional);
        await world.SellsAsync(shop, "T-1");
        world.NextWeek();
        await world.MakesStatementsAsync();
        var subject = new DocumentSubject(DocumentKind.ShopStatement, (await world.StatementsAsync(shop)).Single().Id);
        var owner = world.OwnerOf(shop);
        var staff = owner with
        {
            Permissions = owner.Permissions.Where(one => one != App.Platform.Security.Permission.ShopExport)
                .ToHashSet(StringComparer.Ordinal),
        };

        Assert.Equal(CommonRefusals.Forbidden, (await world.TakesAsync(subject, FileFormat.Pdf, staff)).Refusal!.Code);
        Assert.True((await world.TakesAsync(subject, FileFormat.Pdf, owner)).Succeeded);
    }

    [DatabaseTheory]
    public async Task Kept_files_are_encrypted_and_one_that_was_changed_is_not_served(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await ClosedAsync(world);
        var subject = World.MonthOf(partner, June);
        await world.TakesAsync(subject, FileFormat.Pdf);
        var kept = Directory.GetFiles(Path.Combine(world.Get<DataDirectory>().Root, "documents"), "*", SearchOption.AllDirectories);

        Assert.Equal(2, kept.Length);
        foreach (var path in kept)
        {
            var bytes = await File.ReadAllBytesAsync(path);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("%PDF"u8));
            bytes[^3] ^= 1;
            await File.WriteAllBytesAsync(path, bytes);
        }

        await Assert.ThrowsAnyAsync<CryptographicException>(() => world.TakesAsync(subject, FileFormat.Pdf));
    }

    private static Task<DocumentCheckView> CheckAsync(World world, string number, long? total = null, DateOnly? issuedOn = null) =>
        world.Get<DocumentCheckQueries>().FindAsync(number, total, issuedOn, default);

    private static async Task<Partner> EarnsAsync(World world)
    {
        world.Clock.MoveTo(new DateTimeOffset(2026, 6, 10, 12, 0, 0, LocalCalendar.Offset));
        var earner = await world.HasEarnerAsync();
        await world.EarnsAsync(earner, 300_000);
        return earner.Partner;
    }

    private static async Task<Partner> ClosedAsync(World world)
    {
        var partner = await EarnsAsync(world);
        world.NextMonth();
        Assert.True((await world.ClosesAsync(June)).Succeeded);
        return partner;
    }
}
