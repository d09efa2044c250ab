using Portal.App.Platform.Data;

namespace Portal.App.Platform.Changes;

/// <summary>Writes a note about a change into its transaction.</summary>
internal static class ChangeNotes
{
    public static void NotifyChange(
        this PortalDb db, string topic, Guid subjectId, TimeProvider clock, Guid? partnerId = null, Guid? shopId = null) =>
        db.Changes.Add(new Change { Topic = topic, SubjectId = subjectId, PartnerId = partnerId, ShopId = shopId, At = clock.GetUtcNow() });
}
