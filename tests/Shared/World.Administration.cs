using Portal.App.Access.ApiKeys;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Security;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Programmes;
using Portal.Domain.Shops;
using Portal.Domain.Tracking;

namespace Portal.Tests.Shared;

/// <summary>What the operator sets up, through the use cases with which they do it.</summary>
public sealed partial class World
{
    public Task<Outcome<ShopView>> CreateShopAsync(string code, params string[] hosts) => Get<CreateShop>().RunAsync(
        Admin,
        new CreateShop.Input(
            code, $"Cửa hàng {code}", ShopKind.Individual, new DateOnly(2020, 1, 1), hosts.Length == 0 ? ["shop.example"] : hosts),
        CancellationToken.None);

    public Task<Outcome<ProgrammeView>> CreateProgrammeAsync(
        Guid shopId, string code, ProgrammeTemplate template = ProgrammeTemplate.ShopAffiliate) =>
        Get<CreateProgramme>()
            .RunAsync(Admin, new CreateProgramme.Input(shopId, code, $"Chương trình {code}", template), CancellationToken.None);

    public Task<Outcome<PartnerView>> CreatePartnerAsync(string name, string email, params string[] programmes) => Get<CreatePartner>()
        .RunAsync(
        Admin, new CreatePartner.Input(name, email, "0901234567", programmes), CancellationToken.None);

    public Task<Outcome<PartnerView>> DecideIdentityAsync(Guid partnerId, VerifyPartner.Decision decision) => Get<VerifyPartner>().RunAsync(
        Admin,
        partnerId,
        new VerifyPartner.Input(decision, AgreementSigned: true, decision == VerifyPartner.Decision.Rejected ? "Ảnh mờ" : null),
        CancellationToken.None);

    public Task<Outcome<LinkView>> CreateLinkAsync(
        Actor actor, string programme, string url = "https://shop.example/", Guid? partnerId = null) =>
        Get<CreateLink>().RunAsync(actor, new CreateLink.Input(programme, LinkKind.Deep, url, partnerId), CancellationToken.None);

    /// <summary>A key with its secret, of whatever kind: the admin's, or made by <paramref name="by"/> with these scopes.</summary>
    public async Task<CreatedApiKey> HasKeyAsync(Guid? shopId = null, Guid? partnerId = null, Actor? by = null, params string[] scopes) =>
        (await Get<CreateApiKey>().RunAsync(
            by ?? Admin, new CreateApiKey.Input("Khóa", shopId, partnerId, scopes.Length == 0 ? null : scopes),
            CancellationToken.None)).Value;

    /// <summary>The key as a use case sees it.</summary>
    public async Task<Actor> ActsAsync(CreatedApiKey key) =>
        (await Get<ApiKeyDirectory>().FindAsync(key.Key, CancellationToken.None))!.Actor;
}
