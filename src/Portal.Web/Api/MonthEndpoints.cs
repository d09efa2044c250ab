using Portal.App.Data;
using Portal.App.Months;

namespace Portal.Web.Api;

/// <summary>Months and their close (R6.4).</summary>
internal static class MonthEndpoints
{
    public static void MapMonths(this IEndpointRouteBuilder api)
    {
        var months = api.MapGroup("/months").WithTags("Months");

        months.MapGet("/", async (ApiCall call, MonthQueries queries, CancellationToken cancel) =>
                call.Answer<MonthList>(new MonthList(await queries.ListAsync(call.Actor, cancel))))
            .Answers<MonthList>("List months", "Operator. Those of the last three years that have entries, the newest first.");

        months.MapGet("/{month}", async (ApiCall call, string month, MonthQueries queries, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Problems.Of(refusal)
                    : call.Answer(await queries.ReportAsync(call.Actor, asked.Value, cancel)))
            .Answers<MonthReport>("Get a month's report", "Operator. From the ledger: before the close with what the close would do, after it with what it did. `difference` is zero, or something is wrong.");

        months.MapGet("/{month}/settlements", async (ApiCall call, string month, Paging paging, MonthQueries queries, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Problems.Of(refusal)
                    : call.Answer(await queries.PageSettlementsAsync(call.Actor, asked.Value, paging.Value, cancel)))
            .Answers<CursorPage<SettlementView>>("List a month's settlements", "Operator. What the close does, or did, with each partner's tax; partners who joined last come first.");

        months.MapPost("/{month}/close", (ApiCall call, string month, CloseMonth close, CancellationToken cancel) =>
                QueryValues.Month(month) is var asked && asked.Refusal is { } refusal
                    ? Task.FromResult(Problems.Of(refusal))
                    : call.ChangedAsync(actor => close.RunAsync(actor, asked.Value, cancel)))
            .Answers<MonthReport>("Close a month", "Operator. Closing twice changes nothing; a close that was interrupted goes on. 409 `month_close_blocked` names what stands in the way.");
    }
}

/// <param name="Items">The newest first.</param>
public sealed record MonthList(IReadOnlyList<MonthView> Items);
