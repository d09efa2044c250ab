using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Orders.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Outbox;
using Portal.App.Risk;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Risk;

namespace Portal.Tests.Shared;

/// <summary>What stands out, and what admins do about it.</summary>
public sealed partial class World
{
    /// <summary>A shop with an affiliate programme, a partner in it and their link.</summary>
    public async Task<(Shop Shop, Partner Partner, Link Link)> HasAffiliateAsync(ProgrammeSettings? settings = null)
    {
        var shop = await HasShopAsync();
        var programme = await HasProgrammeAsync(shop, settings);
        var partner = await HasPartnerAsync(programme);
        return (shop, partner, await HasLinkAsync(partner, programme));
    }

    /// <summary>An order that was placed so long after its click.</summary>
    public async Task<OrderView> BoughtAsync(Shop shop, Link link, TimeSpan after, string? number = null, string? visitor = null)
    {
        visitor ??= $"v-{Number()}";
        var click = Clicked(link, visitor, Clock.GetUtcNow().AddHours(-1));
        return await RecordedAsync(shop, Order(number ?? $"DH-{Number()}", visitor, click.At + after));
    }

    /// <summary>A case of orders that were placed a second after their clicks.</summary>
    public async Task<(Shop Shop, Partner Partner, RiskCase Case, IReadOnlyList<OrderView> Orders)> HasRiskAsync(int orders = 2)
    {
        var (shop, partner, link) = await HasAffiliateAsync();
        var bought = new List<OrderView>();
        for (var i = 0; i < orders; i++)
            bought.Add(await BoughtAsync(shop, link, TimeSpan.FromSeconds(1 + i)));
        return (shop, partner, await RiskCaseAsync(partner, RiskRule.ImpossibleTime), bought);
    }

    public async Task<RiskCase> RiskCaseAsync(Partner partner, RiskRule rule)
    {
        await using var db = await DbAsync();
        return await db.RiskCases.AsNoTracking().SingleAsync(row => row.PartnerId == partner.Id && row.Rule == rule);
    }

    /// <summary>The signals of a partner and rule, in the order of their time.</summary>
    public async Task<IReadOnlyList<RiskSignal>> SignalsAsync(Partner partner, RiskRule rule)
    {
        await using var db = await DbAsync();
        return await db.RiskSignals.AsNoTracking()
            .Where(signal => db.RiskCases.Any(row => row.Id == signal.CaseId && row.PartnerId == partner.Id && row.Rule == rule))
            .OrderBy(signal => signal.OccurredAt).ToListAsync();
    }

    public async Task<IReadOnlyList<RewardHold>> HoldsAsync()
    {
        await using var db = await DbAsync();
        return await db.RewardHolds.AsNoTracking().OrderBy(hold => hold.HeldAt).ThenBy(hold => hold.Id).ToListAsync();
    }

    public async Task<IReadOnlyList<RiskAction>> RiskActionsAsync()
    {
        await using var db = await DbAsync();
        return await db.RiskActions.AsNoTracking().OrderBy(action => action.At).ThenBy(action => action.Id).ToListAsync();
    }

    /// <summary>The numbers of the orders whose rewards must not be paid now.</summary>
    public async Task<IReadOnlyList<string>> HeldOrdersAsync()
    {
        await using var db = await DbAsync();
        return await db.Rewards.Held(db).Join(db.Orders, reward => reward.OrderId, order => order.Id, (_, order) => order.ExternalId)
            .Distinct().OrderBy(number => number).ToListAsync();
    }

    /// <summary>The case that an order stands in, with the order's id.</summary>
    public async Task<(RiskCase Case, Guid Order)> RiskCaseOfAsync(Shop shop, string number)
    {
        await using var db = await DbAsync();
        var order = await db.Orders.Where(row => row.ShopId == shop.Id && row.ExternalId == number).Select(row => row.Id).SingleAsync();
        var signals = db.RiskSignals.Where(signal => db.RiskSignalOrders.Any(link => link.OrderId == order && link.SignalId == signal.Id));
        return (await db.RiskCases.AsNoTracking().Where(row => signals.Any(signal => signal.CaseId == row.Id))
            .OrderByDescending(row => row.Id).FirstAsync(), order);
    }

    public Task<Outcome<RiskReviewed>> HoldAsync(RiskCase row, string? reason = "Nghi ngờ gian lận", params Guid[] orders) =>
        Get<HoldRewards>().RunAsync(Admin, new RiskChoice([row.Id], reason, orders.Length == 0 ? null : orders), CancellationToken.None);

    public Task<Outcome<RiskReviewed>> ReleaseAsync(RiskCase row, string? reason = "Đã kiểm tra", params Guid[] orders) =>
        Get<ReleaseRewards>().RunAsync(Admin, new RiskChoice([row.Id], reason, orders.Length == 0 ? null : orders), CancellationToken.None);

    public Task<Outcome<RiskReviewed>> DismissAsync(RiskCase row, string? reason = "Bình thường") =>
        Get<DismissRisk>().RunAsync(Admin, new RiskChoice([row.Id], reason), CancellationToken.None);

    /// <summary>The mails that tell of holds which nobody reviewed.</summary>
    public async Task<List<Mail>> EscalationsAsync() => (await MailsAsync()).FindAll(mail => mail.Kind == MailKind.RiskEscalation);

    /// <summary>So many uses of the link in this minute, by one visitor or from one address.</summary>
    public void Floods(Link link, int clicks, string? visitor = null, string? address = null, ClickKind kind = ClickKind.Human) =>
        Get<IClickStore>().Insert([.. Enumerable.Range(0, clicks).Select(i =>
            ClickOf(link, visitor ?? $"flood-{Number()}", Clock.GetUtcNow().AddSeconds(i % 60), kind) with { IpHash = address is null
                ? null : Keys.Hash("ip", address) })]);

    public Task ScanClicksAsync() => Get<ClickFloods>().ScanAsync(CancellationToken.None);

    public Task EscalateAsync() => Get<EscalateHolds>().RunDueAsync(CancellationToken.None);
}
