using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>Which organisation a role belongs to: a partner's role names a partner, a shop's a shop, the operator's none.</summary>
internal static class Organisations
{
    private const int NamesLookedAt = 20;

    public static async Task<FieldError?> CheckAsync(
        PortalDb db, Role role, Guid? partnerId, Guid? shopId, CancellationToken cancellationToken)
    {
        if (role.IsOfPartner())
        {
            if (partnerId is null)
                return new FieldError("organisation", FieldCodes.Required);
            return await db.PartnerOrganisations.AnyAsync(partner => partner.Id == partnerId, cancellationToken)
                ? null
                : new FieldError("organisation", UserRefusals.OrganisationUnknown);
        }

        if (role.IsOfShop())
        {
            if (shopId is null)
                return new FieldError("organisation", FieldCodes.Required);
            return await db.ShopOrganisations.AnyAsync(shop => shop.Id == shopId, cancellationToken)
                ? null
                : new FieldError("organisation", UserRefusals.OrganisationUnknown);
        }

        return null;
    }

    /// <summary>The partner's or shop's name; null for the operator.</summary>
    public static async Task<string?> NameAsync(PortalDb db, Guid? partnerId, Guid? shopId, CancellationToken cancellationToken) =>
        partnerId is not null ? await db.PartnerOrganisations.Where(partner => partner.Id == partnerId).Select(partner => partner.Name)
            .FirstOrDefaultAsync(cancellationToken)
        : shopId is not null
        ? await db.ShopOrganisations.Where(shop => shop.Id == shopId).Select(shop => shop.Name).FirstOrDefaultAsync(cancellationToken)
        : null;

    /// <summary>What a person's password must not be made of: their address, their name, and those of their partners and shops.</summary>
    public static async Task<IReadOnlyList<string?>> NamesOfAsync(PortalDb db, PortalUser user, CancellationToken cancellationToken)
    {
        var own = db.Memberships.Where(held => held.UserId == user.Id);
        var names = await db.PartnerOrganisations.Where(partner => own.Any(held => held.PartnerId == partner.Id))
            .Select(partner => partner.Name)
            .Concat(db.ShopOrganisations.Where(shop => own.Any(held => held.ShopId == shop.Id)).Select(shop => shop.Name))
            .Take(NamesLookedAt)
            .ToListAsync(cancellationToken);
        return [user.Email, user.DisplayName, .. names];
    }

    /// <param name="userId">Whose it is.</param>
    /// <param name="role">Which.</param>
    /// <param name="partnerId">For the role of a partner.</param>
    /// <param name="shopId">For the roles of a shop.</param>
    /// <param name="clock">When it begins.</param>
    /// <param name="rights">For a shop's staff.</param>
    public static Membership Membership(
        Guid userId, Role role, Guid? partnerId, Guid? shopId, TimeProvider clock, StaffRights? rights = null) => new()
        {
            Id = Ids.New(clock),
            UserId = userId,
            Role = role,
            PartnerId = role.IsOfPartner() ? partnerId : null,
            ShopId = role.IsOfShop() ? shopId : null,
            Rights = role == Role.ShopStaff ? (rights ?? StaffRightSets.Default) & StaffRightSets.All : StaffRights.None,
            CreatedAt = clock.GetUtcNow(),
        };
}
