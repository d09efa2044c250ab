using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Reevaluation;

/// <summary>What became of a reported click. Without credit <paramref name="Reason"/> says why, and it has no id.</summary>
public sealed record ReportedClick(string? ClickId, bool Credited, string? Reason);

/// <summary>
/// Takes in a click that happened elsewhere: in an app, on a QR code, in a system before this one. Only those whose orders it
/// can earn for may report one, which is the shop and the operator: a partner could otherwise invent their own.
/// </summary>
public sealed class ReportClick(
    UnitOfWork work, IDbContextFactory<PortalDb> contexts, ClickWriter writer, ReevaluateOrders reevaluate, ClickIds ids,
    ClickTokens tokens, PortalKeys keys, TimeProvider clock)
{
    private const int LongestVisitor = 128;
    private const int LongestDevice = 254;

    /// <summary>How far a reporter's clock may run ahead of the portal's.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="VisitorId">Who clicked: the portal's own visitor id, or any text by which the reporter knows the visitor again.</param>
    /// <param name="OccurredAt">When it happened.</param>
    /// <param name="LinkCode">The link's short code; or</param>
    /// <param name="ReferralCode">the partner's code, which then counts in each of their programmes that use codes.</param>
    /// <param name="DeviceId">The device, kept as a keyed hash.</param>
    public sealed record Input(
        string VisitorId, DateTimeOffset OccurredAt, string? LinkCode = null, string? ReferralCode = null, string? DeviceId = null);

    public async Task<Outcome<ReportedClick>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(OrderPermissions.OperatorWrite) && !actor.May(OrderPermissions.ShopWrite))
            return Refusal.Forbidden();
        if (Check(input) is { Count: > 0 } errors)
            return Refusal.Invalid(errors);

        // A click goes to a store of its own, so it cannot be written in one transaction with the answer. It is written first:
        // what is answered is stored. A call that was answered before is not written again.
        if (actor.Call is not null && await WasAnsweredAsync(actor, cancellationToken) is { } earlier)
            return earlier;

        var targets = await TargetsAsync(actor, input, cancellationToken);
        if (targets.Refusal is { } refusal)
            return refusal;

        var clicks = targets.Value.Where(target => target.Reason is null).Select(target => Click(target, input)).ToList();
        var concerned = clicks.Count == 0 ? new Outcome<IReadOnlyList<Guid>>() : await AskAsync(actor, clicks[0], cancellationToken);
        if (concerned.Refusal is { } ended)
            return ended;

        foreach (var click in clicks)
        {
            if (!await writer.RecordAsync(click))
                return new Refusal(RefusalKind.Unavailable, ClickRefusals.NotRecorded);
        }

        await reevaluate.RunAsync(concerned.Value ?? [], cancellationToken);
        var answer = clicks.Count > 0
            ? new ReportedClick(Token(clicks[0]), true, null)
            : new ReportedClick(null, false, targets.Value[0].Reason);
        return await work.RunAsync<ReportedClick>(actor, (_, _) => Task.FromResult<Outcome<ReportedClick>>(answer), cancellationToken);
    }

    /// <summary>
    /// Before the click is written, so that a portal that dies in between still looks at the orders that it concerns.
    /// </summary>
    /// <returns>What is to be done as soon as it is written.</returns>
    private Task<Outcome<IReadOnlyList<Guid>>> AskAsync(Actor actor, ClickRecord click, CancellationToken cancellationToken)
    {
        var looks = ReevaluationTriggers.LateClicks.Of(click.VisitorId, click.At, clock).ToList();
        return work.RunAsync<IReadOnlyList<Guid>>(
            actor.ForPart,
            (db, _) =>
            {
                db.ReevaluationRequests.AddRange(looks);
                return Task.FromResult<Outcome<IReadOnlyList<Guid>>>(new[] { looks[0].Id });
            },
            cancellationToken);
    }

    private async Task<Refusal?> WasAnsweredAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await actor.Call!.CheckAsync(db, actor.ClientId, clock.GetUtcNow(), cancellationToken);
    }

    private List<FieldError> Check(Input input)
    {
        var errors = new List<FieldError>();
        Add(TextCheck.Id("visitorId", input.VisitorId, LongestVisitor));
        Add(TextCheck.Text("deviceId", input.DeviceId, LongestDevice));
        Add((input.LinkCode, input.ReferralCode) switch
        {
            (null, null) => new FieldError("linkCode", FieldCodes.Required),
            (not null, not null) => new FieldError("referralCode", FieldCodes.NotAllowed).With("allowed", "linkCode"),
            _ => null,
        });
        var latest = clock.GetUtcNow() + ClockTolerance;
        if (input.OccurredAt < Earliest)
            Add(new FieldError("occurredAt", FieldCodes.DateTooEarly).With("earliest", Text(Earliest)));
        else if (input.OccurredAt > latest)
            Add(new FieldError("occurredAt", FieldCodes.DateInFuture).With("latest", Text(latest)));
        return errors;

        void Add(FieldError? error)
        {
            if (error is not null)
                errors.Add(error);
        }
    }

    /// <summary>In which programmes the click counts, and where it does not, why.</summary>
    private async Task<Outcome<List<Target>>> TargetsAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (input.LinkCode is { } linkCode)
        {
            var code = linkCode.Trim().ToLowerInvariant();
            var link = await db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.Code == code, cancellationToken);
            var programme = link is null ? null : await ProgrammeAsync(db, link.ProgrammeId, cancellationToken);
            // R10.5: a link into another shop is as good as none
            if (link is null || !actor.MayForShop(programme!.ShopId, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite))
                return Refusal.NotFound(LinkRefusals.NotFound) with { Fields = [new FieldError("linkCode", FieldCodes.NotFound)] };

            var reason = link.PausedAt is { } pausedAt && pausedAt <= input.OccurredAt ? "link_paused"
                : !IsInForce(programme, input.OccurredAt) ? Decisions.ProgramInactive
                : link.PartnerId is { } maker && !await TakesPartAsync(db, maker, programme.Id, cancellationToken)
                ? LinkRefusals.NotInProgramme
                : null;
            return new List<Target> { new(programme.Id, link.PartnerId, link.Id, reason) };
        }

        var typed = input.ReferralCode!.Trim().ToUpperInvariant();
        var partner = await db.Partners.AsNoTracking().Include(p => p.Programmes)
            .SingleOrDefaultAsync(p => p.ReferralCode == typed, cancellationToken);
        if (partner is null)
            return await OwnersTargetsAsync(db, actor, typed, input.OccurredAt, cancellationToken);

        var joined = partner.Programmes.Select(row => row.ProgrammeId).ToArray();
        var programmes = await db.Programmes.AsNoTracking().Where(p => joined.Contains(p.Id)).Include(p => p.Versions)
            .OrderBy(p => p.Code).ToListAsync(cancellationToken);
        var targets = programmes
            .Where(programme => actor.MayForShop(programme.ShopId, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite))
            .Select(programme => new Target(programme.Id, partner.Id, null, WhyNoCode(programme, partner, input.OccurredAt)))
            .ToList();
        return targets.Count > 0 ? targets : [new Target(Guid.Empty, partner.Id, null, LinkRefusals.NotInProgramme)];
    }

    /// <summary>R7.6: a shop owner's own code counts in the programmes that ask who introduced a customer.</summary>
    private static async Task<Outcome<List<Target>>> OwnersTargetsAsync(
        PortalDb db, Actor actor, string code, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var shop = await db.Shops.AsNoTracking().Where(shop => shop.ReferralCode == code).Select(shop => (Guid?)shop.Id)
            .SingleOrDefaultAsync(cancellationToken);
        if (shop is not { } id || !actor.MayForShop(id, OrderPermissions.ShopWrite, OrderPermissions.OperatorWrite))
            return Refusal.NotFound(ClickRefusals.CodeNotFound) with { Fields = [new FieldError("referralCode", FieldCodes.NotFound)] };

        var programmes = await db.Programmes.AsNoTracking()
            .Where(programme => programme.ShopId == id && programme.Template == ProgrammeTemplate.RentalSurcharge)
            .Include(programme => programme.Versions).OrderBy(programme => programme.Code).ToListAsync(cancellationToken);
        return programmes.Count == 0
            ? [new Target(Guid.Empty, null, null, LinkRefusals.ProgrammeWithoutLinks)]
            : programmes.ConvertAll(
                programme => new Target(programme.Id, null, null, IsInForce(programme, at) ? null : Decisions.ProgramInactive));
    }

    private static string? WhyNoCode(Programme programme, Partner partner, DateTimeOffset at)
    {
        var facts = StoredSettings.Facts(programme.Template, programme.Versions);
        return VersionChoice.InForce(facts, at)?.Settings switch
        {
            null => Decisions.ProgramInactive,
            RewardingSettings { AllowCodes: false } => "codes_not_used",
            RewardingSettings settings => IdentityGate.Check(settings, partner.Identity)?.Code, // R1.10
            _ => LinkRefusals.ProgrammeWithoutLinks,
        };
    }

    private static bool IsInForce(Programme programme, DateTimeOffset at) =>
        programme.Versions.Exists(version => version.WithdrawnAt is null && version.EffectiveFrom <= at);

    private static Task<Programme?> ProgrammeAsync(PortalDb db, Guid id, CancellationToken cancellationToken) =>
        db.Programmes.AsNoTracking().Include(programme => programme.Versions)
            .SingleOrDefaultAsync(programme => programme.Id == id, cancellationToken);

    private static Task<bool> TakesPartAsync(PortalDb db, Guid partnerId, Guid programmeId, CancellationToken cancellationToken) =>
        db.PartnerProgrammes.AnyAsync(row => row.PartnerId == partnerId && row.ProgrammeId == programmeId, cancellationToken);

    private ClickRecord Click(Target target, Input input) => new()
    {
        Id = ids.Next(),
        LinkId = target.LinkId,
        PartnerId = target.PartnerId,
        ProgrammeId = target.ProgrammeId,
        VisitorId = VisitorId.Of(input.VisitorId, keys),
        At = ClickRecord.ToMilliseconds(input.OccurredAt),
        Kind = ClickKind.Human,
        DeviceHash = string.IsNullOrWhiteSpace(input.DeviceId) ? null : keys.Hash("device", input.DeviceId.Trim()),
    };

    private string Token(ClickRecord click) =>
        tokens.Create(new ClickFacts(click.Id, click.LinkId, click.VisitorId, click.At, click.Kind, Recorded: true));

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Target(Guid ProgrammeId, Guid? PartnerId, Guid? LinkId, string? Reason);
}
