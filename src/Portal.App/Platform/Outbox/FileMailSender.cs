using MimeKit;
using Portal.App.Platform.Settings;

namespace Portal.App.Platform.Outbox;

/// <summary>Without an SMTP server mails are written to the data directory's <c>mail</c> folder, where a mail program opens them.</summary>
public sealed class FileMailSender(DataDirectory data, MailSettings settings, TimeProvider clock) : IMailSender
{
    public async Task SendAsync(Guid id, MailLetter letter, CancellationToken cancellationToken)
    {
        var folder = data.Folder("mail");
        var now = clock.GetUtcNow();
        using var message = MailMessages.Make(id, letter, settings.From, ContentEncoding.EightBit, now);

        // written under another name and moved when complete, so that nobody reads half a mail
        var draft = Path.Combine(folder, $".{id:N}.draft");
        try
        {
            await message.WriteToAsync(draft, cancellationToken);
            File.Move(draft, Path.Combine(folder, FormattableString.Invariant($"{now:yyyyMMdd-HHmmss}-{id:N}.eml")), overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
