using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AddOrdersByReferralCode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Orders_ShopId_ReferralCode_PlacedAt",
                table: "Orders",
                columns: new[] { "ShopId", "ReferralCode", "PlacedAt" },
                filter: "\"ReferralCode\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Orders_ShopId_ReferralCode_PlacedAt",
                table: "Orders");
        }
    }
}
