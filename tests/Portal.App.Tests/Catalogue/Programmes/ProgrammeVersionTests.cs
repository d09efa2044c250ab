using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Catalogue.Programmes;

/// <summary>The versions of a programme's settings (R10.1): announced, looked at before, taken back, and who reads of them.</summary>
public sealed class ProgrammeVersionTests
{
    private static readonly DateTimeOffset July = new(2026, 7, 1, 0, 0, 0, LocalCalendar.Offset);

    [DatabaseTheory]
    public async Task R10_1_The_change_log_says_who_changed_what_when_and_why(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        await AddedAsync(world, programme, July, """{"windowDays":7,"rates":{"default":700,"categories":{"tra":1000}}}""", "  Mùa cao điểm ");

        var story = (await world.Get<ProgrammeQueries>().StoryAsync(world.Admin, programme.Code, default)).Value;

        Assert.Equal([2, 1], story.Versions.Select(version => version.Number));
        Assert.Equal([ProgrammeVersionState.Announced, ProgrammeVersionState.InForce], story.Versions.Select(version => version.State));
        var added = story.Versions[0];
        Assert.Equal((world.Admin.Name, "Mùa cao điểm", July), (added.CreatedBy, added.Note, added.EffectiveFrom));
        Assert.Equal(
            ["windowDays 30 7", "rates.default 500 700", "rates.categories.tra  1000"],
            added.Changes.Select(change => $"{change.Setting} {change.Before?.GetRawText()} {change.After?.GetRawText()}"));
        Assert.Equal(1, story.Programme.Version);

        world.Clock.Advance(July - world.Clock.GetUtcNow());
        var later = (await world.Get<ProgrammeQueries>().StoryAsync(world.Admin, programme.Code, default)).Value;
        Assert.Equal([ProgrammeVersionState.InForce, ProgrammeVersionState.Past], later.Versions.Select(version => version.State));
        Assert.Equal(2, later.Programme.Version);
    }

    [DatabaseTheory]
    public async Task R10_1_A_date_behind_an_order_that_was_decided_is_refused_at_its_field(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var placed = world.Clock.GetUtcNow().AddHours(-1);
        await world.RecordedAsync(shop, world.Order("DH-1", placedAt: placed));

        var input = new AddProgrammeVersion.Input(placed, Json("""{"windowDays":7}"""));
        var added = (await world.Get<AddProgrammeVersion>().RunAsync(world.Admin, programme.Code, input, default)).Refusal!;
        var looked = (await world.Get<PreviewProgrammeVersion>().RunAsync(world.Admin, programme.Code, input, default)).Refusal!;

        Assert.All(new[] { added, looked }, refusal => Assert.Equal(
            ("version_retroactive", "effectiveFrom"), (refusal.Code, Assert.Single(refusal.Fields).Field)));
        Assert.True((await world.Get<AddProgrammeVersion>()
            .RunAsync(world.Admin, programme.Code, input with { EffectiveFrom = placed.AddSeconds(1) }, default)).Succeeded);
    }

    [DatabaseTheory]
    public async Task R10_1_New_settings_are_looked_at_before_they_are_added_and_nothing_is_written(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync());
        await AddedAsync(world, programme, July.AddMonths(1), """{"windowDays":14}""");

        var preview = (await world.Get<PreviewProgrammeVersion>().RunAsync(
            world.Admin, programme.Code, new AddProgrammeVersion.Input(July, Json("""{"windowDays":7}""")), default)).Value;

