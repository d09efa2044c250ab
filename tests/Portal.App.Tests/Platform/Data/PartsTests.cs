using System.Text.RegularExpressions;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Platform.Data;

/// <summary>
/// Statements that may be about any number of rows go in parts, since SQL Server locks the whole table for one that is
/// about very many.
/// </summary>
public sealed partial class PartsTests
{
    /// <summary>Files with deletes and updates that are not in parts, how many, and why there are few rows.</summary>
    private static readonly Dictionary<string, (int Count, string Rows)> NotInParts = new()
    {
        ["AttemptCounter.cs"] = (7, "the row of a key"),
        ["CheckCode.cs"] = (2, "a person; a recovery code"),
        ["CheckPassword.cs"] = (1, "a person"),
        ["ProveSecondFactor.cs"] = (1, "a session"),
        ["SessionActivity.cs"] = (1, "a session"),
        ["SignInAttempts.cs"] = (1, "a person"),
        ["RetryFailedWork.cs"] = (1, "a mail"),
        ["Parts.cs"] = (2, "is what the others go through"),
        ["OrderReevaluator.cs"] = (1, "orders that are decided in one transaction, some hundred"),
        ["DecisionRows.cs"] = (3, "a row by its key"),
        ["ReevaluateOrders.cs"] = (2, "reevaluations that one began; a failure"),
        ["SeedDemo.cs"] = (1, "a link"),
        ["EligibilityInvitations.cs"] = (1, "mails of a page of accounts"),
        ["IdempotentCall.cs"] = (1, "the answer of a key"),
        ["ImportLeases.cs"] = (3, "a report"),
        ["LedgerPeriod.cs"] = (3, "the one row of the books"),
        ["LedgerWriter.cs"] = (1, "a balance"),
        ["PostWaitingRewards.cs"] = (4, "200 rewards"),
        ["CloseMonth.cs"] = (1, "a month"),
        ["SettleMonth.cs"] = (6, "a month; a partner of it; a failure"),
        ["OrderWriter.cs"] = (1, "the answer of a key"),
        ["OrderAttribution.cs"] = (2, "what an order bound"),
        ["OutboxRelay.cs"] = (2, "a mail"),
        ["PayoutSettlement.cs"] = (1, "a batch"),
        ["EscalateHolds.cs"] = (1, "a case"),
        ["RiskReviewing.cs"] = (1, "orders by the size of a part"),
        ["ShopFacts.cs"] = (2, "shops of a group of orders"),
        ["CancelWithdrawal.cs"] = (1, "a request"),
        ["FailedWork.cs"] = (1, "a failure"),
    };

    [Fact]
    public void A_delete_or_update_is_in_parts_or_is_named_with_the_reason_why_its_rows_are_few()
    {
        var found = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Name: Path.GetFileName(file), Count: Whole().Count(File.ReadAllText(file)))).Where(file => file.Count > 0)
            .Select(file => $"{file.Name}: {file.Count}");

        Assert.Equal(NotInParts.Select(file => $"{file.Key}: {file.Value.Count}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\.Execute(Delete|Update)Async\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
