using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AddOrdersByReferralCodeAndEligibilityPasses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EligibilityPasses",
                columns: table => new
                {
                    ProgrammeId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    VersionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AfterId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IsDone = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EligibilityPasses", x => x.ProgrammeId);
                    table.ForeignKey(
                        name: "FK_EligibilityPasses_ProgrammeVersions_VersionId",
                        column: x => x.VersionId,
                        principalTable: "ProgrammeVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_EligibilityPasses_Programmes_ProgrammeId",
                        column: x => x.ProgrammeId,
                        principalTable: "Programmes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Orders_ShopId_ReferralCode_PlacedAt",
                table: "Orders",
                columns: new[] { "ShopId", "ReferralCode", "PlacedAt" },
                filter: "[ReferralCode] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_EligibilityAccounts_ProgrammeId_Id",
                table: "EligibilityAccounts",
                columns: new[] { "ProgrammeId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_EligibilityPasses_VersionId",
                table: "EligibilityPasses",
                column: "VersionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EligibilityPasses");

            migrationBuilder.DropIndex(
                name: "IX_Orders_ShopId_ReferralCode_PlacedAt",
                table: "Orders");

            migrationBuilder.DropIndex(
                name: "IX_EligibilityAccounts_ProgrammeId_Id",
                table: "EligibilityAccounts");
        }
    }
}
