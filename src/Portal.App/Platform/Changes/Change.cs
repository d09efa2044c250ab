using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Platform.Changes;

/// <summary>
/// A note, written in the transaction of a change, that something is no longer as it was. Other nodes read the table to keep
/// their memory and open pages right. Numbers are given before the commit, so a reader must look back a little.
/// </summary>
public sealed class Change
{
    public long Seq { get; init; }

    /// <summary>What changed: one of <see cref="ChangeTopics"/>.</summary>
    public required string Topic { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>Whose pages show it, when it concerns a partner.</summary>
    public Guid? PartnerId { get; init; }

    /// <summary>Whose pages show it, when it concerns a shop.</summary>
    public Guid? ShopId { get; init; }

    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> change)
        {
            change.ToTable("Changes");
            change.HasKey(c => c.Seq);
            change.Property(c => c.Seq).ValueGeneratedOnAdd();
            change.Property(c => c.Topic).HasMaxLength(Lengths.Reason);
            change.HasIndex(c => c.At);
        }
    }
}

/// <summary>What a <see cref="Change"/> can be about.</summary>
public static class ChangeTopics
{
    public const string Link = "link";
    public const string Programme = "programme";
    public const string Partner = "partner";
    public const string Order = "order";
    public const string ApiKey = "api_key";
    public const string Import = "import";
    public const string Eligibility = "eligibility";
    public const string Risk = "risk";
    public const string Dispute = "dispute";

    /// <summary>A withdrawal, a batch, a close, a correction, a statement or an invoice.</summary>
    public const string Money = "money";

    /// <summary>A list that somebody takes out as a file.</summary>
    public const string Export = "export";

    /// <summary>Evidence was added to this dispute.</summary>
    public const string Evidence = "evidence";

    /// <summary>A session of this person ended.</summary>
    public const string Session = "session";
}
