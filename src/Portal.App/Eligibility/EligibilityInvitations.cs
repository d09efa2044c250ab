using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Outbox;

namespace Portal.App.Eligibility;

/// <summary>
/// The one invitation of an account (R4.3): mailed once, by a link that holds as long as the account may join. What was
/// mailed and withdrawn comes back without a second mail; what was never sent is mailed anew.
/// </summary>
public sealed class EligibilityInvitations(MailQueue mails, CustomerContacts contacts)
{
    /// <summary>Where the mailed link leads; the token follows.</summary>
    public const string Path = "join/";

    private const string Language = "vi";

    /// <summary>What a programme's invitation says.</summary>
    internal sealed record Sender(string Programme, string Shop);

    /// <summary>Opens the invitations. The caller saves.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="accounts">Who is invited.</param>
    /// <param name="senders">Of each programme concerned.</param>
    /// <param name="due">From when on a mail may leave.</param>
    /// <param name="now">When this happens.</param>
    internal async Task OpenAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, IReadOnlyDictionary<Guid, Sender> senders, DateTimeOffset due,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mailed = accounts.Select(account => account.MailId).OfType<Guid>().ToArray();
        var failed = mailed.Length == 0
            ? []
            : await db.Outbox.Where(message => mailed.Contains(message.Id) && message.FailedAt != null)
                .Select(message => message.Id).ToListAsync(cancellationToken);
        foreach (var account in accounts)
        {
            if (account.MailId is { } mail && !failed.Contains(mail))
                continue;
            if (contacts.Email(account.ContactProtected) is not { } email)
                continue; // not invited yet: the next order finds it so, and tries again

            account.InvitedAt ??= now;
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            account.TokenHash = AccountToken.Hash(token);
            var sender = senders[account.ProgrammeId];
            account.MailId = mails.Add(
                db,
                new Mail(email, email.Split('@')[0], Language, MailKind.EligibilityInvitation,
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["programme"] = sender.Programme,
                        ["shop"] = sender.Shop,
                        ["link"] = Path + token,
                    }),
                due);
        }
    }

    /// <summary>
    /// Takes the mails that wait out of the outbox, by a conditional delete: one that is being sent or was sent stays. The
    /// invitations of the others were never made.
    /// </summary>
    /// <returns>The accounts whose mail was taken out.</returns>
    internal static async Task<IReadOnlyList<EligibilityAccount>> TakeBackAsync(
        PortalDb db, IReadOnlyCollection<EligibilityAccount> accounts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = accounts.Select(account => account.MailId).OfType<Guid>().ToArray();
        if (ids.Length == 0)
            return [];

        var waiting = await db.Outbox
            .Where(message => ids.Contains(message.Id) && message.DoneAt == null && message.FailedAt == null)
            .Select(message => message.Id).ToListAsync(cancellationToken);
        if (waiting.Count == 0)
            return [];

        await db.Outbox
            .Where(message => waiting.Contains(message.Id) && message.DoneAt == null && message.FailedAt == null
                && (message.LeasedUntil == null || message.LeasedUntil <= now))
            .ExecuteDeleteAsync(cancellationToken);
        var left = await db.Outbox.Where(message => waiting.Contains(message.Id)).Select(message => message.Id)
            .ToListAsync(cancellationToken);
        var taken = accounts.Where(account => account.MailId is { } mail && waiting.Contains(mail) && !left.Contains(mail)).ToList();
        foreach (var account in taken)
            (account.MailId, account.TokenHash, account.InvitedAt) = (null, null, null);
        return taken;
    }
}
