namespace Portal.Domain.Programmes;

/// <summary>The five kinds of programme; the API writes them in kebab case (<c>shop-affiliate</c>).</summary>
public enum ProgrammeTemplate
{
    ShopAffiliate,
    ReferAFriend,
    NewCustomer,
    RentalSurcharge,
    Loyalty,
}
