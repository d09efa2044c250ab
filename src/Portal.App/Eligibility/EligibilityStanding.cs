using Microsoft.EntityFrameworkCore;
using Portal.App.Catalogue.Programmes;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.Domain.Eligibility;
using Portal.Domain.Programmes;

namespace Portal.App.Eligibility;

/// <summary>Brings accounts to where the rule puts them (R4.2–R4.4), by what is stored of them and the settings in force now.</summary>
public sealed class EligibilityStanding(EligibilityInvitations invitations, TimeProvider clock)
{
    /// <summary>
    /// Decides about the tracked accounts, opens and withdraws invitations; the caller saves. Every account's version must
    /// have been raised. A few queries for any number of accounts.
    /// </summary>
    /// <param name="mailDelay">How long a mail waits in the outbox, during which it can be taken back.</param>
    internal async Task SettleAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, DateTimeOffset now, TimeSpan mailDelay,
        CancellationToken cancellationToken)
    {
        if (accounts.Count == 0)
            return;

        var programmes = await ProgrammesAsync(db, accounts, now, cancellationToken);
        var members = await MembersAsync(db, accounts, cancellationToken);
        var open = new List<EligibilityAccount>();
        var close = new List<EligibilityAccount>();
        foreach (var account in accounts)
        {
            // before its first version the programme asks for nothing and invites nobody
            if (programmes[account.ProgrammeId].Threshold is not { } threshold)
                continue;

            var decision = EligibilityRule.Decide(Facts(account));
            if (decision.Action is EligibilityAction.Withdraw or EligibilityAction.Queue && account.Invitation == InvitationState.Open)
                close.Add(account);
            else
                Stand(account, decision);

            EligibilityFacts Facts(EligibilityAccount facts) => new(
                facts.Successful, threshold, facts.Shared,
                facts.State == EligibilityState.Member || members.Contains(Key(facts.ProgrammeId, facts.EmailHash)),
                facts.Invitation, facts.Verdict);

            void Stand(EligibilityAccount standing, EligibilityDecision decided)
            {
                if (decided.Action == EligibilityAction.Invite)
                    open.Add(standing);
                Move(db, standing, decided, now);
            }
        }

        // an invitation whose mail had not left yet was never made
        await EligibilityInvitations.TakeBackAsync(db, close, now, cancellationToken);
        foreach (var account in close)
        {
            Move(db, account, EligibilityRule.Decide(new EligibilityFacts(
                account.Successful, programmes[account.ProgrammeId].Threshold!.Value, account.Shared, false, account.Invitation,
                account.Verdict)), now);
        }

        if (open.Count > 0)
        {
            await invitations.OpenAsync(
                db, open, programmes.ToDictionary(programme => programme.Key, programme => programme.Value.Sender), now + mailDelay, now,
                cancellationToken);
        }
    }

    /// <summary>
    /// Before an invitation is accepted: it is withdrawn where the settings in force now ask for more orders than those by which
    /// it was made (R4.2).
    /// </summary>
    internal async Task SettleInvitedAsync(PortalDb db, EligibilityAccount account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (account.Invitation != InvitationState.Open)
            return;

        account.Version++;
        await SettleAsync(db, [account], now, TimeSpan.Zero, cancellationToken);
    }

    private void Move(PortalDb db, EligibilityAccount account, EligibilityDecision decision, DateTimeOffset now)
    {
        var reasons = string.Join(',', decision.Reasons);
        if (account.State == decision.State && account.Reasons == reasons)
            return;

        if (account.State != decision.State)
            account.StateSince = now;
        (account.State, account.Reasons) = (decision.State, reasons);
        db.NotifyChange(ChangeTopics.Eligibility, account.Id, clock, account.PartnerId);
    }

    private static async Task<Dictionary<Guid, (int? Threshold, EligibilityInvitations.Sender Sender)>> ProgrammesAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = accounts.Select(account => account.ProgrammeId).Distinct().ToArray();
        var inForce = db.ProgrammeVersions.InForce(now);
        var rows = await db.Programmes.AsNoTracking()
            .Where(programme => ids.Contains(programme.Id))
            .Select(programme => new
            {
                programme.Id,
                programme.Name,
                programme.Template,
                Shop = db.Shops.Where(shop => shop.Id == programme.ShopId).Select(shop => shop.Name).First(),
                Settings = inForce.Where(version => version.ProgrammeId == programme.Id).Select(version => version.Settings)
                .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => row.Id,
            row => (
                row.Settings is null ? null : (StoredSettings.Read(row.Template, row.Settings) as ReferAFriendSettings)?.OrdersNeeded,
                new EligibilityInvitations.Sender(row.Name, row.Shop)));
    }

    /// <summary>Which of the accounts belong to partners who take part, however they came in.</summary>
    private static async Task<HashSet<(Guid, string)>> MembersAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, CancellationToken cancellationToken)
    {
        var programmes = accounts.Select(account => account.ProgrammeId).Distinct().ToArray();
        var hashes = accounts.Select(account => account.EmailHash).ToArray();
        var rows = await db.Partners.AsNoTracking()
            .Where(partner => hashes.Contains(partner.EmailHash))
            .Join(
                db.PartnerProgrammes.Where(joined => programmes.Contains(joined.ProgrammeId)), partner => partner.Id,
                joined => joined.PartnerId,
                (partner, joined) => new { joined.ProgrammeId, partner.EmailHash })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => Key(row.ProgrammeId, row.EmailHash))];
    }

    private static (Guid, string) Key(Guid programmeId, byte[] emailHash) => (programmeId, Convert.ToHexString(emailHash));
}
