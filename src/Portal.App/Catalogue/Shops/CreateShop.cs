using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Catalogue.Shops;

/// <summary>Takes a shop in, with the hosts that tracking links may lead to (R1.2).</summary>
public sealed class CreateShop(UnitOfWork work, TimeProvider clock)
{
    /// <param name="Code">Short name in addresses: lower-case letters, digits and hyphens; capitals are taken as small ones.</param>
    /// <param name="OpenedOn">Local day; decides from when the shop pays surcharges (R7.4).</param>
    /// <param name="Hosts">Without scheme and path; <c>*.shop.example</c> allows every host below, and not itself.</param>
    public sealed record Input(string Code, string Name, ShopKind Kind, DateOnly OpenedOn, IReadOnlyList<string> Hosts);

    public async Task<Outcome<ShopView>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!actor.May(CataloguePermissions.ShopsWrite))
            return Refusal.Forbidden();

        var now = clock.GetUtcNow();
        var errors = new List<FieldError>();
        var code = ShopChecks.Code(errors, "code", input.Code);
        ShopChecks.Name(errors, input.Name);
        var hosts = ShopChecks.Hosts(errors, input.Hosts);
        if (input.OpenedOn < ShopChecks.EarliestOpening)
            errors.Add(new FieldError("openedOn", FieldCodes.DateTooEarly).With("earliest", $"{ShopChecks.EarliestOpening:yyyy-MM-dd}"));
        else if (input.OpenedOn > LocalCalendar.Day(now))
            errors.Add(new FieldError("openedOn", FieldCodes.DateInFuture).With("latest", $"{LocalCalendar.Day(now):yyyy-MM-dd}"));
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        return await work.RunAsync<ShopView>(
            actor,
            async (db, cancel) =>
            {
                if (await db.Shops.AnyAsync(shop => shop.Code == code, cancel))
                    return Refusal.Conflict(ShopRefusals.CodeTaken) with { Fields = [new FieldError("code", FieldCodes.Taken)] };

                var shop = new Shop
                {
                    Id = Ids.New(clock),
                    Code = code,
                    Name = input.Name.Trim(),
                    NameSearch = SearchText.Fold(input.Name, Lengths.Name),
                    Kind = input.Kind,
                    OpenedOn = input.OpenedOn,
                    ReferralCode = await ShortCodes.ReferralAsync(db, cancel),
                    CreatedAt = now,
                };
                shop.Hosts.AddRange(hosts.Select(host => new ShopHost { ShopId = shop.Id, Host = host }));
                db.Shops.Add(shop);
                return ShopView.Of(shop);
            },
            cancellationToken);
    }
}
