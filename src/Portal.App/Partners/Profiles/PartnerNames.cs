using Portal.App.Platform.Data;

namespace Portal.App.Partners.Profiles;

internal static class PartnerNames
{
    /// <summary>The name of a partner who is about to be saved or is stored.</summary>
    public static async Task<string> OfAsync(PortalDb db, Guid id, CancellationToken cancellationToken) =>
        (await db.Partners.FindAsync([id], cancellationToken))?.Name ?? "";
}
