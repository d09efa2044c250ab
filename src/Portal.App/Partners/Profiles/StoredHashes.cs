using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;

namespace Portal.App.Partners.Profiles;

/// <summary>
/// Whether the keys are those with which the database was filled. A lost or exchanged ring would otherwise go unnoticed: every
/// known customer would count as new (R5.2) and nobody would be recognised as themselves (R1.9).
/// </summary>
public sealed class StoredHashes(IDbContextFactory<PortalDb> contexts, PortalKeys keys)
{
    private const int Sample = 20;

    /// <exception cref="InvalidOperationException">No partner's e-mail address hashes to what is stored beside it.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var partners = await db.Partners.AsNoTracking()
            .OrderBy(partner => partner.Id)
            .Take(Sample)
            .Select(partner => new { partner.Email, partner.EmailHash })
            .ToListAsync(cancellationToken);
        if (partners.Count == 0 || partners.Exists(partner => Matches(partner.Email, partner.EmailHash)))
            return;

        throw new InvalidOperationException(
            "The database was filled with other keys than those in the data directory's keys folder. Restore the keys folder from the backup "
            + "that belongs to the database; all nodes must share it. An installation from before the key ring that has lost the folder names "
            + "its secret in Security:PreviousMatchingKeys too and deletes keys/portal.ring.");
    }

    private bool Matches(string email, byte[] hash) =>
        Contact.Email(email) is { } spelled && keys.Hash("email", spelled).AsSpan().SequenceEqual(hash);
}
