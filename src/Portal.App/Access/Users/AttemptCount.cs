using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;

namespace Portal.App.Access.Users;

/// <summary>What wrong attempts are counted by.</summary>
public enum AttemptScope
{
    /// <summary>One account from one address.</summary>
    AccountAndAddress,

    /// <summary>One account from anywhere that has not signed in to it before.</summary>
    Account,

    /// <summary>One address, whatever the account.</summary>
    Address,

    /// <summary>One account on a device that has signed in to it before.</summary>
    Device,

    /// <summary>The codes of one account, after its password was right.</summary>
    Code,

    /// <summary>The present password, typed again by somebody who is signed in.</summary>
    Reentry,
}

/// <summary>How many wrong attempts there were, and until when no further one is looked at.</summary>
public sealed class AttemptCount
{
    /// <summary>A keyed hash of what is counted: names and addresses that strangers type are not kept.</summary>
    public required byte[] Key { get; init; }

    public required AttemptScope Scope { get; init; }

    /// <summary>The account, where there is one.</summary>
    public Guid? UserId { get; init; }

    public int Failed { get; set; }

    public DateTimeOffset? BlockedUntil { get; set; }

    /// <summary>From then on it counts from the beginning, and may be thrown away.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AttemptCount>
    {
        public void Configure(EntityTypeBuilder<AttemptCount> count)
        {
            count.ToTable("AttemptCounts");
            count.HasKey(c => c.Key);
            count.Property(c => c.Key).HasMaxLength(Lengths.Hash);
            count.HasIndex(c => c.UserId);
            count.HasIndex(c => c.ExpiresAt);
        }
    }
}
