using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Shops;

namespace Portal.App.Orders.Reading;

/// <summary>Whose orders a call is about (R10.5).</summary>
internal static class ShopScope
{
    /// <summary>The operator names the shop. A shop's own people and keys need not, and another shop does not exist for them.</summary>
    public static Outcome<Guid> Of(Actor actor, Guid? named, string own, string asOperator)
    {
        if (actor.May(asOperator))
            return named is { } shop ? shop : Refusal.Invalid(new FieldError("shopId", FieldCodes.Required));
        if (!actor.May(own) || actor.ShopId is not { } ownShop)
            return Refusal.Forbidden();

        return named is null || named == ownShop ? ownShop : Refusal.NotFound(ShopRefusals.NotFound);
    }
}
