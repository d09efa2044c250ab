using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Portal.App.Data;
using Portal.Domain.Common;

namespace Portal.App.Outbox;

/// <summary>Puts mails into the outbox, in the transaction of their reason, and reads them out again for sending.</summary>
public sealed class MailQueue(IDataProtectionProvider protection, TimeProvider clock)
{
    public const string MessageType = "mail";

    private readonly IDataProtector protector = protection.CreateProtector("outbox");

    public void Add(PortalDb db, Mail mail)
    {
        var now = clock.GetUtcNow();
        db.Outbox.Add(new OutboxMessage
        {
            Id = Ids.New(clock),
            Type = MessageType,
            Target = mail.Address,
            PayloadProtected = protector.Protect(JsonSerializer.SerializeToUtf8Bytes(mail)),
            CreatedAt = now,
            DueAt = now,
        });
    }

    /// <summary>Throws when the payload cannot be read, which no later attempt will change.</summary>
    public Mail Read(OutboxMessage message) =>
        JsonSerializer.Deserialize<Mail>(protector.Unprotect(message.PayloadProtected))
        ?? throw new JsonException("The payload is empty.");
}
