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
    private const int LinkLength = 7;
    private const int ReferralLength = 8;

    /// <summary>The code of <c>/r/{code}</c>, lower case: 22 billion of them.</summary>
    public static async Task<string> LinkAsync(PortalDb db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = Draw(LinkLength).ToLowerInvariant();
            if (!await db.Links.AnyAsync(link => link.Code == code, cancellationToken))
                return code;
        }
    }

    /// <summary>The code that customers type, upper case: one number space for partners and shops, since an order names either.</summary>
    public static async Task<string> ReferralAsync(PortalDb db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = Draw(ReferralLength);
            if (!await db.Partners.AnyAsync(partner => partner.ReferralCode == code, cancellationToken)
                && !await db.Shops.AnyAsync(shop => shop.ReferralCode == code, cancellationToken))
                return code;
        }
    }

    private static string Draw(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
