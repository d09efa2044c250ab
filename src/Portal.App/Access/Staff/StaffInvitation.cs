using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.App.Platform.Data;
using Portal.Domain.Common;

namespace Portal.App.Access.Staff;

/// <summary>
/// That a shop's owner had a mail sent to somebody whom they named: what a shop may send in a day is counted by these, also when what it
/// offered was taken back.
/// </summary>
public sealed class StaffInvitation
{
    /// <summary>How many a shop may send in <see cref="Window"/>: the portal's mails go to whatever address is typed.</summary>
    public const int MostInWindow = 20;

    public static readonly TimeSpan Window = TimeSpan.FromDays(1);

    public required Guid Id { get; init; }

    public required Guid ShopId { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Counts one more.</summary>
    /// <returns>The refusal when there were too many; null otherwise, and then the caller saves.</returns>
    internal static async Task<Refusal?> TakeAsync(PortalDb db, Guid shopId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var since = now - Window;
        var sent = await db.StaffInvitations.Where(row => row.ShopId == shopId && row.SentAt > since)
            .OrderByDescending(row => row.SentAt).Take(MostInWindow).Select(row => row.SentAt).ToListAsync(cancellationToken);
        if (sent.Count >= MostInWindow)
        {
            return new Refusal(RefusalKind.TooMany, StaffRefusals.InvitationsUsedUp)
                .With("max", MostInWindow.ToString(CultureInfo.InvariantCulture))
                .With("retryAt", (sent[^1] + Window).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        }

        db.StaffInvitations.Add(new StaffInvitation { Id = Ids.New(clock), ShopId = shopId, SentAt = now });
        return null;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<StaffInvitation>
    {
        public void Configure(EntityTypeBuilder<StaffInvitation> invitation)
        {
            invitation.ToTable("StaffInvitations");
            invitation.LiesInTheOrderOf(i => i.SentAt);
            invitation.HasIndex(i => new { i.ShopId, i.SentAt });
            invitation.HasIndex(i => i.SentAt);
        }
    }
}
