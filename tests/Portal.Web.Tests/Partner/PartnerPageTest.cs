using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Documents.Exports;
using Portal.App.Eligibility;
using Portal.App.Money.Ledger;
using Portal.App.Money.Tax;
using Portal.App.Money.Withdrawals;
using Portal.App.Orders.Reading;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Traffic.Links;
using Portal.Domain.Orders;
using Portal.Tests.Shared;
using Portal.Web.Components.Exports;
using Portal.Web.SignIn;
using Portal.Web.Tests.Components;

namespace Portal.Web.Tests.Partner;

/// <summary>A page of a partner's, rendered over a real database, with their programme, their link and a rival.</summary>
public abstract class PartnerPageTest : ComponentTest
{
    protected World World { get; private set; } = null!;

    protected Shop Shop { get; private set; } = null!;

    protected Programme Programme { get; private set; } = null!;

    protected App.Partners.Profiles.Partner Partner { get; private set; } = null!;

    protected Link Link { get; private set; } = null!;

    // what is waited for comes at once on an idle machine; a busy one is no failure
    static PartnerPageTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        World = await World.CreateAsync(configure: services => services.AddLocalization().AddListExports());
        Shop = await World.HasShopAsync();
        Programme = await World.HasProgrammeAsync(Shop);
        Partner = await World.HasPartnerAsync(Programme);
        Link = await World.HasLinkAsync(Partner, Programme);
        await using (var db = await World.DbAsync())
        {
            db.Add(new ShopHost { ShopId = Shop.Id, Host = "shop.example" });
            await db.SaveChangesAsync();
        }

        Services.AddFallbackServiceProvider(World.Services);
        Services.AddSingleton<TimeProvider>(World.Clock);
        Services.AddSingleton(new PublicAddress(new PortalSettings()));
        Services.AddSingleton(World.Get<ExportCatalogue>());
        Services.AddSingleton(World.Get<ExportMaker>());
        Services.AddSingleton(World.Get<RequestExport>());
        Services.AddSingleton(World.Get<ChangeNotifier>());
        Services.AddSingleton(World.Get<PartnerOrderQueries>());
        Services.AddSingleton(World.Get<OrderQueries>());
        Services.AddSingleton(World.Get<DecisionQueries>());
        Services.AddSingleton(World.Get<PartnerHomeQueries>());
        Services.AddSingleton(World.Get<LedgerQueries>());
        Services.AddSingleton(World.Get<TaxQueries>());
        Services.AddSingleton(World.Get<WithdrawalQueries>());
        Services.AddSingleton(World.Get<PartnerLinkQueries>());
        Services.AddSingleton(World.Get<LinkQueries>());
        Services.AddSingleton(World.Get<EligibilityQueries>());
        Services.AddSingleton(World.Get<AcceptOwnEligibility>());
        Services.AddSingleton(World.Get<CreateLink>());
        Services.AddSingleton(World.Get<UpdateLink>());
        Services.AddSingleton(World.Get<PauseLink>());
        Services.AddSingleton(World.Get<ResumeLink>());
        Services.AddSingleton(World.Get<LookUpOrder>());
        Services.AddSingleton(World.Get<ProveSecondFactor>());
        Services.AddSingleton(World.Get<UserQueries>());
        var person = World.PersonOf(Partner);
        this.AddAuthorization().SetAuthorized(Partner.Name).SetPolicies(Permission.PartnerRead).SetClaims(
            new Claim(ClaimTypes.NameIdentifier, World.PersonOf(Partner).ClientId.ToString()),
            new Claim(PortalClaims.Name, Partner.Name),
            new Claim(PortalClaims.Role, nameof(Role.Partner)),
            new Claim(PortalClaims.Session, person.SessionId!.Value.ToString()),
            new Claim(PortalClaims.Partner, Partner.Id.ToString()));
    }

    protected override async Task EndAsync() => await World.DisposeAsync();

    /// <summary>A customer of the partner's buys; the order is told to the shop's programme.</summary>
    protected async Task<OrderView> BuysAsync(string number, Link? through = null)
    {
        World.Clicked(through ?? Link, $"buyer of {number}", World.Clock.GetUtcNow().AddHours(-1));
        return await World.RecordedAsync(Shop, World.Order(number, $"buyer of {number}"));
    }

    protected Task PaysAsync(string number) => World.HappensAsync(Shop, number, OrderEventType.Paid, World.Clock.GetUtcNow());
}
