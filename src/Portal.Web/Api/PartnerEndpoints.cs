using Portal.App.Money.Ledger;
using Portal.App.Money.Tax;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Web.Api.Json;

namespace Portal.Web.Api;

/// <summary>Partners, the check of their identity, and the programmes that they join.</summary>
internal static class PartnerEndpoints
{
    public static void MapPartners(this IEndpointRouteBuilder api)
    {
        var partners = api.MapGroup("/partners").WithTags("Partners");

        partners.MapPost("/", (ApiCall call, Body<CreatePartner.Input> body, CreatePartner create, CancellationToken cancel) =>
                call.CreatedAsync(actor => create.RunAsync(actor, body.Value, cancel)))
            .Creates<PartnerView>("Create a partner",
                "Operator. `referralCode` is null until the identity is approved, unless a programme that he joined has no identity gate.");

        partners.MapGet("/", async (ApiCall call, Paging paging, PartnerQueries queries, CancellationToken cancel) =>
                call.Answer<CursorPage<PartnerView>>(await queries.ListAsync(call.Actor, paging.Value, cancel)))
            .Answers<CursorPage<PartnerView>>("List partners", "The operator sees all, a partner himself.");

        partners.MapGet("/{id}", async (ApiCall call, string id, PartnerQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.GetAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<PartnerView>("Get a partner", "The operator, or the partner himself.");

        partners.MapPost("/{id}/programs",
            (ApiCall call, string id, Body<JoinProgramme.Input> body, JoinProgramme join, CancellationToken cancel) =>
                call.ChangedAsync(actor => join.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PartnerView>("Add a partner to a programme", "Operator. Joining twice changes nothing.");

        partners.MapPost("/{id}/verification",
            (ApiCall call, string id, Body<VerifyPartner.Input> body, VerifyPartner verify, CancellationToken cancel) =>
                call.ChangedAsync(actor => verify.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PartnerView>("Decide about a partner's identity",
                "Operator. Approval gives him his code and a first link in each of his programmes. A rejection needs a `reason`.");

        partners.MapGet("/{id}/bank-accounts",
            async (ApiCall call, WholeListPaging paging, string id, BankAccountQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.ListAsync(call.Actor, IdConverter.Parse(id), cancel), list => paging.Cut(list.Items)))
            .Answers<CursorPage<BankAccountView>>(
                "List a partner's bank accounts", "The operator, or the partner himself. Of a number only the last four are told.");

        partners.MapPost("/{id}/bank-accounts",
            (ApiCall call, string id, Body<AddBankAccount.Input> body, AddBankAccount add, CancellationToken cancel) =>
                call.CreatedAsync(actor => add.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Creates<BankAccountView>(
                "Add a bank account",
                "Operator. In the partner's own name, compared without diacritics. His first can be used at once, each later one after the cool-off (`usableFrom`), and he is told by mail.");

        partners.MapGet("/{id}/balance", async (ApiCall call, string id, string? asOf, LedgerQueries queries, CancellationToken cancel) =>
            {
                var errors = new List<FieldError>();
                var instant = QueryValues.Instant(errors, "asOf", asOf);
                return errors.Count > 0
                    ? Problems.Of(Refusal.Invalid(errors))
                    : call.Answer(await queries.BalanceAsync(call.Actor, IdConverter.Parse(id), instant, cancel));
            })
            .Answers<BalanceView>(
                "Get a partner's balance",
                "The operator, or the partner himself. `taxWithheld` is what is held now, neither remitted nor given back; `pending` is after tax and `pendingGross` before it. With `asOf` as the ledger stood at that instant; `pending`, which is not in the ledger, is null then, and so is `pendingGross`.");

        partners.MapGet("/{id}/entries", async (ApiCall call, string id, Paging paging, LedgerQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.EntriesAsync(call.Actor, IdConverter.Parse(id), paging.Value, cancel)))
            .Answers<CursorPage<EntryView>>(
                "List a partner's ledger entries",
                "The operator, or the partner himself. The newest first, each with the order or withdrawal that caused it; `corrects` names the entry that it takes back, `lateForMonth` the closed month that it belongs to; `by` is told to the operator only.");

        partners.MapGet("/{id}/payee", async (ApiCall call, string id, TaxQueries queries, CancellationToken cancel) =>
                call.Answer(await queries.PayeeAsync(call.Actor, IdConverter.Parse(id), cancel)))
            .Answers<PayeeView>("Get what a partner is to the tax office", "The operator, or the partner himself.");

        partners.MapPost("/{id}/payee", (ApiCall call, string id, Body<SetPayee.Input> body, SetPayee set, CancellationToken cancel) =>
                call.ChangedAsync(actor => set.RunAsync(actor, IdConverter.Parse(id), body.Value, cancel)))
            .Answers<PayeeView>(
                "Set what a partner is to the tax office",
                "Operator. `individual` (tax is withheld, unless a commitment is on file for the day), `household-business` or `company` (both declare their own).");

        api.MapDelete("/bank-accounts/{id}", (ApiCall call, string id, RemoveBankAccount remove, CancellationToken cancel) =>
                call.GoneAsync(actor => remove.RunAsync(actor, IdConverter.Parse(id), cancel)))
            .WithTags("Partners").Ends("Remove a bank account");

        api.MapGet("/banks", (ApiCall call) => call.Answer<BankList>(new BankList(Banks.All)))
            .WithTags("Partners").Answers<BankList>("List the banks", "Those that a bank account can name by `code`.");
    }
}

/// <summary>The banks that an account can be at.</summary>
/// <param name="Items">The largest first.</param>
public sealed record BankList(IReadOnlyList<Bank> Items);
