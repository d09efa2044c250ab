using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.Demo;
using Portal.Domain.Common;
using Portal.Domain.Partners;

namespace Portal.Tests.Shared;

public sealed partial class World
{
    /// <summary>A partner whom nobody has verified yet.</summary>
    public async Task<Partner> HasUnverifiedPartnerAsync()
    {
        var partner = await HasPartnerAsync();
        await using var db = await DbAsync();
        var row = (await db.Partners.FindAsync(partner.Id))!;
        row.Identity = IdentityState.NotChecked;
        await db.SaveChangesAsync();
        return row;
    }

    /// <summary>A card as its partner sends it.</summary>
    public static SubmitIdentity.Input Card(string name = "Nguyễn Thị Ánh", string number = "001199012345", byte side = 1) =>
        new(name, number, Picture(side), Picture((byte)(side + 1)), true);

    public Task<Outcome<IdentityView>> SubmitsAsync(Partner partner, SubmitIdentity.Input? card = null) =>
        Get<SubmitIdentity>().RunAsync(PersonOf(partner), card ?? Card(), default);

    public Task<Outcome<PartnerView>> DecidesIdentityAsync(Partner partner, bool approved, string? reason = null) => Get<VerifyPartner>()
        .RunAsync(
        Admin, partner.Id, new VerifyPartner.Input(
            approved ? VerifyPartner.Decision.Approved : VerifyPartner.Decision.Rejected, true, reason), default);

    /// <summary>A whole PNG of 800 by 500; each number is another picture.</summary>
    private static byte[] Picture(byte side) => DemoCard.Side(side, front: side % 2 == 1);
}
