using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Portal.App.Outbox;

/// <summary>A letter as the framework's mail message: plain text and HTML side by side.</summary>
internal static class MailMessages
{
    public static MailMessage Make(Guid id, MailLetter letter, string from, TransferEncoding encoding)
    {
        try
        {
            var message = new MailMessage(new MailAddress(from, "Portal", Encoding.UTF8), new MailAddress(letter.Address, letter.Name, Encoding.UTF8))
            {
                Subject = letter.Subject,
                SubjectEncoding = Encoding.UTF8,
            };

            // The receiving side drops a second copy of what it already has by this.
            message.Headers["Message-ID"] = $"<{id:N}@{message.From!.Host}>";
            message.Headers["Auto-Submitted"] = "auto-generated";
            message.AlternateViews.Add(View(letter.Text, MediaTypeNames.Text.Plain, encoding));
            message.AlternateViews.Add(View(letter.Html, MediaTypeNames.Text.Html, encoding));
            return message;
        }
        catch (FormatException malformed)
        {
            throw new MailRefusedException("The address is malformed.", malformed);
        }
    }

    private static AlternateView View(string content, string type, TransferEncoding encoding)
    {
        var view = AlternateView.CreateAlternateViewFromString(content, Encoding.UTF8, type);
        view.TransferEncoding = encoding;
        return view;
    }
}
