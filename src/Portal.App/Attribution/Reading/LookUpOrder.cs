using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.Domain.Common;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Reading;

/// <summary>
/// Tells a partner why an order was or was not credited to them, before they dispute it. Of an order that is not theirs they must
/// already know something, and learns only this (R10.5, R1.7):
/// <list type="bullet">
/// <item>They name the shop's number together with the day on which it was placed (a day off at most) or a product of it; or,
/// without a number, the time within an hour and a product, which must fit one order alone. A number that exists and one that
/// does not are answered alike when the rest does not fit, so counting up numbers tells nothing about a shop's sales.</item>
/// <item>They get the reason as a code and their own clicks. Never a name or id of another partner, the customer, an amount, a
/// time, a status, or the stored trace, whose times are of other people's clicks.</item>
/// <item>Only shops of programmes that they are in are looked at, and they may ask <see cref="LookupLimit.PerHour"/> times an hour.</item>
/// </list>
/// </summary>
public sealed class LookUpOrder(
    IDbContextFactory<PortalDb> contexts, ProgrammeCatalogue catalogue, IClickStore clicks, PortalKeys keys, LookupLimit limit)
{
    private const int ShortestProduct = 3;
    private const int MostClicks = 20;
    private const int MostCandidates = 200;
    private static readonly TimeSpan Around = TimeSpan.FromHours(1);

    /// <summary>How long before the order their own clicks are shown: those whose window was over explain themselves.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(90);

    /// <summary>What they know of the order; times are of Vietnam.</summary>
    public sealed record Input(string? Code, DateOnly? Day, TimeOnly? Time, string? Product);

    public async Task<Outcome<OrderLookup>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.PartnerRead) || actor.PartnerId is not { } partner)
            return Refusal.Forbidden();
        var question = Question.Of(input);
        if (Check(input, question) is { } wrong)
            return wrong;
        if (limit.Take(partner) is { } tooMany)
            return tooMany;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var programmes = await db.PartnerProgrammes.AsNoTracking()
            .Where(membership => membership.PartnerId == partner)
            .Join(db.Programmes, membership => membership.ProgrammeId, programme => programme.Id, (_, programme) => programme)
            .ToListAsync(cancellationToken);
        var shops = programmes.Select(programme => programme.ShopId).Distinct().ToArray();
        var found = question.Code is { } code
            ? await ByCodeAsync(db, partner, shops, code, cancellationToken)
            : await ByTimeAsync(db, partner, shops, question, cancellationToken);

        // their own orders they may find by any part of what they know
        if (found.Where(candidate => candidate.Mine).ToList() is { Count: > 0 } mine)
            return new OrderLookup(LookupResult.Yours, [.. mine.Select(candidate => candidate.Order.Id)], []);

        var fitting = found.FindAll(candidate => Fits(candidate.Order, question));
        return fitting switch
        {
            [] => new OrderLookup(LookupResult.Unknown, [], []),
            [var only] => new OrderLookup(
                LookupResult.NotYours, [], await ExplainAsync(db, partner, programmes, only.Order, cancellationToken))
            {
                ShopId = only.Order.ShopId,
            },
            _ => new OrderLookup(LookupResult.Several, [], []),
        };
    }

    private static Refusal? Check(Input input, Question question)
    {
        if (TextCheck.Text("code", question.Code, OrderCheck.MaxExternalId) is { } badCode)
            return Refusal.Invalid(badCode);
        if (TextCheck.Text("product", input.Product, OrderCheck.MaxName) is { } badProduct)
            return Refusal.Invalid(badProduct);
        if (question.Code is not null)
            return question.Day is null && question.Product is null ? Refusal.Invalid(new FieldError("day", FieldCodes.Required)) : null;

        FieldError[] missing =
        [
            .. question.Day is null ? [new FieldError("day", FieldCodes.Required)] : Array.Empty<FieldError>(),
            .. question.Time is null ? [new FieldError("time", FieldCodes.Required)] : Array.Empty<FieldError>(),
            .. question.Product is null ? [new FieldError("product", FieldCodes.Required)] : Array.Empty<FieldError>(),
        ];
        return missing.Length > 0 ? Refusal.Invalid(missing) : null;
    }

    private static Task<List<Candidate>> ByCodeAsync(
        PortalDb db, Guid partner, Guid[] shops, string code, CancellationToken cancellationToken) =>
        Candidates(db, partner, db.Orders.Where(order => shops.Contains(order.ShopId) && order.ExternalId == code))
            .ToListAsync(cancellationToken);

    private static Task<List<Candidate>> ByTimeAsync(
        PortalDb db, Guid partner, Guid[] shops, Question question, CancellationToken cancellationToken)
    {
        var at = new DateTimeOffset(question.Day!.Value.ToDateTime(question.Time!.Value), LocalCalendar.Offset);
        var (from, to) = (at - Around, at + Around);
        return Candidates(db, partner, db.Orders.Where(order => shops.Contains(order.ShopId)
                && order.PlacedAt >= from && order.PlacedAt <= to && order.SearchText.Contains(question.Product!)))
            .OrderBy(candidate => candidate.Order.PlacedAt)
            .Take(MostCandidates)
            .ToListAsync(cancellationToken);
    }

    private static IQueryable<Candidate> Candidates(PortalDb db, Guid partner, IQueryable<Order> orders) => orders
        .AsNoTracking()
        .Include(order => order.Lines)
        .Select(order => new Candidate
        {
            Order = order,
            Mine = db.Rewards.Any(reward => reward.OrderId == order.Id && reward.PartnerId == partner && !reward.IsReplaced),
        });

    private static bool Fits(Order order, Question question)
    {
        var day = LocalCalendar.Day(order.PlacedAt);
        if (question.Day is { } said && (day < said.AddDays(-1) || day > said.AddDays(1)))
            return false;

        // the stored search text has the number in it, which must not be guessed piece by piece
        return question.Product is not { } product
            || order.Lines.Exists(line => SearchText.Fold(line.Name).Contains(product, StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<LookupVerdict>> ExplainAsync(
        PortalDb db, Guid partner, IReadOnlyList<Programme> programmes, Order order, CancellationToken cancellationToken)
    {
        var decisions = await db.OrderDecisions.AsNoTracking()
            .Where(decision => decision.OrderId == order.Id)
            .ToListAsync(cancellationToken);
        var versions = (await catalogue.OfShopAsync(order.ShopId, cancellationToken) ?? []).ToDictionary(programme => programme.Id);
        var own = await OwnClicksAsync(db, partner, order, cancellationToken);
        var verdicts = new List<LookupVerdict>();
        foreach (var programme in programmes.Where(programme => programme.ShopId == order.ShopId).OrderBy(programme => programme.Name))
        {
            if (decisions.Where(decision => decision.ProgrammeId == programme.Id).MaxBy(decision => decision.Number) is not { } decision)
                continue; // a programme that does not decide about single orders

            var settings = versions.GetValueOrDefault(programme.Id)?.Versions
                .FirstOrDefault(version => version.Id == decision.VersionId)?.Settings as RewardingSettings;
            LookupClick[] seen = [.. own
                .Where(click => click.Click.ProgrammeId == programme.Id)
                .Select(click => new LookupClick(click.Click.At, click.LinkCode, Standing(click.Click, order.PlacedAt, settings?.Window)))];
            var why = await ReasonAsync(db, partner, order, decision, seen, cancellationToken);
            verdicts.Add(new LookupVerdict(programme.Name, why, settings?.Window, seen));
        }

        return verdicts;
    }

    private async Task<string> ReasonAsync(
        PortalDb db, Guid partner, Order order, OrderDecision decision, IReadOnlyList<LookupClick> own,
        CancellationToken cancellationToken) =>
        decision.Code switch
        {
            Decisions.Credited => LookupReasons.AnotherPartner,
            // what failed about an order that somebody else brought is between them and the programme
            _ when decision.CandidateId is { } candidate && candidate != partner => LookupReasons.AnotherPartner,
            // R1.9: who referred themselves is nobody else's business
            Decisions.SelfReferral => await IsCustomerAsync(db, partner, order, cancellationToken)
                ? Decisions.SelfReferral : LookupReasons.AnotherPartner,
            // of clicks that were too old, their own may have been none
            Decisions.OutsideWindow => own.Any(click => click.Standing is ClickStanding.Expired or ClickStanding.AfterOrder)
                ? Decisions.OutsideWindow
                : Decisions.NoClick,
            _ => decision.Code,
        };

    private async Task<bool> IsCustomerAsync(PortalDb db, Guid partner, Order order, CancellationToken cancellationToken)
    {
        var self = await db.Partners.AsNoTracking()
            .Where(row => row.Id == partner)
            .Select(row => new { row.EmailHash, row.PhoneHash })
            .FirstAsync(cancellationToken);
        var accounts = await db.Memberships
            .Where(membership => membership.PartnerId == partner)
            .Join(db.Users, membership => membership.UserId, user => user.Id, (_, user) => user.Email)
            .ToListAsync(cancellationToken);
        return Same(self.EmailHash, order.EmailHash)
            || Same(self.PhoneHash, order.PhoneHash)
            || accounts.Select(Contact.Email).OfType<string>().Any(email => Same(keys.Hash("email", email), order.EmailHash));

        static bool Same(byte[]? left, byte[]? right) => left is not null && right is not null && left.AsSpan().SequenceEqual(right);
    }

    /// <summary>Their own clicks among those of the order's customer, newest first.</summary>
    private async Task<IReadOnlyList<(ClickRecord Click, string? LinkCode)>> OwnClicksAsync(
        PortalDb db, Guid partner, Order order, CancellationToken cancellationToken)
    {
        var visitors = new HashSet<VisitorId>();
        if (order.VisitorId is { } visitor)
            visitors.Add(VisitorId.FromBytes(visitor));
        if (order.ClickId is { } named)
            visitors.UnionWith((await clicks.ByIdAsync([named], cancellationToken)).Select(click => click.VisitorId));
        if (visitors.Count == 0)
            return [];

        var all = await clicks.ByVisitorsAsync(visitors, order.PlacedAt - Before, order.PlacedAt.AddDays(1), cancellationToken);
        var own = all.Where(click => click.PartnerId == partner).OrderByDescending(click => click.At).Take(MostClicks).ToList();
        var links = own.Select(click => click.LinkId).OfType<Guid>().Distinct().ToArray();
        var codes = await db.Links.AsNoTracking()
            .Where(link => links.Contains(link.Id) && link.PartnerId == partner)
            .ToDictionaryAsync(link => link.Id, link => link.Code, cancellationToken);
        return own.ConvertAll(click => (click, click.LinkId is { } id ? codes.GetValueOrDefault(id) : null));
    }

    private static ClickStanding Standing(ClickRecord click, DateTimeOffset placedAt, int? windowDays)
    {
        if (!click.EarnsCredit)
            return ClickStanding.Machine;
        if (click.At > placedAt)
            return ClickStanding.AfterOrder;
        return windowDays is { } days && placedAt - click.At >= TimeSpan.FromDays(days) ? ClickStanding.Expired : ClickStanding.InTime;
    }

    private sealed class Candidate
    {
        public required Order Order { get; init; }

        public required bool Mine { get; init; }
    }

    /// <summary>What was typed, as it is compared.</summary>
    private sealed record Question(string? Code, DateOnly? Day, TimeOnly? Time, string? Product)
    {
        public static Question Of(Input input)
        {
            var code = input.Code?.Trim().TrimStart('#').Trim();
            var product = SearchText.Fold(input.Product);
            // the calendar's ends have no day beside them
            var day = input.Day is { Year: > 1 and < 9999 } ? input.Day : null;
            return new Question(code is { Length: > 0 } ? code : null, day, input.Time, product.Length >= ShortestProduct ? product : null);
        }
    }
}

/// <summary>What a partner gets to know about an order that they asked for.</summary>
/// <param name="Orders">Their own orders that fit.</param>
/// <param name="Verdicts">Of one that is not theirs: what each of their programmes decided.</param>
public sealed record OrderLookup(LookupResult Result, IReadOnlyList<Guid> Orders, IReadOnlyList<LookupVerdict> Verdicts)
{
    /// <summary>Of one that is not theirs: the shop, one of their programmes' own, so that they can dispute it.</summary>
    public Guid? ShopId { get; init; }
}

public enum LookupResult
{
    Yours,
    NotYours,

    /// <summary>More than one order fits; only the shop's number can tell them apart.</summary>
    Several,

    /// <summary>No order that fits, as far as they may know.</summary>
    Unknown,
}

/// <param name="Programme">Its name.</param>
/// <param name="Why">One of <see cref="LookupReasons.All"/>.</param>
/// <param name="WindowDays">How long a click counted; null where it does not age.</param>
/// <param name="Clicks">Their own, newest first.</param>
public sealed record LookupVerdict(string Programme, string Why, int? WindowDays, IReadOnlyList<LookupClick> Clicks);

public sealed record LookupClick(DateTimeOffset At, string? LinkCode, ClickStanding Standing);

/// <summary>What a click was worth for the order.</summary>
public enum ClickStanding
{
    /// <summary>It could have decided (R1.5).</summary>
    InTime,

    /// <summary>Its window was over (R1.5).</summary>
    Expired,

    AfterOrder,

    /// <summary>R1.1.</summary>
    Machine,
}

/// <summary>Why an order was not credited, as its partner-to-be is told: keys of the sentences that they read.</summary>
public static class LookupReasons
{
    /// <summary>Somebody else's click, code or binding came first in the programme's rules; never who.</summary>
    public const string AnotherPartner = "another_partner";

    public static readonly IReadOnlyList<string> All = [AnotherPartner, .. Decisions.All.Where(code => code != Decisions.Credited)];
}
