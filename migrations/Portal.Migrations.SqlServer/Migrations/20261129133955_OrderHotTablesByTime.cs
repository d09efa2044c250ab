using Microsoft.EntityFrameworkCore.Migrations;
using Portal.App.Data;

#nullable disable

namespace Portal.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class OrderHotTablesByTime : Migration
    {
        /// <summary>Foreign keys to the keys that move: SQL Server drops no key while one leads to it.</summary>
        private static readonly (string Table, string Name, string Column, string To, string Key)[] Leading =
        [
            ("CustomerBindings", "FK_CustomerBindings_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("CustomerIntroductions", "FK_CustomerIntroductions_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("JournalEntries", "FK_JournalEntries_JournalEntries_CorrectsId", "CorrectsId", "JournalEntries", "Id"),
            ("JournalEntries", "FK_JournalEntries_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("JournalEntries", "FK_JournalEntries_Rewards_RewardId", "RewardId", "Rewards", "Id"),
            ("OrderDecisions", "FK_OrderDecisions_Orders_CauseOrderId", "CauseOrderId", "Orders", "Id"),
            ("OrderDecisions", "FK_OrderDecisions_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("OrderEvents", "FK_OrderEvents_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("OrderLines", "FK_OrderLines_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("RewardHolds", "FK_RewardHolds_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("Rewards", "FK_Rewards_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("RiskSignalOrders", "FK_RiskSignalOrders_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("RiskSignalOrders", "FK_RiskSignalOrders_RiskSignals_SignalId", "SignalId", "RiskSignals", "Id"),
            ("RiskSignals", "FK_RiskSignals_Orders_OrderId", "OrderId", "Orders", "Id"),
            ("Surcharges", "FK_Surcharges_Orders_OrderId", "OrderId", "Orders", "Id"),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var key in Leading)
                migrationBuilder.DropForeignKey(key.Name, key.Table);

            // their guards lead to them too
            foreach (var table in (string[])["JournalEntries", "AuditRecords"])
                migrationBuilder.Sql($"IF OBJECT_ID(N'[{table}_no_truncate]') IS NOT NULL DROP TABLE [{table}_no_truncate];");

            migrationBuilder.DropIndex(
                name: "IX_Withdrawals_State_Month",
                table: "Withdrawals");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Surcharges",
                table: "Surcharges");

            migrationBuilder.DropIndex(
                name: "IX_Surcharges_ShopId_PlacedAt",
                table: "Surcharges");

            migrationBuilder.DropPrimaryKey(
                name: "PK_RiskSignals",
                table: "RiskSignals");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Rewards",
                table: "Rewards");

            migrationBuilder.DropIndex(
                name: "IX_Rewards_LinkId_PlacedAt",
                table: "Rewards");

            migrationBuilder.DropIndex(
                name: "IX_Rewards_PartnerId_PlacedAt",
                table: "Rewards");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Reconsiderations",
                table: "Reconsiderations");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Outbox",
                table: "Outbox");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Orders",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_Orders_PlacedAt",
                table: "Orders");

            migrationBuilder.DropPrimaryKey(
                name: "PK_OrderEvents",
                table: "OrderEvents");

            migrationBuilder.DropPrimaryKey(
                name: "PK_OrderDecisions",
                table: "OrderDecisions");

            migrationBuilder.DropIndex(
                name: "IX_OrderDecisions_OrderId_ProgrammeId_Number",
                table: "OrderDecisions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_JournalEntries",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_Month_PartnerId",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_PartnerId_RecordedAt_Id",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_RewardId",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_TaxMonth_PartnerId",
                table: "JournalEntries");

            migrationBuilder.DropPrimaryKey(
                name: "PK_IdempotentRequests",
                table: "IdempotentRequests");

            migrationBuilder.DropIndex(
                name: "IX_IdempotentRequests_ExpiresAt",
                table: "IdempotentRequests");

            migrationBuilder.DropPrimaryKey(
                name: "PK_AuditRecords",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_At_Id",
                table: "AuditRecords");

            migrationBuilder.DropPrimaryKey(
                name: "PK_AcceptedSignatures",
                table: "AcceptedSignatures");

            migrationBuilder.DropIndex(
                name: "IX_AcceptedSignatures_ExpiresAt",
                table: "AcceptedSignatures");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Surcharges",
                table: "Surcharges",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_RiskSignals",
                table: "RiskSignals",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Rewards",
                table: "Rewards",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Reconsiderations",
                table: "Reconsiderations",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Outbox",
                table: "Outbox",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Orders",
                table: "Orders",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_OrderEvents",
                table: "OrderEvents",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_OrderDecisions",
                table: "OrderDecisions",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_JournalEntries",
                table: "JournalEntries",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_IdempotentRequests",
                table: "IdempotentRequests",
                columns: new[] { "ClientId", "Key" })
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_AuditRecords",
                table: "AuditRecords",
                column: "Id")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.AddPrimaryKey(
                name: "PK_AcceptedSignatures",
                table: "AcceptedSignatures",
                column: "Signature")
                .Annotation("SqlServer:Clustered", false);

            migrationBuilder.CreateIndex(
                name: "IX_Withdrawals_State_Month",
                table: "Withdrawals",
                columns: new[] { "State", "Month" })
                .Annotation("SqlServer:Include", new[] { "PartnerId", "Amount" });

            migrationBuilder.CreateIndex(
                name: "IX_Surcharges_PlacedAt",
                table: "Surcharges",
                column: "PlacedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Surcharges_ShopId_PlacedAt",
                table: "Surcharges",
                columns: new[] { "ShopId", "PlacedAt" })
                .Annotation("SqlServer:Include", new[] { "Amount", "IsReplaced", "OrderId", "ProgrammeId" });

            migrationBuilder.CreateIndex(
                name: "IX_RiskSignals_FoundAt",
                table: "RiskSignals",
                column: "FoundAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Rewards_LinkId_PlacedAt",
                table: "Rewards",
                columns: new[] { "LinkId", "PlacedAt" })
                .Annotation("SqlServer:Include", new[] { "State", "IsReplaced", "Gross" });

            migrationBuilder.CreateIndex(
                name: "IX_Rewards_PartnerId_PlacedAt",
                table: "Rewards",
                columns: new[] { "PartnerId", "PlacedAt" })
                .Annotation("SqlServer:Include", new[] { "OrderId", "ProgrammeId", "LinkId", "PlacedOn", "State", "IsReplaced", "IsSuperseded", "Gross" });

            migrationBuilder.CreateIndex(
                name: "IX_Rewards_PlacedAt",
                table: "Rewards",
                column: "PlacedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Reconsiderations_CreatedAt",
                table: "Reconsiderations",
                column: "CreatedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_CreatedAt",
                table: "Outbox",
                column: "CreatedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Orders_PlacedAt",
                table: "Orders",
                column: "PlacedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_OrderEvents_RecordedAt",
                table: "OrderEvents",
                column: "RecordedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_OrderDecisions_DecidedAt",
                table: "OrderDecisions",
                column: "DecidedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_OrderDecisions_OrderId_ProgrammeId_Number",
                table: "OrderDecisions",
                columns: new[] { "OrderId", "ProgrammeId", "Number" },
                unique: true)
                .Annotation("SqlServer:Include", new[] { "Code", "PartnerId", "CandidateId" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Month_PartnerId",
                table: "JournalEntries",
                columns: new[] { "Month", "PartnerId" })
                .Annotation("SqlServer:Include", new[] { "Basis", "Reason", "FactMonth", "Earned", "Available", "Untaxed", "Held", "TaxWithheld", "TaxRemitted", "Reserved", "PaidOut" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_PartnerId_RecordedAt_Id",
                table: "JournalEntries",
                columns: new[] { "PartnerId", "RecordedAt", "Id" })
                .Annotation("SqlServer:Include", new[] { "Reason", "Month", "Earned", "Available", "Untaxed", "Held", "TaxWithheld", "TaxRemitted", "Reserved", "PaidOut" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_RecordedAt",
                table: "JournalEntries",
                column: "RecordedAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_RewardId",
                table: "JournalEntries",
                column: "RewardId")
                .Annotation("SqlServer:Include", new[] { "Reason", "TaxMonth", "Basis", "Earned", "Available", "Untaxed", "Held", "TaxWithheld", "TaxRemitted", "Reserved", "PaidOut" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_TaxMonth_PartnerId",
                table: "JournalEntries",
                columns: new[] { "TaxMonth", "PartnerId" })
                .Annotation("SqlServer:Include", new[] { "Basis", "Reason", "TaxWithheld" });

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentRequests_ExpiresAt",
                table: "IdempotentRequests",
                column: "ExpiresAt")
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_At_Id",
                table: "AuditRecords",
                columns: new[] { "At", "Id" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_AcceptedSignatures_ExpiresAt",
                table: "AcceptedSignatures",
                column: "ExpiresAt")
                .Annotation("SqlServer:Clustered", true);

            foreach (var key in Leading)
                migrationBuilder.AddForeignKey(key.Name, key.Table, key.Column, key.To, principalColumn: key.Key, onDelete: ReferentialAction.Restrict);

            AppendOnly.RefuseTruncate(migrationBuilder, "JournalEntries");
            AppendOnly.RefuseTruncate(migrationBuilder, "AuditRecords");
            AppendOnly.RefuseTruncate(migrationBuilder, "LedgerSeals", key: "Block");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var key in Leading)
                migrationBuilder.DropForeignKey(key.Name, key.Table);

            // their guards lead to them too
            foreach (var table in (string[])["JournalEntries", "AuditRecords"])
                migrationBuilder.Sql($"IF OBJECT_ID(N'[{table}_no_truncate]') IS NOT NULL DROP TABLE [{table}_no_truncate];");

            migrationBuilder.DropIndex(
                name: "IX_Withdrawals_State_Month",
                table: "Withdrawals");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Surcharges",
                table: "Surcharges");

            migrationBuilder.DropIndex(
                name: "IX_Surcharges_PlacedAt",
                table: "Surcharges");

            migrationBuilder.DropIndex(
                name: "IX_Surcharges_ShopId_PlacedAt",
                table: "Surcharges");

            migrationBuilder.DropPrimaryKey(
                name: "PK_RiskSignals",
                table: "RiskSignals");

            migrationBuilder.DropIndex(
                name: "IX_RiskSignals_FoundAt",
                table: "RiskSignals");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Rewards",
                table: "Rewards");

            migrationBuilder.DropIndex(
                name: "IX_Rewards_LinkId_PlacedAt",
                table: "Rewards");

            migrationBuilder.DropIndex(
                name: "IX_Rewards_PartnerId_PlacedAt",
                table: "Rewards");

            migrationBuilder.DropIndex(
                name: "IX_Rewards_PlacedAt",
                table: "Rewards");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Reconsiderations",
                table: "Reconsiderations");

            migrationBuilder.DropIndex(
                name: "IX_Reconsiderations_CreatedAt",
                table: "Reconsiderations");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Outbox",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Outbox_CreatedAt",
                table: "Outbox");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Orders",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_Orders_PlacedAt",
                table: "Orders");

            migrationBuilder.DropPrimaryKey(
                name: "PK_OrderEvents",
                table: "OrderEvents");

            migrationBuilder.DropIndex(
                name: "IX_OrderEvents_RecordedAt",
                table: "OrderEvents");

            migrationBuilder.DropPrimaryKey(
                name: "PK_OrderDecisions",
                table: "OrderDecisions");

            migrationBuilder.DropIndex(
                name: "IX_OrderDecisions_DecidedAt",
                table: "OrderDecisions");

            migrationBuilder.DropIndex(
                name: "IX_OrderDecisions_OrderId_ProgrammeId_Number",
                table: "OrderDecisions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_JournalEntries",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_Month_PartnerId",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_PartnerId_RecordedAt_Id",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_RecordedAt",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_RewardId",
                table: "JournalEntries");

            migrationBuilder.DropIndex(
                name: "IX_JournalEntries_TaxMonth_PartnerId",
                table: "JournalEntries");

            migrationBuilder.DropPrimaryKey(
                name: "PK_IdempotentRequests",
                table: "IdempotentRequests");

            migrationBuilder.DropIndex(
                name: "IX_IdempotentRequests_ExpiresAt",
                table: "IdempotentRequests");

            migrationBuilder.DropPrimaryKey(
                name: "PK_AuditRecords",
                table: "AuditRecords");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_At_Id",
                table: "AuditRecords");

            migrationBuilder.DropPrimaryKey(
                name: "PK_AcceptedSignatures",
                table: "AcceptedSignatures");

            migrationBuilder.DropIndex(
                name: "IX_AcceptedSignatures_ExpiresAt",
                table: "AcceptedSignatures");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Surcharges",
                table: "Surcharges",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_RiskSignals",
                table: "RiskSignals",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Rewards",
                table: "Rewards",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Reconsiderations",
                table: "Reconsiderations",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Outbox",
                table: "Outbox",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Orders",
                table: "Orders",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_OrderEvents",
                table: "OrderEvents",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_OrderDecisions",
                table: "OrderDecisions",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_JournalEntries",
                table: "JournalEntries",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_IdempotentRequests",
                table: "IdempotentRequests",
                columns: new[] { "ClientId", "Key" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_AuditRecords",
                table: "AuditRecords",
                column: "Id");

            migrationBuilder.AddPrimaryKey(
                name: "PK_AcceptedSignatures",
                table: "AcceptedSignatures",
                column: "Signature");

            migrationBuilder.CreateIndex(
                name: "IX_Withdrawals_State_Month",
                table: "Withdrawals",
                columns: new[] { "State", "Month" });

            migrationBuilder.CreateIndex(
                name: "IX_Surcharges_ShopId_PlacedAt",
                table: "Surcharges",
                columns: new[] { "ShopId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Rewards_LinkId_PlacedAt",
                table: "Rewards",
                columns: new[] { "LinkId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Rewards_PartnerId_PlacedAt",
                table: "Rewards",
                columns: new[] { "PartnerId", "PlacedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_PlacedAt",
                table: "Orders",
                column: "PlacedAt");

            migrationBuilder.CreateIndex(
                name: "IX_OrderDecisions_OrderId_ProgrammeId_Number",
                table: "OrderDecisions",
                columns: new[] { "OrderId", "ProgrammeId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Month_PartnerId",
                table: "JournalEntries",
                columns: new[] { "Month", "PartnerId" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_PartnerId_RecordedAt_Id",
                table: "JournalEntries",
                columns: new[] { "PartnerId", "RecordedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_RewardId",
                table: "JournalEntries",
                column: "RewardId");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_TaxMonth_PartnerId",
                table: "JournalEntries",
                columns: new[] { "TaxMonth", "PartnerId" });

            migrationBuilder.CreateIndex(
                name: "IX_IdempotentRequests_ExpiresAt",
                table: "IdempotentRequests",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_At_Id",
                table: "AuditRecords",
                columns: new[] { "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AcceptedSignatures_ExpiresAt",
                table: "AcceptedSignatures",
                column: "ExpiresAt");

            foreach (var key in Leading)
                migrationBuilder.AddForeignKey(key.Name, key.Table, key.Column, key.To, principalColumn: key.Key, onDelete: ReferentialAction.Restrict);

            AppendOnly.RefuseTruncate(migrationBuilder, "JournalEntries");
            AppendOnly.RefuseTruncate(migrationBuilder, "AuditRecords");
            AppendOnly.RefuseTruncate(migrationBuilder, "LedgerSeals", key: "Block");
        }
    }
}
