using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Outbox;

/// <summary>Sends by SMTP, encrypted (STARTTLS, or TLS from the start on its port) unless the server is this machine's own.</summary>
public sealed class SmtpMailSender(MailSettings settings, TimeProvider clock) : IMailSender
{
    private const int PortOfTls = 465;
    private const int TimeoutMilliseconds = 20_000;

    public async Task SendAsync(Guid id, MailLetter letter, CancellationToken cancellationToken)
    {
        using var message = MailMessages.Make(id, letter, settings.From, ContentEncoding.QuotedPrintable, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };

        // Timeout binds each step; all of them together have this long
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(TimeoutMilliseconds);
        await client.ConnectAsync(settings.Host, settings.Port, Security, limited.Token);
        if (settings.User.Length > 0)
            await client.AuthenticateAsync(settings.User, settings.Password, limited.Token);
        try
        {
            await client.SendAsync(message, limited.Token);
        }
        catch (SmtpCommandException refused) when (IsForGood(refused))
        {
            throw new MailRefusedException($"The server refused the recipient ({(int)refused.StatusCode}).", refused);
        }

        await LeaveAsync(client, limited.Token);
    }

    private SecureSocketOptions Security =>
        settings.Host is "localhost" or "127.0.0.1" or "::1" ? SecureSocketOptions.None
        : settings.Port == PortOfTls ? SecureSocketOptions.SslOnConnect
        : SecureSocketOptions.StartTls;

    private static bool IsForGood(SmtpCommandException refused) =>
        refused is
        {
            ErrorCode: SmtpErrorCode.RecipientNotAccepted,
            StatusCode: SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed
            or SmtpStatusCode.UserNotLocalTryAlternatePath,
        };

    /// <summary>The server has taken the mail: what goes wrong from here on must not send it again.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or SmtpProtocolException or OperationCanceledException)
        {
            // the connection is gone, which is what was wanted
        }
    }
}
