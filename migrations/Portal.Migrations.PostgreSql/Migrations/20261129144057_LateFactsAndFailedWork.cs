using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.App.Ledger;

#nullable disable

namespace Portal.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class LateFactsAndFailedWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "FactsRevision",
                table: "Shops",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "AmendedBy",
                table: "Orders",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<bool>(
                name: "IsAmended",
                table: "Orders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Amended",
                table: "OrderImports",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Amends",
                table: "OrderImports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "OrderContents",
                columns: table => new
                {
                    OrderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    EventId = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true, collation: "C"),
                    Body = table.Column<string>(type: "text", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", maxLength: 96, nullable: false),
                    ContactProtected = table.Column<byte[]>(type: "bytea", maxLength: 3000, nullable: true),
                    EmailHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    PhoneHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    AccountKey = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true),
                    PairKey = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderContents", x => new { x.OrderId, x.Number });
                    table.ForeignKey(
                        name: "FK_OrderContents_Orders_OrderId",
                        column: x => x.OrderId,
                        principalTable: "Orders",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WaitingRewards",
                columns: table => new
                {
                    RewardId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingRewards", x => x.RewardId);
                    table.ForeignKey(
                        name: "FK_WaitingRewards_Rewards_RewardId",
                        column: x => x.RewardId,
                        principalTable: "Rewards",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WorkFailures",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: false),
                    Subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NextAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WorkFailures", x => new { x.Kind, x.SubjectId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingRewards_DueAt",
                table: "WaitingRewards",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_WaitingRewards_Since",
                table: "WaitingRewards",
                column: "Since");

            migrationBuilder.CreateIndex(
                name: "IX_WorkFailures_Since",
                table: "WorkFailures",
                column: "Since");

            WaitingRewardsFill.Run(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OrderContents");

            migrationBuilder.DropTable(
                name: "WaitingRewards");

            migrationBuilder.DropTable(
                name: "WorkFailures");

            migrationBuilder.DropColumn(
                name: "FactsRevision",
                table: "Shops");

            migrationBuilder.DropColumn(
                name: "AmendedBy",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "IsAmended",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "Amended",
                table: "OrderImports");

            migrationBuilder.DropColumn(
                name: "Amends",
                table: "OrderImports");
        }
    }
}
