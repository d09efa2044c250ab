using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.App.Ledger;

/// <summary>
/// For the migration that made <see cref="WaitingReward"/>: the earned rewards that had no entry until then wait from now on by rows of
/// their own. They are due at once, since it is not known what they wait for.
/// </summary>
public static class WaitingRewardsFill
{
    public static void Run(MigrationBuilder migration) => migration.Sql(
        """
        INSERT INTO "WaitingRewards" ("RewardId", "Since", "DueAt")
        SELECT reward."Id", reward."EarnedAt", reward."EarnedAt" FROM "Rewards" AS reward
        WHERE reward."State" = 'Earned' AND NOT EXISTS (SELECT 1 FROM "JournalEntries" AS entry WHERE entry."RewardId" = reward."Id")
            AND reward."Gross" <> 0 AND reward."EarnedAt" IS NOT NULL;
        """);
}
