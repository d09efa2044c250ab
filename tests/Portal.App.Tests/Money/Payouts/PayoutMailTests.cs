using Microsoft.EntityFrameworkCore;
using Portal.App.Money.Payouts;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Money.Payouts;

/// <summary>
/// Partners are told by mail what became of what they asked for: once, in their language, and of nothing that did not happen.
/// </summary>
public sealed class PayoutMailTests
{
    private static readonly MailKind[] Kinds = [MailKind.WithdrawalPaid, MailKind.WithdrawalReturned, MailKind.WithdrawalHeld];

    [DatabaseTheory]
    public async Task R6_6_Paid_and_rejected_are_told_once_however_often_the_bank_says_it(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var paid = (await world.AsksAsync(payee, 300_000)).Value;
        var rejected = (await world.AsksAsync(payee, 200_000)).Value;
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        Assert.Empty(await ToldAsync(world, payee.Partner.Email));
        RecordPayoutResults.Result[] answers = [new(paid.Id, true), new(rejected.Id, false, "Tên không khớp")];
        await world.AnswersAsync(batch, answers);
        await world.AnswersAsync(batch, answers);

        var told = await ToldAsync(world, payee.Partner.Email);
        Assert.Equal([MailKind.WithdrawalPaid, MailKind.WithdrawalReturned], told.Select(mail => mail.Kind).Order());
        var letter = MailLetter.Write(told.Single(mail => mail.Kind == MailKind.WithdrawalPaid), "https://portal.example/");
        Assert.Contains("300.000", letter.Subject.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains(paid.Reference, letter.Text, StringComparison.Ordinal);
        Assert.Contains("https://portal.example/partner/withdrawals", letter.Text, StringComparison.Ordinal);
        Assert.Contains("Lý do: Tên không khớp.", MailLetter.Write(
            told.Single(mail => mail.Kind == MailKind.WithdrawalReturned), "https://portal.example/").Text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R6_6_An_answer_that_comes_later_tells_nobody_again_of_the_earlier_ones(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (first, second) = (await world.HasPayeeAsync(900_000), await world.HasPayeeAsync(900_000));
        var paid = (await world.AsksAsync(first, 300_000)).Value;
        var later = (await world.AsksAsync(second, 200_000)).Value;
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(paid.Id, true));
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(later.Id, true));

        Assert.Single(await ToldAsync(world, first.Partner.Email));
        Assert.Single(await ToldAsync(world, second.Partner.Email));
    }

    [DatabaseTheory]
    public async Task R6_6_Held_and_left_out_are_told_with_the_reason_when_the_batch_is_approved(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        var gone = await world.HasPayeeAsync(900_000);
        var left = (await world.AsksAsync(payee, 200_000)).Value;
        await world.AsksAsync(payee, 100_000);
        var held = (await world.AsksAsync(gone, 300_000)).Value;
        await world.Get<RemoveBankAccount>().RunAsync(world.PersonOf(gone.Partner), gone.Account.Id, default);
        world.NextMonth();
        var batch = (await world.MakesBatchAsync()).Value;
        await world.PutsAsync(batch, left.Id, PayoutLineState.Excluded, "Trùng yêu cầu");
        Assert.Empty(await ToldAsync(world, payee.Partner.Email));
        Assert.Empty(await ToldAsync(world, gone.Partner.Email));
        await world.ApprovesAsync(batch);

        var returned = Assert.Single(await ToldAsync(world, payee.Partner.Email));
        Assert.Equal((MailKind.WithdrawalReturned, "Trùng yêu cầu", "200000"),
            (returned.Kind, returned.Facts["payoutReason"], returned.Facts["amount"]));
        var waiting = Assert.Single(await ToldAsync(world, gone.Partner.Email));
        Assert.Equal((MailKind.WithdrawalHeld, held.Reference), (waiting.Kind, waiting.Facts["reference"]));
        Assert.Contains("Lý do: Tài khoản nhận tiền đã bị xóa.", MailLetter.Write(waiting, "https://portal.example/").Text,
            StringComparison.Ordinal);
        Assert.Contains("Reason: The bank account was removed.",
            MailLetter.Write(waiting with { Language = "en" }, "https://portal.example/").Text, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task R6_6_An_accepted_contradiction_is_told_too_in_the_language_of_the_account(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var payee = await world.HasPayeeAsync(900_000);
        await world.PersonAsync(Role.Partner, payee.Partner.Email, partnerId: payee.Partner.Id);
        await using (var db = await world.DbAsync())
            await db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, "en"));
        var asked = (await world.AsksAsync(payee, 300_000)).Value;
        world.NextMonth();
        var batch = await world.SendsBatchAsync();
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, true));
        await world.AnswersAsync(batch, new RecordPayoutResults.Result(asked.Id, false));
        var later = (await world.Get<PayoutQueries>()
            .UnmatchedAsync(world.Finance(), batch.Id, open: true, new PageRequest(), default)).Items.Single();
        world.Clock.Advance(TimeSpan.FromMinutes(1)); // so that the second mail is the later one
        var other = world.Approver();
        Assert.True((await world.Get<AcceptBankCorrection>().RunAsync(other, later.Id, "Ngân hàng xác nhận", default)).Succeeded);
        Assert.False((await world.Get<AcceptBankCorrection>().RunAsync(other, later.Id, "Ngân hàng xác nhận", default)).Succeeded);

        var told = await ToldAsync(world, payee.Partner.Email);
        Assert.Equal([MailKind.WithdrawalPaid, MailKind.WithdrawalReturned], told.Select(mail => mail.Kind));
        Assert.False(told[1].Facts.ContainsKey("payoutReason")); // the bank gave none
        Assert.Equal(["en", "en"], told.Select(mail => mail.Language));
        Assert.DoesNotContain("Reason", MailLetter.Write(told[1], "https://portal.example/").Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Mail>> ToldAsync(World world, string address) =>
        [.. (await world.MailsAsync(address)).Where(mail => Kinds.Contains(mail.Kind))];
}
