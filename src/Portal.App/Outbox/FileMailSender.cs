using System.Net.Mail;
using System.Net.Mime;
using Portal.App.Settings;

namespace Portal.App.Outbox;

/// <summary>Without an SMTP server mails are written to the data directory's <c>mail</c> folder, where a mail program opens them.</summary>
public sealed class FileMailSender(DataDirectory data, MailSettings settings, TimeProvider clock) : IMailSender
{
    public async Task SendAsync(Guid id, MailLetter letter, CancellationToken cancellationToken)
    {
        var folder = data.Folder("mail");

        // Composed in a folder of its own and moved when complete, so that nobody reads half a mail.
        var draft = Directory.CreateDirectory(Path.Combine(folder, $".{id:N}"));
        try
        {
            using var message = MailMessages.Make(id, letter, settings.From, TransferEncoding.EightBit);
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = draft.FullName };
            await client.SendMailAsync(message, cancellationToken);
            var name = FormattableString.Invariant($"{clock.GetUtcNow():yyyyMMdd-HHmmss}-{id:N}.eml");
            draft.GetFiles("*.eml").Single().MoveTo(Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            draft.Delete(recursive: true);
        }
    }
}
