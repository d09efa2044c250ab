using Microsoft.AspNetCore.Components;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Programmes;
using Portal.App.Money.Ledger;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Risk;
using Portal.App.Traffic.Links;
using Portal.Domain.Partners;
using Portal.Web.Components;

namespace Portal.Web.Pages.Admin.Partners;

/// <summary>One partner with all that the operator looks at before deciding something: money, orders, links, account, risk.</summary>
public sealed partial class PartnerPage
{
    private static readonly PageRequest AllProgrammes = new(1, 500, "name");
    private static readonly PageRequest Latest = new(1, 10, OperatorOrderQueries.SortByPlaced, Descending: true);
    private static readonly CursorRequest LatestLinks = new(10, null);

    private PartnerView? partner;
    private BalanceView? balance;
    private IdentityRow? request;
    private IReadOnlyList<ProgrammeView> programmes = [];
    private IReadOnlyList<OperatorOrderRow> orders = [];
    private IReadOnlyList<WithdrawalView> withdrawals = [];
    private IReadOnlyList<LinkView> links = [];
    private IReadOnlyList<BankAccountView> accounts = [];
    private IReadOnlyList<RiskCaseView> cases = [];
    private LiveChanges? live;

    [Inject] private PartnerQueries Queries { get; set; } = null!;
    [Inject] private ProgrammeQueries Programmes { get; set; } = null!;
    [Inject] private IdentityQueries Identities { get; set; } = null!;
    [Inject] private LedgerQueries Ledger { get; set; } = null!;
    [Inject] private WithdrawalQueries Withdrawals { get; set; } = null!;
    [Inject] private OperatorOrderQueries Orders { get; set; } = null!;
    [Inject] private LinkQueries Links { get; set; } = null!;
    [Inject] private BankAccountQueries Accounts { get; set; } = null!;
    [Inject] private RiskQueries Risks { get; set; } = null!;
    [Inject] private ChangeNotifier Notifier { get; set; } = null!;

    [Parameter] public Guid Id { get; set; }

    private bool MayWrite => Actor.May(PartnerPermissions.OperatorWrite);

    private string IdentityHref => $"{AdminPaths.Identities}?request={request!.Id}";

    protected override async Task LoadAsync(CancellationToken stop)
    {
        partner = await Queries.GetAsync(Actor, Id, stop) is { Succeeded: true } found ? found.Value : null;
        if (partner is null)
            return;

        programmes = (await Programmes.SearchAsync(Actor, null, null, AllProgrammes, stop)).Items;
        balance = await Ledger.BalanceAsync(Actor, Id, null, stop) is { Succeeded: true } has ? has.Value : null;
        withdrawals = (await Withdrawals.ListAsync(
            Actor, new WithdrawalFilter(PartnerId: Id), new PageRequest(1, 5, WithdrawalQueries.SortByRequested, true), stop)).Items;
        orders = await Orders.ListAsync(Actor, new OperatorOrderFilter(PartnerId: Id), Latest, stop);
        links = (await Links.ListAsync(Actor, Id, null, LatestLinks, stop)).Items;
        accounts = await Accounts.ListAsync(Actor, Id, stop) is { Succeeded: true } own ? own.Value.Items : [];
        cases = (await Risks.ListAsync(Actor, new RiskFilter(PartnerId: Id), new PageRequest(1, 10, "last", true), stop)).Items;
        request = partner.Identity == IdentityState.Submitted
            ? (await Identities.ListAsync(Actor, IdentityRequestState.Waiting, partner.Email, new PageRequest(),
                stop)).Items.FirstOrDefault(row => row.PartnerId == Id)
            : null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            live = new LiveChanges(Notifier, change => change.PartnerId == Id, ReloadFromOutsideAsync);
    }

    protected override void Dispose(bool disposing)
    {
        live?.Dispose();
        base.Dispose(disposing);
    }
}
