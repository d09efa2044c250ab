using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Deciding;
using Portal.App.Catalogue;
using Portal.App.Catalogue.Programmes;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Programmes;

namespace Portal.App.Attribution.Replay;

/// <summary>
/// Runs settings over a past month before they are saved: the same decisions as in earnest, by the orders and clicks of that
/// month, compared with the decisions in force. Reads page by page in the orders' order in time, so that a month of any size
/// fits, and writes nothing.
/// </summary>
public sealed class ReplayProgramme(
    IDbContextFactory<PortalDb> contexts, ProgrammeCatalogue catalogue, OrderDecider decider, TimeProvider clock)
{
    private const int PageSize = 500;
    private static readonly Guid Previewed = new("00000000-0000-7000-8000-00000000f00d");

    /// <param name="Settings">Overrides of the template's settings, as for <see cref="AddProgrammeVersion"/>.</param>
    /// <param name="Month">As <c>2024-06</c>; the last whole one when it is left out.</param>
    public sealed record Input(JsonElement? Settings = null, string? Month = null);

    public Task<Outcome<ReplayResult>> RunAsync(Actor actor, string programmeCode, Input input, CancellationToken cancellationToken) =>
        RunAsync(actor, programmeCode, input, null, cancellationToken);

    public async Task<Outcome<ReplayResult>> RunAsync(
        Actor actor, string programmeCode, Input input, IProgress<ReplayProgress>? progress, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ProgrammesWrite))
            return Refusal.Forbidden();

        var code = programmeCode.ToLowerInvariant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Programmes.AsNoTracking().SingleOrDefaultAsync(row => row.Code == code, cancellationToken) is not { } programme)
            return Refusal.NotFound(ProgrammeRefusals.NotFound);

        var settings = ProgrammeSettingsJson.Parse(programme.Template, input.Settings);
        if (settings.Refusal is { } wrong)
            return wrong;
        var lastMonth = LocalCalendar.Month(LocalCalendar.Day(clock.GetUtcNow())).AddMonths(-1);
        var month = lastMonth;
        if (input.Month is not null
            && !DateOnly.TryParseExact(input.Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month))
            return Refusal.Invalid(new FieldError("month", FieldCodes.WrongType).With("expected", "month"));
        if (month > lastMonth)
            return Refusal.Invalid(new FieldError("month", FieldCodes.DateInFuture)
                .With("latest", lastMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture)));

        // the settings from the beginning of time on, so that each order of the month is decided by them
        var programmes = (await catalogue.OfShopAsync(programme.ShopId, cancellationToken))!
            .Select(one => one.Id == programme.Id
                ? one with
                {
                    Versions =
                    [new ProgrammeVersionFact(
                    Previewed, one.Versions.Max(version => version.Number) + 1, DateTimeOffset.MinValue, settings.Value)]
                }
                : one)
            .ToList();
        var tally = new ReplayTally(programme.ShopId);
        var period = LocalCalendar.MonthPeriod(month);
        var orders = db.Orders.AsNoTracking()
            .Where(order => order.ShopId == programme.ShopId && order.PlacedAt >= period.Start && order.PlacedAt < period.End);
        var total = await orders.CountAsync(cancellationToken);
        var firsts = new FirstTouch();
        OrderPosition? last = null;
        for (var done = 0; done < total;)
        {
            var page = await After(orders, last).Take(PageSize).Include(order => order.Lines).ToListAsync(cancellationToken);
            if (page.Count == 0)
                break;

            var decided = await decider.DecideAsync(db, page, programmes, [], firsts, cancellationToken, only: programme.Id);
            var standing = await CurrentDecisions.LoadAsync(db, page.ConvertAll(order => order.Id), cancellationToken);
            foreach (var one in decided.Decisions)
                tally.Add(one, standing);

            db.ChangeTracker.Clear();
            last = page[^1].Position;
            done += page.Count;
            progress?.Report(new ReplayProgress(done, total));
        }

        return await tally.ResultAsync(db, month, cancellationToken);
    }

    private static IQueryable<Order> After(IQueryable<Order> orders, OrderPosition? last)
    {
        if (last is { PlacedAt: var at, ExternalId: var number })
            orders = orders.Where(order => order.PlacedAt >= at && (order.PlacedAt > at || string.Compare(order.ExternalId, number) > 0));
        return orders.OrderBy(order => order.PlacedAt).ThenBy(order => order.ExternalId);
    }
}
