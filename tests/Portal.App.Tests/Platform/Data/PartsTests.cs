using Portal.Tests.Shared;

namespace Portal.App.Tests.Platform.Data;

/// <summary>
/// Statements that may be about any number of rows go in parts, since SQL Server locks the whole table for one that is
/// about very many.
/// </summary>
public sealed class PartsTests
{
    /// <summary>Types with deletes and updates that are not in parts, how many, and why there are few rows.</summary>
    private static readonly Dictionary<string, (int Count, string Rows)> NotInParts = new()
    {
        ["AttemptCounter"] = (7, "the row of a key"),
        ["CheckCode"] = (2, "a person; a recovery code"),
        ["CheckPassword"] = (1, "a person"),
        ["ProveSecondFactor"] = (1, "a session"),
        ["SessionActivity"] = (1, "a session"),
        ["SignInAttempts"] = (1, "a person"),
        ["RetryFailedWork"] = (1, "a mail"),
        ["Parts"] = (2, "is what the others go through"),
        ["OrderReevaluator"] = (1, "orders that are decided in one transaction, some hundred"),
        ["DecisionRows"] = (3, "a row by its key"),
        ["ReevaluateOrders"] = (2, "reevaluations that one began; a failure"),
        ["SeedDemo"] = (1, "a link"),
        ["EligibilityInvitations"] = (1, "mails of a page of accounts"),
        ["IdempotentCall"] = (1, "the answer of a key"),
        ["ImportLeases"] = (3, "a report"),
        ["LedgerPeriod"] = (3, "the one row of the books"),
        ["LedgerWriter"] = (1, "a balance"),
        ["PostWaitingRewards"] = (4, "200 rewards"),
        ["CloseMonth"] = (1, "a month"),
        ["SettleMonth"] = (6, "a month; a partner of it; a failure"),
        ["OrderWriter"] = (1, "the answer of a key"),
        ["OrderAttribution"] = (2, "what an order bound"),
        ["OutboxRelay"] = (2, "a mail"),
        ["PayoutSettlement"] = (1, "a batch"),
        ["EscalateHolds"] = (1, "a case"),
        ["RiskReviewing"] = (1, "orders by the size of a part"),
        ["ShopFacts"] = (3, "shops of a group of orders"),
        ["DisputeHolds"] = (3, "a dispute; orders by the size of a part"),
        ["CancelWithdrawal"] = (1, "a request"),
        ["DisputeFiling"] = (1, "a year"),
        ["EvidenceSweep"] = (1, "a file"),
        ["MakeStatements"] = (1, "a week's orders of twenty shops"),
        ["ExportLeases"] = (5, "an export"),
        ["ExportSweep"] = (1, "an export"),
        ["StatementRunWorker"] = (2, "fifty statements; a month"),
        ["FailedWork"] = (1, "a failure"),
    };

    [Fact]
    public void A_delete_or_update_is_in_parts_or_is_named_with_the_reason_why_its_rows_are_few()
    {
        var found = CompiledCode.Portal.SelectMany(method =>
            method.Calls.Where(called => called.Name is "ExecuteDeleteAsync" or "ExecuteUpdateAsync"), (method, _) => method.Owner.Name)
            .CountBy(type => type).Select(type => $"{type.Key}: {type.Value}");

        Assert.Equal(NotInParts.Select(type => $"{type.Key}: {type.Value.Count}").Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }
}
