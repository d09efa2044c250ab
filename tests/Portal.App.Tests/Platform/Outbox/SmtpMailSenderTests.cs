using MimeKit;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Settings;
using Portal.Tests.Shared;
using SmtpServer.Protocol;

namespace Portal.App.Tests.Platform.Outbox;

public sealed class SmtpMailSenderTests
{
    private static readonly MailLetter Letter = new("dao@example.vn", "Nguyễn Thị Đào", "Đặt lại mật khẩu", "Chào Đào", "<p>Chào Đào</p>");

    private readonly Guid id = Guid.CreateVersion7();

    [Fact]
    public async Task A_letter_goes_out_as_text_and_html_with_an_id_that_stays_the_same_when_it_is_sent_again()
    {
        await using var server = await MailServer.StartAsync();

        await SendAsync(server);
        await SendAsync(server);

        Assert.Equal(2, server.Mails.Count);
        Assert.All(server.Mails, mail => Assert.Equal($"{id:N}@portal.example", mail.MessageId));
        var mail = server.Mails.First();
        Assert.Equal(("Nguyễn Thị Đào", "dao@example.vn"), mail.To.Mailboxes.Single() is var to ? (to.Name, to.Address) : default);
        Assert.Equal(("Portal", "portal@portal.example"), mail.From.Mailboxes.Single() is var from ? (from.Name, from.Address) : default);
        Assert.Equal(("Đặt lại mật khẩu", "Chào Đào", "<p>Chào Đào</p>"), (mail.Subject, mail.TextBody?.Trim(), mail.HtmlBody?.Trim()));
        Assert.Equal(World.Start, mail.Date);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.All(mail.BodyParts.OfType<TextPart>(), part => Assert.Equal(ContentEncoding.QuotedPrintable, part.ContentTransferEncoding));
    }

    [Theory]
    [InlineData(SmtpReplyCode.MailboxUnavailable)]
    [InlineData(SmtpReplyCode.MailboxNameNotAllowed)]
    public async Task A_mailbox_that_does_not_exist_is_refused_for_good(SmtpReplyCode answer)
    {
        await using var server = await MailServer.StartAsync(answer);

        await Assert.ThrowsAsync<MailRefusedException>(() => SendAsync(server));

        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData(SmtpReplyCode.Aborted)]
    [InlineData(SmtpReplyCode.InsufficientStorage)]
    [InlineData(SmtpReplyCode.SizeLimitExceeded)]
    public async Task A_server_that_is_busy_is_tried_again(SmtpReplyCode answer)
    {
        await using var server = await MailServer.StartAsync(answer);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server));

        Assert.IsNotType<MailRefusedException>(failure);
    }

    [Fact]
    public async Task A_malformed_address_is_refused_for_good_before_anybody_is_asked() =>
        await Assert.ThrowsAsync<MailRefusedException>(() => SendAsync(
            new MailSettings { Host = "127.0.0.1", Port = 1, From = "portal@portal.example" },
            Letter with { Address = "dao@@example.vn\r\nRCPT TO:<x@y.vn>" }));

    [Fact]
    public async Task Nothing_goes_out_in_the_clear_to_another_machine()
    {
        await using var server = await MailServer.StartAsync();

        // the same server under an address that is not this machine's own name; it offers no encryption
        await Assert.ThrowsAsync<NotSupportedException>(() => SendAsync(server, host: "127.0.0.2"));

        Assert.Empty(server.Mails);
    }

    private Task SendAsync(MailServer server, string host = "127.0.0.1") =>
        SendAsync(new MailSettings { Host = host, Port = server.Port, From = "portal@portal.example" }, Letter);

    private Task SendAsync(MailSettings settings, MailLetter letter) =>
        new SmtpMailSender(settings, new TestClock(World.Start)).SendAsync(id, letter, CancellationToken.None);
}
