using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ApiKeyMakers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MadeBy",
                table: "ApiKeys",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MadeById",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MembershipId",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RootId",
                table: "ApiKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_MadeById",
                table: "ApiKeys",
                column: "MadeById");

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_MembershipId",
                table: "ApiKeys",
                column: "MembershipId");

            migrationBuilder.CreateIndex(
                name: "IX_ApiKeys_RootId",
                table: "ApiKeys",
                column: "RootId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ApiKeys_MadeById",
                table: "ApiKeys");

            migrationBuilder.DropIndex(
                name: "IX_ApiKeys_MembershipId",
                table: "ApiKeys");

            migrationBuilder.DropIndex(
                name: "IX_ApiKeys_RootId",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "MadeBy",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "MadeById",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "MembershipId",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "RootId",
                table: "ApiKeys");
        }
    }
}
