using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Platform.Outbox;

/// <summary>Puts mails into the outbox, in the transaction of their reason, and reads them out again for sending.</summary>
public sealed class MailQueue(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string MessageType = "mail";

    private readonly IDataProtector protector = protection.CreateProtector("outbox");

    /// <param name="db">The transaction of the mail's reason; the caller saves.</param>
    /// <param name="mail">What is said to whom.</param>
    /// <param name="due">Until when it waits, and can be taken out again; leaves at once when left out.</param>
    /// <returns>The message's id.</returns>
    public Guid Add(PortalDb db, Mail mail, DateTimeOffset? due = null)
    {
        var now = clock.GetUtcNow();
        var id = Ids.New(clock);
        db.Outbox.Add(new OutboxMessage
        {
            Id = id,
            Type = MessageType,
            Target = mail.Address,
            PayloadProtected = protector.Protect(JsonSerializer.SerializeToUtf8Bytes(mail)),
            CreatedAt = now,
            DueAt = due ?? now,
        });
        return id;
    }

    /// <summary>Throws when the payload cannot be read, which no later attempt will change.</summary>
    public Mail Read(OutboxMessage message) =>
        JsonSerializer.Deserialize<Mail>(protector.Unprotect(message.PayloadProtected))
        ?? throw new JsonException("The payload is empty.");
}
