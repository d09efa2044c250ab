using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.App.Data;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace Portal.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AddLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TaxBasis",
                table: "Rewards",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "CalendarMonth");

            migrationBuilder.AddColumn<string>(
                name: "PayeeType",
                table: "Partners",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "Individual");

            migrationBuilder.AddColumn<DateOnly>(
                name: "TaxCommitmentFrom",
                table: "Partners",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "TaxCommitmentUntil",
                table: "Partners",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "JournalEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PartnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Key = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    OccurredAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Month = table.Column<DateOnly>(type: "date", nullable: false),
                    FactMonth = table.Column<DateOnly>(type: "date", nullable: false),
                    TaxMonth = table.Column<DateOnly>(type: "date", nullable: true),
                    Basis = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    RewardId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OrderId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    WithdrawalId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CorrectsId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: true),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Earned = table.Column<long>(type: "bigint", nullable: false),
                    Available = table.Column<long>(type: "bigint", nullable: false),
                    Untaxed = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    TaxWithheld = table.Column<long>(type: "bigint", nullable: false),
                    TaxRemitted = table.Column<long>(type: "bigint", nullable: false),
                    Reserved = table.Column<long>(type: "bigint", nullable: false),
                    PaidOut = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalEntries", x => x.Id);
                    table.CheckConstraint("CK_JournalEntries_Balances", "\"Earned\" + \"Available\" + \"Untaxed\" + \"Held\" + \"TaxWithheld\" + \"TaxRemitted\" + \"Reserved\" + \"PaidOut\" = 0");
                    table.ForeignKey(
                        name: "FK_JournalEntries_JournalEntries_CorrectsId",
                        column: x => x.CorrectsId,
                        principalTable: "JournalEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_JournalEntries_Orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "Orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_JournalEntries_Partners_PartnerId",
                        column: x => x.PartnerId,
                        principalTable: "Partners",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_JournalEntries_Rewards_RewardId",
                        column: x => x.RewardId,
                        principalTable: "Rewards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LedgerBalances",
                columns: table => new
                {
                    PartnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Earned = table.Column<long>(type: "bigint", nullable: false),
                    Available = table.Column<long>(type: "bigint", nullable: false),
                    Untaxed = table.Column<long>(type: "bigint", nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    TaxWithheld = table.Column<long>(type: "bigint", nullable: false),
                    TaxRemitted = table.Column<long>(type: "bigint", nullable: false),
                    Reserved = table.Column<long>(type: "bigint", nullable: false),
                    PaidOut = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerBalances", x => x.PartnerId);
                    table.CheckConstraint("CK_LedgerBalances_Balances", "\"Earned\" + \"Available\" + \"Untaxed\" + \"Held\" + \"TaxWithheld\" + \"TaxRemitted\" + \"Reserved\" + \"PaidOut\" = 0");
                    table.ForeignKey(
                        name: "FK_LedgerBalances_Partners_PartnerId",
                        column: x => x.PartnerId,
                        principalTable: "Partners",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LedgerBooks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    ClosedThrough = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerBooks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TaxPolicies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Basis = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Threshold = table.Column<long>(type: "bigint", nullable: false),
                    Rate = table.Column<int>(type: "int", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    LegalGround = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    CreatedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TaxPolicies", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "LedgerBooks",
                columns: new[] { "Id", "ClosedThrough" },
                values: new object[] { 1, new DateOnly(2000, 1, 1) });

            migrationBuilder.InsertData(
                table: "TaxPolicies",
                columns: new[] { "Id", "Basis", "CreatedAt", "CreatedBy", "From", "LegalGround", "Rate", "Threshold", "Until" },
                values: new object[,]
                {
                    { new Guid("00000000-0000-7000-8000-000000000101"), "CalendarMonth", new DateTimeOffset(new DateTime(2026, 7, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), "Portal", new DateOnly(2013, 10, 1), "Thông tư 111/2013/TT-BTC, điều 25", 1000, 2000000L, null },
                    { new Guid("00000000-0000-7000-8000-000000000102"), "PerPayment", new DateTimeOffset(new DateTime(2026, 7, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)), "Portal", new DateOnly(2026, 7, 1), "Nghị định 253/2026", 1000, 5000000L, null }
                });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_CorrectsId",
                table: "JournalEntries",
                column: "CorrectsId",
                unique: true,
                filter: "\"CorrectsId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Key",
                table: "JournalEntries",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Month_PartnerId",
                table: "JournalEntries",
                columns: new[] { "Month", "PartnerId" });

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_OrderId",
                table: "JournalEntries",
                column: "OrderId");

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
                name: "IX_JournalEntries_WithdrawalId",
                table: "JournalEntries",
                column: "WithdrawalId");

            migrationBuilder.CreateIndex(
                name: "IX_TaxPolicies_Basis_From",
                table: "TaxPolicies",
                columns: new[] { "Basis", "From" },
                unique: true);

            AppendOnly.Protect(migrationBuilder, "JournalEntries");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "JournalEntries");

            migrationBuilder.DropTable(
                name: "LedgerBalances");

            migrationBuilder.DropTable(
                name: "LedgerBooks");

            migrationBuilder.DropTable(
                name: "TaxPolicies");

            migrationBuilder.DropColumn(
                name: "TaxBasis",
                table: "Rewards");

            migrationBuilder.DropColumn(
                name: "PayeeType",
                table: "Partners");

            migrationBuilder.DropColumn(
                name: "TaxCommitmentFrom",
                table: "Partners");

            migrationBuilder.DropColumn(
                name: "TaxCommitmentUntil",
                table: "Partners");
        }
    }
}
