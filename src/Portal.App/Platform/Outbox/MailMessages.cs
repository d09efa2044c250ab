using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Portal.App.Platform.Outbox;

/// <summary>A letter as a mail: plain text and HTML side by side.</summary>
internal static class MailMessages
{
    /// <param name="encoding">Of both parts: quoted-printable passes every server, eight bits can be read in a file.</param>
    public static MimeMessage Make(Guid id, MailLetter letter, string from, ContentEncoding encoding, DateTimeOffset now)
    {
        try
        {
            var sender = new MailboxAddress(Encoding.UTF8, "Portal", from);
            var message = new MimeMessage
            {
                // the receiving side drops a second copy of what it already has by this
                MessageId = $"{id:N}@{sender.Domain}",
                Subject = letter.Subject,
                Date = now,
                Body = new MultipartAlternative(
                    Part(TextFormat.Plain, letter.Text, encoding),
                    Part(TextFormat.Html, letter.Html, encoding)),
            };
            message.From.Add(sender);
            message.To.Add(new MailboxAddress(Encoding.UTF8, letter.Name, letter.Address));
            message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
            return message;
        }
        catch (FormatException malformed)
        {
            throw new MailRefusedException("The address is malformed.", malformed);
        }
    }

    private static TextPart Part(TextFormat format, string content, ContentEncoding encoding)
    {
        var part = new TextPart(format) { ContentTransferEncoding = encoding };
        part.SetText(Encoding.UTF8, content);
        return part;
    }
}
