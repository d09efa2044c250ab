using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Surcharges;
using Portal.App.Eligibility;
using Portal.App.Money.Ledger;
using Portal.App.Money.Withdrawals;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Outbox;
using Portal.App.Risk;

namespace Portal.App.Platform.Data;

/// <summary>
/// What only SQL Server's schema needs: in which order the large tables lie, what their indexes carry along, and names in brackets.
/// The mappings beside the entities say the rest, for all databases alike.
/// </summary>
internal static partial class SqlServerModel
{
    /// <summary>
    /// SQL Server compares the last bytes of a GUID first, and those of a version 7 GUID are random: a table in the order of such a key
    /// is written to at random pages. So these lie in the order of a time that never changes, and new rows go to their end. Those that do
    /// not are named with the reason in a test.
    /// </summary>
    private static readonly (Type Entity, string Time)[] InTheOrderOf =
    [
        (typeof(Order), nameof(Order.PlacedAt)),
        (typeof(OrderEventRow), nameof(OrderEventRow.RecordedAt)),
        (typeof(OrderDecision), nameof(OrderDecision.DecidedAt)),
        (typeof(Reward), nameof(Reward.PlacedAt)),
        (typeof(Surcharge), nameof(Surcharge.PlacedAt)),
        (typeof(Reconsideration), nameof(Reconsideration.CreatedAt)),
        (typeof(RiskSignal), nameof(RiskSignal.FoundAt)),
        (typeof(JournalEntry), nameof(JournalEntry.RecordedAt)),
        (typeof(AuditRecord), nameof(AuditRecord.At)),
        (typeof(OutboxMessage), nameof(OutboxMessage.CreatedAt)),
        (typeof(IdempotentRequest), nameof(IdempotentRequest.ExpiresAt)),
        (typeof(AcceptedSignature), nameof(AcceptedSignature.ExpiresAt)),
        (typeof(WaitingReward), nameof(WaitingReward.Since)),
        (typeof(Withdrawal), nameof(Withdrawal.RequestedAt)),
        (typeof(EligibilityAccount), nameof(EligibilityAccount.CreatedAt)),
        (typeof(UserSession), nameof(UserSession.CreatedAt)),
        (typeof(AccountToken), nameof(AccountToken.CreatedAt)),
    ];

    private static readonly string[] Amounts = [.. LedgerColumns.Names];

    /// <summary>Indexes whose queries read little more than the index has: with that little they need not look up each row.</summary>
    private static readonly (Type Entity, string[] Index, string[] Carries)[] Carrying =
    [
        // a partner's balance at an instant, his statement, the audit of balances
        (typeof(JournalEntry), [nameof(JournalEntry.PartnerId), nameof(JournalEntry.RecordedAt), nameof(JournalEntry.Id)], [nameof(JournalEntry.Reason), nameof(JournalEntry.Month), .. Amounts]),

        // a month's report, and what its close settles
        (typeof(JournalEntry), [nameof(JournalEntry.Month), nameof(JournalEntry.PartnerId)], [nameof(JournalEntry.Basis), nameof(JournalEntry.Reason), nameof(JournalEntry.FactMonth), .. Amounts]),
        (typeof(JournalEntry), [nameof(JournalEntry.TaxMonth), nameof(JournalEntry.PartnerId)], [nameof(JournalEntry.Basis), nameof(JournalEntry.Reason), nameof(JournalEntry.TaxWithheld)]),

        // what was posted for a reward
        (typeof(JournalEntry), [nameof(JournalEntry.RewardId)], [nameof(JournalEntry.Reason), nameof(JournalEntry.TaxMonth), nameof(JournalEntry.Basis), .. Amounts]),

        // a partner's orders, their sums by day, and those of a link
        (typeof(Reward), [nameof(Reward.PartnerId), nameof(Reward.PlacedAt)],
            [nameof(Reward.OrderId), nameof(Reward.ProgrammeId), nameof(Reward.LinkId), nameof(Reward.PlacedOn), nameof(Reward.State), nameof(Reward.IsReplaced), nameof(Reward.IsSuperseded), nameof(Reward.Gross)]),
        (typeof(Reward), [nameof(Reward.LinkId), nameof(Reward.PlacedAt)], [nameof(Reward.State), nameof(Reward.IsReplaced), nameof(Reward.Gross)]),

        // which decision about an order is the last
        (typeof(OrderDecision), [nameof(OrderDecision.OrderId), nameof(OrderDecision.ProgrammeId), nameof(OrderDecision.Number)], [nameof(OrderDecision.Code), nameof(OrderDecision.PartnerId), nameof(OrderDecision.CandidateId)]),

        // a shop's surcharges of a period
        (typeof(Surcharge), [nameof(Surcharge.ShopId), nameof(Surcharge.PlacedAt)], [nameof(Surcharge.Amount), nameof(Surcharge.IsReplaced), nameof(Surcharge.OrderId), nameof(Surcharge.ProgrammeId)]),

        // what waits to be paid
        (typeof(Withdrawal), [nameof(Withdrawal.State), nameof(Withdrawal.Month)], [nameof(Withdrawal.PartnerId), nameof(Withdrawal.Amount)]),
    ];

    /// <summary>After everything else is mapped.</summary>
    public static void Shape(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
            UseBrackets(entity);

        foreach (var (type, time) in InTheOrderOf)
        {
            var entity = builder.Model.FindEntityType(type)!;
            entity.FindPrimaryKey()!.SetIsClustered(false);
            IndexOn(entity, time).SetIsClustered(true);
        }

        foreach (var (type, columns, carried) in Carrying)
            SqlServerIndexExtensions.SetIncludeProperties(Index(builder.Model.FindEntityType(type)!, columns), carried);
    }

    /// <summary>An index that begins with this time and with nothing that comes after it but the key.</summary>
    private static IMutableIndex IndexOn(IMutableEntityType entity, string time) =>
        entity.GetIndexes().FirstOrDefault(index => index.Properties[0].Name == time && !index.IsUnique)
        ?? entity.AddIndex(entity.FindProperty(time)!);

    private static IMutableIndex Index(IMutableEntityType entity, string[] columns) =>
        entity.GetIndexes().Single(index => index.Properties.Select(property => property.Name).SequenceEqual(columns, StringComparer.Ordinal));

    /// <summary>Filters and conditions are written with quotes, which SQL Server takes for texts when QUOTED_IDENTIFIER is off.</summary>
    private static void UseBrackets(IMutableEntityType entity)
    {
        foreach (var index in entity.GetIndexes())
        {
            if (index.GetFilter() is { } filter)
                index.SetFilter(Quoted().Replace(filter, "[${name}]"));
        }

        foreach (var check in entity.GetCheckConstraints().ToList())
        {
            var name = check.Name!;
            var sql = Quoted().Replace(check.Sql, "[${name}]");
            entity.RemoveCheckConstraint(check.ModelName);
            entity.AddCheckConstraint(name, sql);
        }
    }

    [GeneratedRegex("\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
