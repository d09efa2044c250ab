using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Outbox;

/// <summary>
/// Something that must leave the house (a mail), written in the transaction of its reason. Claimed by lease, sent at least
/// once, in order per target, with growing pauses, and kept with its error when it cannot be sent.
/// </summary>
public sealed class OutboxMessage
{
    public required Guid Id { get; init; }

    /// <summary>What it is: <c>mail</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whom it goes to; messages of one target keep their order.</summary>
    public required string Target { get; init; }

    /// <summary>JSON; may hold a one-time link, therefore encrypted.</summary>
    public required byte[] PayloadProtected { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? LeasedUntil { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Given up after about a day of trying; admins see it beside the person, and can send an invitation again.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OutboxMessage>
    {
        public void Configure(EntityTypeBuilder<OutboxMessage> message)
        {
            message.ToTable("Outbox");
            message.LiesInTheOrderOf(m => m.CreatedAt);
            message.Property(m => m.Type).HasMaxLength(Lengths.Reason);
            message.Property(m => m.Target).HasMaxLength(Lengths.Email);
            message.Property(m => m.LastError).HasMaxLength(Lengths.Note);
            message.HasIndex(m => new { m.DoneAt, m.DueAt });
            message.HasIndex(m => new { m.Target, m.CreatedAt });
        }
    }
}
