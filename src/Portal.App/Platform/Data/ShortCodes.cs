using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Portal.App.Platform.Data;

/// <summary>
/// Codes that people read aloud and type: without the letters and digits that look or sound alike (0 and O, 1, I and L, U and V).
/// Drawn at random, so that none can be guessed from another; a draw that is taken is drawn again.
/// </summary>
public static class ShortCodes
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int ReferralLength = 8;

    /// <summary>The code that customers type, upper case: one that nobody has, see <see cref="PortalDb.ReferralCodes"/>.</summary>
    public static async Task<string> ReferralAsync(PortalDb db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = Draw(ReferralLength);
            if (!await IsTakenAsync(db, code, cancellationToken))
                return code;
        }
    }

    private static async Task<bool> IsTakenAsync(PortalDb db, string code, CancellationToken cancellationToken)
    {
        foreach (var taken in db.ReferralCodes)
        {
            if (await taken.AnyAsync(other => other == code, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>So many letters and digits, upper case; the caller sees to it that nobody has them.</summary>
    internal static string Draw(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
