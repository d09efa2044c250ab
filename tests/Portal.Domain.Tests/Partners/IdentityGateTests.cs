using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;

namespace Portal.Domain.Tests.Partners;

public sealed class IdentityGateTests
{
    [Theory]
    [InlineData(IdentityState.NotChecked)]
    [InlineData(IdentityState.Rejected)]
    public void R1_10_A_partner_whose_identity_is_not_verified_gets_no_link_and_no_code(IdentityState identity)
    {
        var refusal = IdentityGate.Check(new ShopAffiliateSettings(), identity);

        Assert.Equal((RefusalKind.RuleViolated, IdentityRefusals.NotVerified), (refusal?.Kind, refusal?.Code));
    }

    [Fact]
    public void R1_10_A_verified_partner_does() => Assert.Null(IdentityGate.Check(new ShopAffiliateSettings(), IdentityState.Approved));

    [Fact]
    public void R1_10_A_programme_can_open_the_gate() =>
        Assert.Null(IdentityGate.Check(new ShopAffiliateSettings { IdentityGate = false }, IdentityState.NotChecked));

    [Fact]
    public void R1_10_A_programme_that_rewards_no_partner_has_no_gate() =>
        Assert.Null(IdentityGate.Check(new RentalSurchargeSettings(), IdentityState.NotChecked));
}
