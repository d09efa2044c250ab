using Portal.App.Money.PeriodClose;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.Web.Api;

/// <summary>Months and their close (R6.4).</summary>
internal static class MonthEndpoints
{
    public static void MapMonths(this IEndpointRouteBuilder api)
    {
        var months = api.MapGroup("/months").WithTags("Months");

        months.MapGet("/", async (ApiCall call, WholeListPaging paging, string? year, MonthQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var asked = QueryValues.Year(errors, "year", year);
                if (errors.Count > 0)
                    return Problems.Of(Refusal.Invalid(errors));

                var page = paging.Cut(await queries.ListAsync(call.Actor, asked, cancel));
                return call.Answer<MonthList>(
                    new MonthList(page.Items, page.NextCursor, (await queries.RangeAsync(call.Actor, cancel)).Years));
            })
            .Answers<MonthList>(
                "List months", "Operator. Those of the `year` that have entries, or those of the last three years without one, the newest first; `years` are all that there are. `promise` says by when one is to be closed, and how late that is.");

        months.MapGet("/{month}", async (ApiCall call, string month, MonthQueries queries, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Problems.Of(refusal)
                    : call.Answer(await queries.ReportAsync(call.Actor, asked.Value, cancel)))
            .Answers<MonthReport>(
                "Get a month's report",
                "Operator. From the ledger: before the close with what the close would do, after it with what it did. `difference` is zero, or something is wrong.");

        months.MapGet("/{month}/settlements",
            async (ApiCall call, string month, Paging paging, MonthQueries queries, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Problems.Of(refusal)
                    : call.Answer(await queries.PageSettlementsAsync(call.Actor, asked.Value, paging.Value, cancel)))
            .Answers<CursorPage<SettlementView>>("List a month's settlements",
                "Operator. What the close does, or did, with each partner's tax; partners who joined last come first.");

        months.MapPost("/{month}/close", (ApiCall call, string month, CloseMonth close, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Task.FromResult(Problems.Of(refusal))
                    : call.ChangedAsync(actor => close.RunAsync(actor, asked.Value, cancel)))
            .Answers<MonthReport>(
                "Close a month", "Operator. Closing twice changes nothing; a close that was interrupted goes on, and tax that the audit found in the closed month (`leftWithheld`) is settled. A partner whose tax cannot be settled is put aside (`aside`) and tried again by itself; the month stays `Closing` until there is none. 409 `month_close_blocked` names what stands in the way.");
    }
}

/// <param name="Items">The newest first.</param>
/// <param name="NextCursor">Where the next page starts; null on the last.</param>
/// <param name="Years">All years that there are entries of, the newest first.</param>
public sealed record MonthList(IReadOnlyList<MonthView> Items, string? NextCursor, IReadOnlyList<int> Years);
