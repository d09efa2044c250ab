using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Portal.App;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reading;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Orders.Reading;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;
using Portal.App.Platform.Settings;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Eligibility;
using Portal.Domain.Ledger;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Programmes;
using Portal.Domain.Rewards;
using Portal.Domain.Risk;
using Portal.Domain.Surcharges;
using Portal.Domain.Tax;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Texts;

/// <summary>
/// Whatever code the domain or a use case can answer, people can read. Refusals and wrong fields are the matter of
/// <see cref="Architecture.RefusalCodeTests"/>.
/// </summary>
public sealed class CodesHaveTextsTests
{
    public static TheoryData<string, string> Words
    {
        get
        {
            var words = new TheoryData<string, string>();
            Add("Reason", CancellationReasons.All);
            Add("Effect", OrderEffects.All);
            Add("Decision", [.. Decisions.All, .. SurchargeDecisions.All, .. LookupReasons.All, .. LapsedDecisions.All]);
            Add("Cause", DecisionCauses.All);
            Add("Introducer", Enum.GetNames<Introducer>());
            Add("OrderStatus", Enum.GetNames<OrderStatus>());
            Add("OrderStatusHelp", Enum.GetNames<OrderStatus>());
            Add("RewardState", Enum.GetNames<RewardState>());
            Add("RewardStateHelp", Enum.GetNames<RewardState>());
            Add("Role", Enum.GetNames<Role>());
            Add("EligibilityReason", EligibilityReasons.All);
            Add("EligibilityState", Enum.GetNames<EligibilityState>());
            Add("RiskRule", Enum.GetNames<RiskRule>());
            Add("RiskState", Enum.GetNames<RiskState>());
            Add("RiskReview", Enum.GetNames<RiskReview>());
            Add("RiskActionKind", Enum.GetNames<RiskActionKind>());
            Add("TraitKinds", Enum.GetNames<TraitKinds>().Except([nameof(TraitKinds.None)]));
            Add("ProgrammeTemplate", Enum.GetNames<ProgrammeTemplate>());
            Add("EntryReason", Enum.GetNames<EntryReason>());
            Add("WithdrawalState", Enum.GetNames<WithdrawalState>());
            Add("WithdrawalStateHelp", Enum.GetNames<WithdrawalState>());
            Add("WithdrawalNeed", Enum.GetNames<WithdrawalNeed>());
            Add("PayoutBatchState", Enum.GetNames<PayoutBatchState>());
            Add("PayoutBatchStateHelp", Enum.GetNames<PayoutBatchState>());
            Add("PayoutLineState", Enum.GetNames<PayoutLineState>());
            Add("PayoutMismatch", Enum.GetNames<PayoutMismatch>());
            Add("PayoutReason", PayoutReasons.All);
            Add("MonthState", Enum.GetNames<MonthState>());
            Add("CloseCheck", Enum.GetNames<CloseCheck>());
            Add("TaxBasis", Enum.GetNames<TaxBasis>());
            Add("PayeeType", Enum.GetNames<PayeeType>());
            Add("AdjustmentState", Enum.GetNames<AdjustmentState>());
            Add("AuditFindingKind", Enum.GetNames<AuditFindingKind>());
            Add("AuditAction", AuditActions.All);
            Add("AuditKind", new ServiceCollection().AddPortalApp(new PortalSettings()).Select(service => service.ImplementationInstance)
                .OfType<AuditedKind>().Select(kind => kind.Name));
            Add("IdentityState", Enum.GetNames<IdentityState>());
            Add("IdentityRequestState", Enum.GetNames<IdentityRequestState>());
            return words;

            void Add(string kind, IEnumerable<string> codes)
            {
                foreach (var code in codes)
                    words.Add(kind, code);
            }
        }
    }

    [Theory, MemberData(nameof(Words))]
    public void Every_code_has_its_word(string kind, string code) =>
        Assert.Contains($"{kind}_{code}", ResourceFiles.Named("WordTexts").Keys);

    [Fact]
    public void Every_outcome_of_a_trace_has_its_sentence() =>
        Assert.Empty(Constants(typeof(TraceOutcomes)).Select(code => "Trace_" + code).Except(ResourceFiles.Named("TraceTexts").Keys));

    [Fact]
    public void Every_rule_of_a_programme_has_its_sentence() =>
        Assert.Equal(Constants(typeof(RuleCodes)).Select(code => "Rule_" + code).Order(), ResourceFiles.Named("RuleTexts").Keys.Order());

    private static IEnumerable<string> Constants(Type codes) => codes
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!);
}
