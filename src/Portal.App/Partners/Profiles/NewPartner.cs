using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.App.Partners.Profiles;

/// <summary>Makes a partner whose identity is still to be checked, of texts that were checked and an address that is free.</summary>
internal static class NewPartner
{
    public static async Task<Partner> AddAsync(
        PortalDb db, PortalKeys keys, TimeProvider clock, string name, string email, string phone, string? pickupPoint,
        CancellationToken cancellationToken)
    {
        var partner = new Partner
        {
            Id = Ids.New(clock),
            Name = name.Trim(),
            NameSearch = SearchText.Fold(name, Lengths.Name),
            Email = email,
            Phone = phone,
            EmailHash = keys.Hash("email", email),
            PhoneHash = keys.Hash("phone", phone),
            ReferralCode = await ShortCodes.ReferralAsync(db, cancellationToken),
            PickupPoint = pickupPoint,
            Identity = IdentityState.NotChecked,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Partners.Add(partner);
        return partner;
    }
}
