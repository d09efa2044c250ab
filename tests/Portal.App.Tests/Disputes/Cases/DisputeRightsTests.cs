using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Disputes.Cases;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Disputes.Cases;

/// <summary>Who sees what of a dispute, and who may do what about it (R8.5, R10.5).</summary>
public sealed class DisputeRightsTests
{
    [DatabaseTheory]
    public async Task R8_5_Both_sides_read_the_thread_and_its_author_reviewers_and_finance_alone_the_evidence(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        var id = dispute.Case.Id;
        await world.ReviewAsync(id);
        await world.WritesAsync(world.Admin, id, "Đang đối chiếu.");

        foreach (var reader in new[] { world.PersonOf(partner), world.Admin, world.Finance(), world.Auditor() })
            Assert.Single((await world.DisputeAsync(reader, id)).Value.Evidence);

        var other = (await world.DisputeAsync(world.OwnerOf(shop), id)).Value;
        Assert.Empty(other.Evidence);
        Assert.Equal((DisputeParty.Counterpart, null, null), (other.Case.Party, other.Case.HolderId, other.Case.Holder));
        Assert.Equal(["Đang đối chiếu."], other.Messages.Select(message => message.Text));

        foreach (var stranger in new[]
        {
            world.OwnerOf(await world.HasShopAsync()), world.PersonOf(await world.HasPartnerAsync()), Actor.Nobody,
            world.PersonOf(partner) with { Permissions = new HashSet<string> { Permission.PartnerRead } },
        })
        {
            Assert.Equal(DisputeRefusals.NotFound, (await world.DisputeAsync(stranger, id)).Refusal!.Code);
            Assert.Equal(0, (await world.Get<DisputeQueries>().ListAsync(stranger, new DisputeFilter(), new PageRequest(), default)).Total);
            Assert.Empty(await world.Get<DisputeQueries>().CountsAsync(stranger, new DisputeFilter(), default));
        }
    }

    [DatabaseTheory]
    public async Task R10_5_Nobody_is_named_to_the_other_side_and_nobody_of_the_operators_to_either(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        var (id, author, owner) = (dispute.Case.Id, world.PersonOf(partner), world.OwnerOf(shop));
        await world.ReviewAsync(id);
        foreach (var writer in new[] { author, owner, world.Admin })
            await world.WritesAsync(writer, id);
        await world.DecidesAsync(id, accept: false);

        string?[] Names(DisputeDetail told) =>
            [.. told.Messages.Select(message => message.By), .. told.Steps.Select(step => step.By), told.Decision!.By];
        Assert.Equal([author.Name, null, null, author.Name, null, null, null], Names((await world.DisputeAsync(author, id)).Value));
        Assert.All(Names((await world.DisputeAsync(owner, id)).Value), Assert.Null);
        Assert.All(Names((await world.DisputeAsync(world.Finance(), id)).Value), Assert.NotNull);
        Assert.All(await world.MailsAsync(), mail => Assert.DoesNotContain(world.Admin.Name, mail.Facts.Values));
    }

    [DatabaseTheory]
    public async Task R10_5_Drafts_are_their_authors_organisations_alone(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, order) = await world.HasUncreditedOrderAsync();
        var draft = World.Missing(shop, order);
        var saved = (await world.Get<SaveDispute>().RunAsync(world.PersonOf(partner), new SaveDispute.Input(null, draft), default)).Value;

