using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Common;
using Portal.Tests.Shared;

namespace Portal.Web.Tests.Api;

/// <summary>What the portal says when it fails itself.</summary>
public sealed class FailureTests(MoneyPortal portal) : IClassFixture<MoneyPortal>
{
    [Fact]
    public async Task A_failure_of_the_portal_is_told_to_programs_as_a_problem_and_not_as_a_page()
    {
        portal.Clock.MoveTo(World.Start);
        var partner = await portal.PartnerAsync([]);
        var account = ApiPortal.Id((await portal.Operator.PostAsync(
            $"/partners/{partner.Id}/bank-accounts",
            new { bankCode = "VCB", accountNumber = "0071000999999", holderName = "NGUYEN VAN A" })).Json);
        await using (var db = await portal.DbAsync())
        {
            // what no key opens any more
            var id = Guid.Parse(account);
            await db.BankAccounts.Where(row => row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NumberProtected, new byte[] { 1, 2, 3 }));
        }

        await portal.Operator.MadeAsync($"/partners/{partner.Id}/adjustments", new { gross = 500_000, reason = "Thưởng" });
        var asked = ApiPortal.Id(
            await portal.Operator.MadeAsync($"/partners/{partner.Id}/withdrawals", new { amount = 300_000, bankAccountId = account }));
        portal.Clock.MoveTo(LocalCalendar.StartOf(new DateOnly(2026, 7, 2)));
        var batch = ApiPortal.Id(await portal.Operator.MadeAsync("/payout-batches", new { month = "2026-06" }));
        var other = await portal.ApproverAsync();
        await other.PostAsync($"/payout-batches/{batch}/approval", new { });

        var failed = await portal.Operator.PostAsync(
            $"/payout-batches/{batch}/results", new { results = new[] { new { withdrawalId = asked, paid = true } } });

        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), (failed.Status, failed.Code));
    }
}
