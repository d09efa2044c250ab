using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Shops;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;

namespace Portal.App.Catalogue.Programmes;

/// <summary>
/// Makes a programme of a shop from a template, with its first version of settings. Without another wish that version is in
/// force since the shop opened: nothing was decided before there was a programme, so orders and clicks that are filled in
/// from earlier find settings to be decided by.
/// </summary>
public sealed class CreateProgramme(UnitOfWork work, IEnumerable<IProgrammeStep> steps, TimeProvider clock)
{
    /// <param name="ShopId">Whose programme it is.</param>
    /// <param name="Code">Short name in addresses, unique in the whole portal: lower-case letters, digits and hyphens.</param>
    /// <param name="Name">As people read it.</param>
    /// <param name="Template"><c>shop-affiliate</c>, <c>refer-a-friend</c>, <c>new-customer</c>, <c>rental-surcharge</c> or
    /// <c>loyalty</c>.</param>
    /// <param name="Settings">Overrides of the template's settings; unknown names are refused.</param>
    /// <param name="EffectiveFrom">When the first settings start; the day on which the shop opened, when left out.</param>
    public sealed record Input(
        Guid ShopId, string Code, string Name, ProgrammeTemplate Template, JsonElement? Settings = null,
        DateTimeOffset? EffectiveFrom = null);

    public async Task<Outcome<ProgrammeView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ProgrammesWrite))
            return Refusal.Forbidden();

        var errors = new List<FieldError>();
        var code = ShopChecks.Code(errors, "code", input.Code);
        ShopChecks.Name(errors, input.Name);
        if (input.EffectiveFrom is { } wished && ProgrammeChecks.Start(wished, clock) is { } wrongStart)
            errors.Add(wrongStart);
        var settings = ProgrammeSettingsJson.Parse(input.Template, input.Settings);
        if (settings.Refusal is { } wrong)
            errors.AddRange(wrong.Fields);
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        return await work.RunAsync<ProgrammeView>(
            actor,
            async (db, cancel) =>
            {
                if (await db.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == input.ShopId, cancel) is not { } shop)
                    return Refusal.NotFound(ShopRefusals.NotFound);
                if (await db.Programmes.AnyAsync(p => p.Code == code, cancel))
                    return Refusal.Conflict(ProgrammeRefusals.CodeTaken) with { Fields = [new FieldError("code", FieldCodes.Taken)] };

                if (input.Template == ProgrammeTemplate.RentalSurcharge
                    && await db.Programmes.AnyAsync(p => p.ShopId == shop.Id && p.Template == ProgrammeTemplate.RentalSurcharge, cancel))
                    return Refusal.Conflict(ProgrammeRefusals.SurchargeTaken);

                var now = clock.GetUtcNow();
                var programme = new Programme
                {
                    Id = Ids.New(clock),
                    ShopId = shop.Id,
                    Code = code,
                    Name = input.Name.Trim(),
                    Template = input.Template,
                    CreatedAt = now,
                };
                var version = new ProgrammeVersion
                {
                    Id = Ids.New(clock),
                    ProgrammeId = programme.Id,
                    Number = 1,
                    EffectiveFrom = ProgrammeChecks.Whole(input.EffectiveFrom ?? LocalCalendar.StartOf(shop.OpenedOn)),
                    Settings = ProgrammeSettingsJson.ToJson(settings.Value),
                    CreatedAt = now,
                    CreatedBy = actor.Name,
                };
                db.Programmes.Add(programme);
                db.ProgrammeVersions.Add(version);
                await ShopFacts.ChangeAsync(db, [shop.Id], cancel);
                foreach (var step in steps)
                    await step.CreatedAsync(db, programme, version, cancel);
                db.NotifyChange(ChangeTopics.Programme, programme.Id, clock, shopId: shop.Id);
                return ProgrammeView.Of(programme, [version], now);
            },
            cancellationToken);
    }
}
