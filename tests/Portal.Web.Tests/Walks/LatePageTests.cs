using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Platform.Security;
using Portal.Domain.Withdrawals;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Walks;

/// <summary>
/// What was promised and has not come says so on every page that shows it: how late, since when, and whom it waits for (R6.4, R6.6).
/// </summary>
public sealed class LatePageTests
{
    [Fact]
    public async Task R6_6_Late_requests_and_batches_say_so_wherever_they_are_shown()
    {
        await using var portal = await SeededPortal.CreateAsync();
        var (partner, finance) = (portal.Browsers[Role.Partner], portal.Browsers[Role.Finance]);
        await using var db = await portal.World.DbAsync();
        var awaited = await db.PayoutLines.SingleAsync(line => line.State == PayoutLineState.Included
            && db.PayoutBatches.Any(batch => batch.Id == line.BatchId && batch.State == PayoutBatchState.Approved));

        // the bank still has a request of June, which was to be paid by the fifth of July
        foreach (var address in new[] { "/partner", "/partner/withdrawals" })
            Assert.Contains("từ 06/07/2026; đang chờ", await MainAsync(partner, address), StringComparison.Ordinal);
        foreach (var (browser, address) in new[]
        {
            (partner, "/partner/withdrawals"), (finance, "/finance"), (finance, "/finance/batches"),
                (finance, $"/finance/batches/{awaited.BatchId}"),
        })
        {
            var marks = (await browser.ReadAsync(address)).QuerySelectorAll("main .chip").Select(chip => chip.TextContent.Trim());
            Assert.Contains(marks, text => text.StartsWith("Trễ ", StringComparison.Ordinal)
                && text.Contains("từ 06/07/2026; đang chờ", StringComparison.Ordinal));
        }

        Assert.Contains("cần chốt chậm nhất ngày 05/08/2026", await MainAsync(finance, "/finance/months"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R6_6_The_partners_list_says_why_a_request_is_not_paid()
    {
        await using var portal = await SeededPortal.CreateAsync();
        await using (var db = await portal.World.DbAsync())
        {
            await db.PayoutLines.Where(line => line.State == PayoutLineState.Included)
                .ExecuteUpdateAsync(set => set.SetProperty(line => line.State, PayoutLineState.Held)
                    .SetProperty(line => line.Reason, PayoutReasons.AccountCoolingOff));
        }

        var page = await MainAsync(portal.Browsers[Role.Partner], "/partner/withdrawals");

        Assert.Contains($"Chưa chi: {App.Platform.Texts.TextCatalog.Word("PayoutReason", PayoutReasons.AccountCoolingOff)}", page,
            StringComparison.Ordinal);
    }

    private static async Task<string> MainAsync(Browser browser, string address) => (await browser.ReadAsync(address))
        .QuerySelector("main")!.TextContent;
}