        foreach (var other in new[] { world.OwnerOf(shop), world.Admin, world.Finance(), world.PersonOf(await world.HasPartnerAsync()) })
        {
            Assert.Equal(DisputeRefusals.NotFound, (await world.DisputeAsync(other, saved.Id)).Refusal!.Code);
            Assert.Null(await world.Get<DisputeQueries>().DraftAsync(other, order, null, null, default));
            Assert.False((await world.Get<SaveDispute>().RunAsync(other, new SaveDispute.Input(saved.Id, draft), default)).Succeeded);
            Assert.False((await world.Get<FileDispute>().RunAsync(other, new FileDispute.Input(saved.Id), default)).Succeeded);
            await using var db = await world.DbAsync();
            Assert.Equal(DisputeRefusals.NotFound, (await DisputeEvidence.RefuseAsync(db, other, saved.Id, default))!.Code);
        }
    }

    [DatabaseTheory]
    public async Task R10_5_Whoever_left_the_organisation_changes_nothing_more(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (_, partner, dispute) = await world.HasDisputeAsync();
        var id = dispute.Case.Id;
        var person = await world.PersonAsync(Role.Partner, partnerId: partner.Id);
        Assert.True((await world.WritesAsync(person.Actor, id)).Succeeded);

        await using (var db = await world.DbAsync())
            await db.Memberships.Where(held => held.Id == person.MembershipId).ExecuteDeleteAsync();

        Assert.Equal("rights_ended", (await world.WritesAsync(person.Actor, id)).Refusal!.Code);
        Assert.Equal("rights_ended", (await world.WithdrawsAsync(person.Actor, id)).Refusal!.Code);
    }

    [DatabaseTheory]
    public async Task Finance_and_auditors_read_and_decide_nothing_and_no_side_decides_its_own(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, partner, dispute) = await world.HasDisputeAsync();
        var id = dispute.Case.Id;
        foreach (var reader in new[] { world.Finance(), world.Approver(), world.Auditor() })
        {
            Assert.Equal(CommonRefusals.Forbidden, (await world.ReviewAsync(id, reader)).Refusal!.Code);
            Assert.Equal(CommonRefusals.Forbidden, (await world.WritesAsync(reader, id)).Refusal!.Code);
            Assert.Empty((await world.DisputeAsync(reader, id)).Value.Acts);
        }

        await world.ReviewAsync(id);
        foreach (var side in new[] { world.PersonOf(partner), world.OwnerOf(shop) })
            Assert.Equal(CommonRefusals.Forbidden, (await world.DecidesAsync(id, accept: true, side)).Refusal!.Code);

        // an admin who is a partner too
        var both = await world.AdminAsync();
        await using (var db = await world.DbAsync())
        {
            db.Memberships.Add(new Membership
            {
                Id = Guid.CreateVersion7(),
                UserId = both.UserId,
                Role = Role.Partner,
                PartnerId = partner.Id,
                CreatedAt = world.Clock.GetUtcNow(),
            });
            await db.SaveChangesAsync();
        }

        Assert.Equal(DisputeRefusals.OwnDispute, (await world.DecidesAsync(id, accept: true, both.Actor)).Refusal!.Code);
        Assert.True((await world.DecidesAsync(id, accept: true)).Succeeded);
    }

    [DatabaseTheory]
    public async Task A_shop_disputes_its_own_orders_customers_and_lines_and_no_others(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (shop, _) = await world.HasRentalShopAsync();
        var (other, _) = await world.HasRentalShopAsync();
        foreach (var one in new[] { shop, other })
        {
            var number = one == shop ? "DH-1" : "DH-2";
            await world.RecordedAsync(one, world.Rental(number, "KH-1"));
            await world.HappensAsync(one, number, OrderEventType.Paid, world.Clock.GetUtcNow());
        }

        await using var db = await world.DbAsync();
        var lines = await db.JournalEntries.ToDictionaryAsync(entry => entry.HolderId, entry => entry.Id);
        var customers = await db.CustomerIntroductions.ToDictionaryAsync(row => row.ShopId, row => row.OrderId);
        var owner = world.OwnerOf(shop);
        var line = new DisputeDraft(DisputeKind.WrongSurcharge, Claim: "Sai.", Wanted: new DisputeWanted(Base: 50_000));

        Assert.Equal(["statementLineId"], Fields(await world.FileAsync(owner, line with { StatementLineId = lines[other.Id] })));
        Assert.Equal(["customerId"], Fields(await world.FileAsync(owner, World.WrongSource(customers[other.Id]))));
        Assert.Equal(["orderExternalId"], Fields(await world.FileAsync(owner, line with { OrderExternalId = "DH-2" })));
        Assert.Equal(["shopId"], Fields(await world.FileAsync(owner, line with { OrderExternalId = "DH-1", ShopId = other.Id })));
        var filed = await world.FiledAsync(owner, line with { StatementLineId = lines[shop.Id] });
        Assert.Equal(("DH-1", 4_500), (filed.Case.Order, filed.Case.AtStake));
        Assert.Equal(DisputeRefusals.NotFound, (await world.DisputeAsync(world.OwnerOf(other), filed.Case.Id)).Refusal!.Code);
    }

    private static string[] Fields(Outcome<DisputeDetail> outcome) => [.. outcome.Refusal!.Fields.Select(field => field.Field)];
}
