using System.Net;
using System.Net.Mail;
using Portal.App.Settings;

namespace Portal.App.Outbox;

/// <summary>Sends by SMTP, encrypted (STARTTLS) unless the server is this machine's own.</summary>
public sealed class SmtpMailSender(MailSettings settings) : IMailSender
{
    private const int TimeoutMilliseconds = 20_000;

    public async Task SendAsync(Guid id, MailLetter letter, CancellationToken cancellationToken)
    {
        using var message = MailMessages.Make(id, letter, settings.From, System.Net.Mime.TransferEncoding.QuotedPrintable);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Host is not ("localhost" or "127.0.0.1" or "::1"),
            Timeout = TimeoutMilliseconds,
            Credentials = settings.User.Length > 0 ? new NetworkCredential(settings.User, settings.Password) : null,
        };

        // SmtpClient's Timeout does not bind its asynchronous calls
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeoutMilliseconds);
        try
        {
            await client.SendMailAsync(message, limited.Token);
        }
        catch (SmtpFailedRecipientException refused) when (refused.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath)
        {
            throw new MailRefusedException($"The server refused the recipient ({(int)refused.StatusCode}).", refused);
        }
    }
}
