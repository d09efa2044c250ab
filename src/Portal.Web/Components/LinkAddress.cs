using System.Globalization;
using System.Net;
using Portal.App.Platform.Settings;

namespace Portal.Web.Components;

/// <summary>The addresses of tracking links and of the pages that they lead to, as people read them.</summary>
public static class LinkAddress
{
    public static string Of(PublicAddress portal, string code) => $"{portal.Root}r/{code}";

    /// <summary>
    /// An address without its scheme, its words decoded: <c>shop.example/áo thun</c>, where the address says <c>%C3%A1o%20thun</c>. What is
    /// no readable text stays as it is, so that nobody reads another address than the one that opens. The host is never decoded.
    /// </summary>
    public static string Readable(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var bare = (start < 0 ? url : url[(start + 3)..]).TrimEnd('/');
        var path = bare.IndexOf('/', StringComparison.Ordinal);
        if (path < 0)
            return bare;

        var decoded = WebUtility.HtmlDecode(Uri.UnescapeDataString(bare[path..]));
        return decoded.Any(IsHidden) ? bare : bare[..path] + decoded;
    }

    // marks of direction, joiners and the like would show an address otherwise than it is
    private static bool IsHidden(char letter) => letter == '\uFFFD'
        || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
