using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Rulings;

/// <summary>Makes a ruling of what a dispute wants, or says why it cannot be ruled.</summary>
internal static class RulingDrafts
{
    private const string Wanted = "wanted.";

    public static async Task<Outcome<Ruling>> ResolveAsync(
        PortalDb db, RulingDraft draft, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = await NowAsync(db, draft.ShopId, clock, cancellationToken);
        if (draft.IsWithdrawn)
            return await TakenBackAsync(db, draft, now, clock, cancellationToken);
        if (Missing(draft) is { } missing)
            return Refusal.Invalid(new FieldError(Wanted + missing, FieldCodes.Required));
        if (draft.Base is { } amount && (amount < Dong.Zero || amount.Amount > Dong.Largest))
            return Refusal.Invalid(new FieldError(Wanted + "base", FieldCodes.AmountOutOfRange)
                .With("min", "0").With("max", $"{Dong.Largest}"));
        if (draft is { Kind: DisputeKind.WrongStatus, Status: OrderStatus.Pending })
            return Refusal.Invalid(new FieldError(Wanted + "status", FieldCodes.NotAllowed).With("allowed", "successful, cancelled"));

        var order = await db.Orders.AsNoTracking().Where(row => row.Id == draft.OrderId && row.ShopId == draft.ShopId)
            .Select(row => new { row.Id, row.AccountKey, row.Status }).FirstOrDefaultAsync(cancellationToken);
        if (order is null)
            return Refusal.NotFound(OrderRefusals.NotFound);

        var programmes = await db.Programmes.AsNoTracking()
            .Where(row => row.ShopId == draft.ShopId && (draft.ProgrammeId == null || row.Id == draft.ProgrammeId))
            .Select(row => new { row.Id, row.Template }).ToListAsync(cancellationToken);
        var concerned = programmes.Where(row => Concerns(draft.Kind, row.Template)).Select(row => row.Id).ToArray();
        if (draft.Kind != DisputeKind.WrongStatus && concerned.Length == 0)
            return Refusal.Rule(RulingRefusals.ConcernsNothing);
        if (draft.Kind == DisputeKind.WrongSource && order.AccountKey is null)
            return Refusal.Rule(RulingRefusals.ConcernsNothing);
        if (IsAboutPartner(draft.Kind)
            && !await db.Participations.AnyAsync(
                row => row.PartnerId == draft.PartnerId && concerned.Contains(row.ProgrammeId), cancellationToken))
            return Refusal.Rule(RulingRefusals.PartnerNotInProgramme);

        return new Ruling
        {
            Id = Ids.New(clock),
            DisputeId = draft.DisputeId,
            DisputeNumber = draft.DisputeNumber,
            Instance = draft.Instance,
            Kind = draft.Kind,
            ShopId = draft.ShopId,
            OrderId = order.Id,
            CustomerKey = draft.Kind == DisputeKind.WrongSource ? order.AccountKey : null,
            ProgrammeId = draft.ProgrammeId,
            PartnerId = IsAboutPartner(draft.Kind) ? draft.PartnerId : null,
            IntroducedBy = draft.Kind == DisputeKind.WrongSource ? draft.IntroducedBy : null,
            Base = draft.Kind is DisputeKind.WrongAmount or DisputeKind.WrongSurcharge ? draft.Base!.Value.Amount : null,
            Status = draft.Kind == DisputeKind.WrongStatus ? draft.Status : null,
            StatusBefore = draft.Kind == DisputeKind.WrongStatus ? order.Status : null,
            FromPlacedAt = draft.Kind == DisputeKind.WrongSource ? Whole(draft.From?.PlacedAt) : null,
            FromExternalId = draft.Kind == DisputeKind.WrongSource ? draft.From?.ExternalId : null,
            RuledAt = now,
            RuledBy = draft.RuledBy,
            Reason = draft.Reason,
        };
    }

    public static bool IsAboutPartner(DisputeKind kind) => kind is DisputeKind.MissingOrder or DisputeKind.WrongPartner;

    private static string? Missing(RulingDraft draft) => draft.Kind switch
    {
        DisputeKind.MissingOrder or DisputeKind.WrongPartner when draft.PartnerId is null => "partnerId",
        DisputeKind.WrongSource when draft.IntroducedBy is null => "introducedBy",
        DisputeKind.WrongAmount or DisputeKind.WrongSurcharge when draft.Base is null => "base",
        DisputeKind.WrongStatus when draft.Status is null => "status",
        _ => null,
    };

    private static bool Concerns(DisputeKind kind, ProgrammeTemplate template) => kind switch
    {
        DisputeKind.WrongSource or DisputeKind.WrongSurcharge => template == ProgrammeTemplate.RentalSurcharge,
        _ => template is not (ProgrammeTemplate.RentalSurcharge or ProgrammeTemplate.Loyalty),
    };

    /// <summary>What the dispute's ruling before was about, without what it said was right.</summary>
    private static async Task<Outcome<Ruling>> TakenBackAsync(
        PortalDb db, RulingDraft draft, DateTimeOffset now, TimeProvider clock, CancellationToken cancellationToken)
    {
        var before = await db.Rulings.AsNoTracking().Where(row => row.DisputeId == draft.DisputeId && row.Instance < draft.Instance)
            .OrderByDescending(row => row.Instance).FirstOrDefaultAsync(cancellationToken);
        if (before is null || before.IsWithdrawn)
            return Refusal.Rule(RulingRefusals.ConcernsNothing);

        return new Ruling
        {
            Id = Ids.New(clock),
            DisputeId = draft.DisputeId,
            DisputeNumber = draft.DisputeNumber,
            Instance = draft.Instance,
            Kind = before.Kind,
            ShopId = before.ShopId,
            OrderId = before.OrderId,
            CustomerKey = before.CustomerKey,
            ProgrammeId = before.ProgrammeId,
            Status = before.StatusBefore,
            StatusBefore = before.Status,
            FromPlacedAt = before.FromPlacedAt,
            FromExternalId = before.FromExternalId,
            IsWithdrawn = true,
            RuledAt = now,
            RuledBy = draft.RuledBy,
            Reason = draft.Reason,
        };
    }

    /// <summary>After whatever was ruled before, also where that was on a node whose clock is ahead: the later ruling stands.</summary>
    private static async Task<DateTimeOffset> NowAsync(PortalDb db, Guid shop, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = Whole(clock.GetUtcNow())!.Value;
        var last = await db.Rulings.Where(row => row.ShopId == shop).MaxAsync(row => (DateTimeOffset?)row.RuledAt, cancellationToken);
        return last >= now ? last.Value.AddMicroseconds(1) : now;
    }

    /// <summary>As fine as the coarsest database keeps it: the place of an order is compared with it.</summary>
    private static DateTimeOffset? Whole(DateTimeOffset? instant) =>
        instant?.AddTicks(-(instant.Value.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
}