        Assert.Equal((1, July, July.AddMonths(1)), (preview.Before, preview.EffectiveFrom, preview.Until));
        Assert.Equal("windowDays", Assert.Single(preview.Changes).Setting);
        Assert.Contains(preview.Rules, rule => rule.Code == RuleCodes.LastClick && rule.Facts["windowDays"] == "7");
        await using var db = await world.DbAsync();
        Assert.Equal(2, await db.ProgrammeVersions.CountAsync());
    }

    [DatabaseTheory]
    public async Task R10_1_What_has_not_started_is_withdrawn_never_decides_and_stays_in_the_log(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        var partner = await world.HasPartnerAsync(programme);
        var link = await world.HasLinkAsync(partner, programme);
        await AddedAsync(world, programme, July, """{"rates":{"default":1000}}""");
        var withdraw = world.Get<WithdrawProgrammeVersion>();

        Assert.True((await withdraw.RunAsync(world.Admin, programme.Code, 2, default)).Succeeded);
        Assert.True((await withdraw.RunAsync(world.Admin, programme.Code, 2, default)).Succeeded);

        world.Clock.Advance(July.AddDays(1) - world.Clock.GetUtcNow());
        world.Clicked(link, "v-1", July.AddHours(1));
        await world.RecordedAsync(shop, world.Order("DH-1", "v-1", July.AddHours(2)));
        await using (var db = await world.DbAsync())
            Assert.Equal(5_000, (await db.Rewards.SingleAsync()).Gross);
        var log = (await world.Get<ProgrammeQueries>().VersionsAsync(world.Admin, programme.Code, default)).Value;
        Assert.Equal([ProgrammeVersionState.Withdrawn, ProgrammeVersionState.InForce], log.Select(version => version.State));
        Assert.Equal(world.Admin.Name, log[0].WithdrawnBy);
        await AddedAsync(world, programme, July.AddDays(2), """{"windowDays":7}""");
        Assert.Equal("windowDays", Assert.Single(
            (await world.Get<ProgrammeQueries>().VersionsAsync(world.Admin, programme.Code, default)).Value[0].Changes).Setting);
    }

    [DatabaseTheory]
    public async Task R10_1_What_has_started_and_the_first_version_cannot_be_withdrawn(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var programme = await world.HasProgrammeAsync(await world.HasShopAsync(), from: July.AddYears(1));
        await AddedAsync(world, programme, July.AddYears(2), """{"windowDays":7}""");
        var withdraw = world.Get<WithdrawProgrammeVersion>();

        Assert.Equal("version_first", (await withdraw.RunAsync(world.Admin, programme.Code, 1, default)).Refusal!.Code);
        Assert.Equal("version_not_found", (await withdraw.RunAsync(world.Admin, programme.Code, 3, default)).Refusal!.Code);
        Assert.Equal("programme_not_found", (await withdraw.RunAsync(world.Admin, "nothing", 2, default)).Refusal!.Code);
        world.Clock.Advance(July.AddYears(2) - world.Clock.GetUtcNow());
        Assert.Equal("version_started", (await withdraw.RunAsync(world.Admin, programme.Code, 2, default)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task R10_5_Only_admins_change_a_programme_and_only_who_takes_part_reads_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var shop = await world.HasShopAsync();
        var programme = await world.HasProgrammeAsync(shop);
        await AddedAsync(world, programme, July, """{"windowDays":7}""", "Mùa cao điểm");
        var partner = world.PersonOf(await world.HasPartnerAsync(programme));
        var stranger = world.PersonOf(await world.HasPartnerAsync());
        var rival = world.KeyOf(await world.HasShopAsync());
        var input = new AddProgrammeVersion.Input(July.AddDays(1), Json("{}"));

        foreach (var actor in new[] { partner, stranger, world.KeyOf(shop), rival })
        {
            Assert.Equal("forbidden",
                (await world.Get<AddProgrammeVersion>().RunAsync(actor, programme.Code, input, default)).Refusal!.Code);
            Assert.Equal("forbidden",
                (await world.Get<PreviewProgrammeVersion>().RunAsync(actor, programme.Code, input, default)).Refusal!.Code);
            Assert.Equal("forbidden",
                (await world.Get<WithdrawProgrammeVersion>().RunAsync(actor, programme.Code, 2, default)).Refusal!.Code);
        }

        var queries = world.Get<ProgrammeQueries>();
        foreach (var actor in new[] { stranger, rival })
        {
            Assert.Equal("programme_not_found", (await queries.StoryAsync(actor, programme.Code, default)).Refusal!.Code);
            Assert.Empty(await queries.NamesAsync(actor, default));
        }

        foreach (var actor in new[] { partner, world.KeyOf(shop) })
        {
            var log = (await queries.StoryAsync(actor, programme.Code, default)).Value.Versions;
            Assert.Equal((2, "Mùa cao điểm", null), (log.Count, log[0].Note, log[0].CreatedBy));
            Assert.Equal(programme.Code, Assert.Single(await queries.NamesAsync(actor, default)).Code);
        }
    }

    private static async Task AddedAsync(World world, Programme programme, DateTimeOffset from, string settings, string? note = null) =>
        Assert.True((await world.Get<AddProgrammeVersion>().RunAsync(
            world.Admin, programme.Code, new AddProgrammeVersion.Input(from, Json(settings), note), default)).Succeeded);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
