namespace Portal.App.Platform.Outbox;

/// <summary>Takes a mail out of the house. Throws <see cref="MailRefusedException"/> when trying again is useless.</summary>
public interface IMailSender
{
    Task SendAsync(Guid id, MailLetter letter, CancellationToken cancellationToken);
}

/// <summary>The receiving side said no for good: no such mailbox, a malformed address.</summary>
public sealed class MailRefusedException(string message, Exception inner) : Exception(message, inner);
