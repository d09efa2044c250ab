using Portal.App.Changes;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>Notes that tell every node to forget what it remembers of keys.</summary>
internal static class ApiKeyChange
{
    public static Change OfKey(ApiKey key, TimeProvider clock) => new()
    {
        Topic = ChangeTopics.ApiKey, SubjectId = key.Id, PartnerId = key.PartnerId, ShopId = key.ShopId, At = clock.GetUtcNow(),
    };

    /// <summary>The shop's secrets, or whether it must sign.</summary>
    public static Change OfShop(Guid shopId, TimeProvider clock) => new()
    {
        Topic = ChangeTopics.ApiKey, SubjectId = shopId, ShopId = shopId, At = clock.GetUtcNow(),
    };
}
