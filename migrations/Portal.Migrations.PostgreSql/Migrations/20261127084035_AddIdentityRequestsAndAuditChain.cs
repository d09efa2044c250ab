using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Migrations.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AddIdentityRequestsAndAuditChain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AuditRecords",
                table: "LedgerSeals",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "AuditRecords",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Block",
                table: "AuditRecords",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "AuditRecords",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "IdentityRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PartnerId = table.Column<Guid>(type: "uuid", nullable: false),
                    Try = table.Column<int>(type: "integer", nullable: false),
                    FullName = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    SearchText = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    NumberProtected = table.Column<byte[]>(type: "bytea", maxLength: 1000, nullable: false),
                    NumberHash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    NumberEnd = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    BirthYear = table.Column<int>(type: "integer", nullable: false),
                    Front = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Back = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    AgreementVersion = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ConsentedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SubmittedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecidedBy = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdentityRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IdentityRequests_Partners_PartnerId",
                        column: x => x.PartnerId,
                        principalTable: "Partners",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_Block",
                table: "AuditRecords",
                column: "Block");

            migrationBuilder.CreateIndex(
                name: "IX_IdentityRequests_NumberHash",
                table: "IdentityRequests",
                column: "NumberHash");

            migrationBuilder.CreateIndex(
                name: "IX_IdentityRequests_PartnerId_Try",
                table: "IdentityRequests",
                columns: new[] { "PartnerId", "Try" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdentityRequests_State_SubmittedAt",
                table: "IdentityRequests",
                columns: new[] { "State", "SubmittedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IdentityRequests");

            migrationBuilder.DropIndex(
                name: "IX_AuditRecords_Block",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "AuditRecords",
                table: "LedgerSeals");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "Block",
                table: "AuditRecords");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "AuditRecords");
        }
    }
}
