using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;

namespace Portal.App.Traffic.Links;

/// <summary>The code of <c>/r/{code}</c>, lower case: 22 billion of them.</summary>
internal static class LinkCodes
{
    private const int Length = 7;

    public static async Task<string> FreeAsync(PortalDb db, CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = ShortCodes.Draw(Length).ToLowerInvariant();
            if (!await db.Links.AnyAsync(link => link.Code == code, cancellationToken))
                return code;
        }
    }
}
