using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;

namespace Portal.Tests.Shared;

/// <summary>Disputes: who files what, and what becomes of it.</summary>
public sealed partial class World
{
    /// <summary>A shop with a programme, a partner in it, and a successful order that counts for nobody.</summary>
    public async Task<(Shop Shop, Partner Partner, string Order)> HasUncreditedOrderAsync()
    {
        var (shop, partner, _) = await HasAffiliateAsync();
        var number = $"DH-{Number()}";
        await RecordedAsync(shop, Order(number, visitor: null));
        await HappensAsync(shop, number, OrderEventType.Paid, Clock.GetUtcNow());
        return (shop, partner, number);
    }

    /// <summary>What a partner says of an order that should be theirs.</summary>
    public static DisputeDraft Missing(Shop shop, string order) => new(
        DisputeKind.MissingOrder, order, shop.Id, Claim: "Khách bấm liên kết của tôi rồi đặt qua ứng dụng.");

    /// <summary>What a shop says of a customer whom it brought itself.</summary>
    public static DisputeDraft WrongSource(Guid customer, string? from = null) => new(
        DisputeKind.WrongSource, CustomerId: customer, Claim: "Khách quen của tiệm từ trước.", Wanted: new DisputeWanted(From: from));

    /// <summary>Files a dispute with one piece of evidence.</summary>
    public async Task<Outcome<DisputeDetail>> FileAsync(Actor author, DisputeDraft draft, string evidence = "Tin nhắn lúc 9 giờ")
    {
        using var file = await ReceivedAsync(evidence);
        return await Get<SubmitDispute>().RunAsync(
            author, new SubmitDispute.Input(draft, [(file, new EvidenceStore.Statement(Clock.GetUtcNow().AddDays(-1), "Tin nhắn"))]),
            CancellationToken.None);
    }

    /// <summary>One that must be taken.</summary>
    public async Task<DisputeDetail> FiledAsync(Actor author, DisputeDraft draft, string evidence = "Tin nhắn lúc 9 giờ") =>
        (await FileAsync(author, draft, evidence)).Value;

    /// <summary>A dispute over an order that counts for nobody, filed by its partner.</summary>
    public async Task<(Shop Shop, Partner Partner, DisputeDetail Case)> HasDisputeAsync()
    {
        var (shop, partner, order) = await HasUncreditedOrderAsync();
        return (shop, partner, await FiledAsync(PersonOf(partner), Missing(shop, order)));
    }

    /// <summary>A text that came in as evidence.</summary>
    public async Task<ReceivedEvidence> ReceivedAsync(string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await Get<EvidenceStore>().ReceiveAsync("tin-nhan.txt", content, CancellationToken.None)).Value;
    }

    /// <summary>Adds evidence to a draft.</summary>
    public async Task BringsAsync(Actor actor, Guid dispute, string text = "Tin nhắn lúc 9 giờ", bool isTimed = true)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var added = await Get<EvidenceStore>().UploadAsync(
            actor, dispute, "tin-nhan.txt", new EvidenceStore.Statement(isTimed ? Clock.GetUtcNow() : null, null), content,
            (db, stop) => DisputeEvidence.RefuseAsync(db, actor, dispute, stop), CancellationToken.None);
        if (added.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Code);
    }

    public Task<Outcome<DisputeDetail>> ReviewAsync(Guid dispute, Actor? by = null) =>
        Get<ReviewDispute>().RunAsync(by ?? Admin, dispute, CancellationToken.None);

    public Task<Outcome<DisputeDetail>> AsksAsync(Guid dispute, string text = "Ảnh chụp lúc nào?") =>
        Get<AskForInformation>().RunAsync(Admin, dispute, new AskForInformation.Input(text), CancellationToken.None);

    public Task<Outcome<DisputeDetail>> WritesAsync(Actor actor, Guid dispute, string text = "Xin xem giúp.") =>
        Get<WriteMessage>().RunAsync(actor, dispute, new WriteMessage.Input(text), CancellationToken.None);

    public Task<Outcome<DisputeDetail>> DecidesAsync(Guid dispute, bool accept, Actor? by = null) =>
        Get<DecideDispute>().RunAsync(
            by ?? Admin, dispute, new DecideDispute.Input(accept, accept ? "Đúng là khách của bên này." : "Chưa đủ chứng cứ."),
            CancellationToken.None);

    public Task<Outcome<DisputeDetail>> WithdrawsAsync(Actor actor, Guid dispute) =>
        Get<WithdrawDispute>().RunAsync(actor, dispute, CancellationToken.None);

    public Task<Outcome<DisputeDetail>> AppealsAsync(Actor actor, Guid dispute) =>
        Get<AppealDispute>().RunAsync(actor, dispute, new AppealDispute.Input("Có thêm chứng cứ."), CancellationToken.None);

    public Task<Outcome<DisputeDetail>> DisputeAsync(Actor actor, Guid dispute) =>
        Get<DisputeQueries>().GetAsync(actor, dispute, CancellationToken.None);

    /// <summary>As the worker does once a minute.</summary>
    public Task WatchDisputesAsync() => Get<WatchDisputes>().RunDueAsync(CancellationToken.None);

    public async Task<IReadOnlyList<DisputeStep>> DisputeStepsAsync(Guid dispute)
    {
        await using var db = await DbAsync();
        return await db.DisputeSteps.AsNoTracking().Where(step => step.DisputeId == dispute).OrderBy(step => step.Number).ToListAsync();
    }

    /// <summary>What the partner has from the ledger, in đồng.</summary>
    public async Task<long> EarnedAsync(Partner partner)
    {
        await using var db = await DbAsync();
        return -(await db.JournalEntries.Where(entry => entry.HolderId == partner.Id).SumAsync(entry => entry.Earned));
    }

    /// <summary>The failed work of a kind.</summary>
    public async Task<IReadOnlyList<WorkFailure>> FailuresAsync(WorkKind kind)
    {
        await using var db = await DbAsync();
        return await db.WorkFailures.AsNoTracking().Where(row => row.Kind == kind).ToListAsync();
    }
}
