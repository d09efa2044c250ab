using Microsoft.EntityFrameworkCore;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Settings;
using Portal.Domain.Partners;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Partners.IdentityVerification;

/// <summary>A partner is verified by what they send (R1.10), and nobody looks at it without saying why (R10.3).</summary>
public sealed class IdentityTests
{
    [DatabaseTheory]
    public async Task R1_10_He_sends_his_card_and_is_approved_under_the_name_on_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasUnverifiedPartnerAsync();

        var sent = (await world.SubmitsAsync(partner)).Value;
        Assert.Equal((IdentityRequestState.Waiting, "345", PartnerAgreement.Version, 4),
            (sent.State, sent.NumberEnd, sent.AgreementVersion, sent.TriesLeft));
        Assert.Equal(IdentityState.Submitted, (await PartnerAsync(world, partner)).Identity);
        world.Clock.Advance(TimeSpan.FromHours(1));
        var decided = (await world.DecidesIdentityAsync(partner, true)).Value;

        Assert.Equal((IdentityState.Approved, "Nguyễn Thị Ánh"), (decided.Identity, decided.Name));
        var row = await PartnerAsync(world, partner);
        Assert.Equal((sent.ConsentedAt, "nguyen thi anh"), (row.AgreementSignedAt, row.NameSearch));
        var mine = (await world.Get<IdentityQueries>().MineAsync(world.PersonOf(partner), default))!;
        Assert.Equal((IdentityRequestState.Approved, world.Clock.GetUtcNow()), (mine.State, mine.DecidedAt));
        Assert.Equal(IdentityRefusals.Verified, (await world.SubmitsAsync(partner)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task A_refusal_has_its_reason_and_the_tries_are_limited(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasUnverifiedPartnerAsync();
        var most = world.Get<PortalSettings>().Identity.MostTries;

        for (var i = 1; i <= most; i++)
        {
            Assert.Equal(most - i, (await world.SubmitsAsync(partner)).Value.TriesLeft);
            Assert.Equal(IdentityRefusals.Waiting, (await world.SubmitsAsync(partner)).Refusal!.Code);
            Assert.Contains((await world.DecidesIdentityAsync(partner, false)).Refusal!.Fields, field => field.Field == "reason");
            await world.DecidesIdentityAsync(partner, false, "Ảnh mặt sau bị mờ");
            Assert.Equal("Ảnh mặt sau bị mờ", (await world.Get<IdentityQueries>().MineAsync(world.PersonOf(partner), default))!.Reason);
        }

        Assert.Equal(IdentityRefusals.NoTriesLeft, (await world.SubmitsAsync(partner)).Refusal!.Code);
        Assert.Equal(2 * most, Files(world).Length);

        // the operator can still decide without another card
        Assert.Equal(IdentityState.Approved, (await world.DecidesIdentityAsync(partner, true)).Value.Identity);
    }

    [DatabaseTheory]
    public async Task Of_two_that_are_sent_at_once_one_stands_and_the_other_leaves_no_file(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        for (var round = 1; round <= LongRun.Of(10, 200); round++)
        {
            var partner = await world.HasUnverifiedPartnerAsync();

            var both = await Task.WhenAll(Enumerable.Range(0, 6)
                .Select(i => Task.Run(() => (i % 2 == 0 ? world : node).SubmitsAsync(partner, World.Card(side: (byte)(10 * i))))));

            Assert.Single(both, one => one.Succeeded);
            Assert.AllThereAre(both.Where(one => !one.Succeeded), one => Assert.Equal(IdentityRefusals.Waiting, one.Refusal!.Code));
            Assert.Equal(2 * round, Files(world).Length);
        }
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_is_kept()
    {
        await using var world = await World.CreateAsync();
        var partner = await world.HasUnverifiedPartnerAsync();
        var card = World.Card();

        Assert.Equal(("fullName", "required"), await WrongAsync(card with { FullName = " " }));
        Assert.Equal(("number", IdentityRefusals.NumberMalformed), await WrongAsync(card with { Number = "123" }));
        Assert.Equal(("front", IdentityRefusals.NotAPicture), await WrongAsync(card with { Front = "<svg/>"u8.ToArray() }));
        Assert.Equal(("back", "required"), await WrongAsync(card with { Back = [] }));
        Assert.Equal(("back", "same_picture_twice"), await WrongAsync(card with { Back = card.Front }));
        Assert.Equal(("agreed", IdentityRefusals.ConsentNeeded), await WrongAsync(card with { Agreed = false }));
        Assert.Equal("forbidden", (await world.Get<SubmitIdentity>().RunAsync(world.Admin, card, default)).Refusal!.Code);
        Assert.Empty(Files(world));

        async Task<(string, string)> WrongAsync(SubmitIdentity.Input input)
        {
            var field = Assert.Single((await world.SubmitsAsync(partner, input)).Refusal!.Fields);
            return (field.Field, field.Code);
        }
    }

    [DatabaseTheory]
    public async Task R10_3_Number_and_pictures_are_encrypted_and_the_same_card_is_known_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (partner, twin) = (await world.HasUnverifiedPartnerAsync(), await world.HasUnverifiedPartnerAsync());
        await world.SubmitsAsync(partner);
        var again = (await world.SubmitsAsync(twin, World.Card("Người Khác", side: 7))).Value;

        await using (var db = await world.DbAsync())
        {
            var stored = await db.IdentityRequests.AsNoTracking().ToListAsync();
            Assert.All(stored, row =>
                Assert.DoesNotContain("199012345", System.Text.Encoding.Latin1.GetString(row.NumberProtected), StringComparison.Ordinal));
        }

        Assert.All(Files(world),
            file => Assert.DoesNotContain("IHDR", File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal));
        var queries = world.Get<IdentityQueries>();
        var review = (await queries.ReviewAsync(world.Admin, again.Id, default))!;
        Assert.Equal(("001199012345", 1999), (review.Number, review.BirthYear));
        Assert.Equal([$"{partner.Name} ({partner.Email})"], review.SameCard);
        Assert.Equal("••• ••• ••• 345", (await queries.ReviewAsync(world.Finance(), again.Id, default))!.Number);
        Assert.Null(await queries.ReviewAsync(world.PersonOf(twin), again.Id, default));
        Assert.Equal(2, (await queries.ListAsync(world.Admin, IdentityRequestState.Waiting, null, new PageRequest(), default)).Total);
        Assert.Equal([again.Id],
            (await queries.ListAsync(world.Admin, null, "nguoi khac", new PageRequest(), default)).Items.Select(row => row.Id));
        Assert.Equal(
            [again.Id], (await queries.ListAsync(
                world.Admin, null, $"0{twin.Phone[3..6]} {twin.Phone[6..]}", new PageRequest(), default)).Items.Select(row => row.Id));
        Assert.Empty((await queries.ListAsync(world.PersonOf(twin), null, null, new PageRequest(), default)).Items);
    }

    [DatabaseTheory]
    public async Task R10_3_Whoever_looks_at_the_pictures_says_why_and_is_noted(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var partner = await world.HasUnverifiedPartnerAsync();
        var card = World.Card();
        var sent = (await world.SubmitsAsync(partner, card)).Value;
        var view = world.Get<ViewIdentityPictures>();

        Assert.Equal("forbidden",
            (await view.RunAsync(world.Finance(), sent.Id, new ViewIdentityPictures.Input("Xem"), default)).Refusal!.Code);
        Assert.Contains((await view.RunAsync(world.Admin, sent.Id, new ViewIdentityPictures.Input(" "), default)).Refusal!.Fields,
            field => field.Field == "viewReason");
        Assert.Equal("identity_request_not_found",
            (await view.RunAsync(
            world.Admin, Guid.CreateVersion7(World.Start), new ViewIdentityPictures.Input("Xem"), default)).Refusal!.Code);
        var ticket = (await view.RunAsync(world.Admin, sent.Id, new ViewIdentityPictures.Input("Đối chiếu thẻ"), default)).Value;

        // encoded anew, so not the bytes that were sent, but what they show
        var cleaner = world.Get<PictureCleaner>();
        Assert.Equal((await cleaner.CleanAsync("front", card.Front, default)).Value,
            await view.OpenAsync(world.Admin, sent.Id, true, ticket, default));
        Assert.Equal((await cleaner.CleanAsync("back", card.Back, default)).Value,
            await view.OpenAsync(world.Admin, sent.Id, false, ticket, default));
        Assert.Null(await view.OpenAsync(world.Admin with { ClientId = Guid.CreateVersion7(World.Start) }, sent.Id, true, ticket, default));
        Assert.Null(await view.OpenAsync(world.Admin, Guid.CreateVersion7(World.Start), true, ticket, default));
        Assert.Null(await view.OpenAsync(world.Admin, sent.Id, true, "x", default));
        Assert.Null(await view.OpenAsync(world.Admin, sent.Id, true, null, default));
        Assert.Null(await view.OpenAsync(world.PersonOf(partner), sent.Id, true, ticket, default));
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(await view.OpenAsync(world.Admin, sent.Id, true, ticket, default));

        var records = (await world.Get<AuditQueries>()
            .ListAsync(world.Admin, new AuditFilter(Action: AuditActions.IdentityPicturesViewed), new PageRequest(), default)).Items;
        Assert.Contains("Đối chiếu thẻ", Assert.Single(records).After, StringComparison.Ordinal);
    }

    private static string[] Files(World world) => Directory.GetFiles(world.Get<DataDirectory>().Folder("identity"));

    private static async Task<Partner> PartnerAsync(World world, Partner partner)
    {
        await using var db = await world.DbAsync();
        return await db.Partners.AsNoTracking().SingleAsync(row => row.Id == partner.Id);
    }
}
