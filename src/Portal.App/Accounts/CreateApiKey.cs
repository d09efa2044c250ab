using Microsoft.EntityFrameworkCore;
using Portal.App.Changes;
using Portal.App.Data;
using Portal.App.Security;
using Portal.Domain.Common;

namespace Portal.App.Accounts;

/// <summary>
/// Makes a key for a shop, a partner, or the operator. A shop's owner makes keys of his own shop; the operator makes any.
/// </summary>
public sealed class CreateApiKey(Work work, TimeProvider clock)
{
    /// <param name="Name">What it is used for, in its maker's words.</param>
    /// <param name="ShopId">Whose key it is: this shop's, this partner's, or, with neither, the operator's.</param>
    /// <param name="Scopes">A shop's: <c>orders:write</c>, <c>orders:read</c>, <c>links</c>. A partner's: <c>read</c>, <c>links</c>. The operator's: <c>admin</c>. Left out: all of these.</param>
    public sealed record Input(string Name, Guid? ShopId = null, Guid? PartnerId = null, IReadOnlyList<string>? Scopes = null);

    public async Task<Outcome<CreatedApiKey>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var mayMake = actor.May(Permission.OperatorKeysWrite)
            || (input is { ShopId: { } own, PartnerId: null } && actor.MayForShop(own, Permission.ShopKeysWrite, Permission.OperatorKeysWrite));
        if (!mayMake)
            return Refusal.Forbidden();

        var owner = input.ShopId is not null ? ApiKeyOwner.Shop : input.PartnerId is not null ? ApiKeyOwner.Partner : ApiKeyOwner.Operator;
        var allowed = ApiScopes.Of(owner);
        var scopes = input.Scopes ?? [.. allowed];
        var errors = new List<FieldError>();
        if (TextCheck.RequiredText("name", input.Name, Lengths.Name) is { } nameless)
            errors.Add(nameless);
        if (input is { ShopId: not null, PartnerId: not null })
            errors.Add(new FieldError("partnerId", FieldCodes.NotAllowed).With("allowed", "shopId"));
        if (scopes.Count == 0)
            errors.Add(new FieldError("scopes", FieldCodes.Required));
        errors.AddRange(scopes.Select((scope, i) => (scope, i)).Where(entry => !allowed.Contains(entry.scope))
            .Select(entry => new FieldError($"scopes[{entry.i}]", FieldCodes.NotAllowed).With("allowed", string.Join(", ", allowed))));
        if (errors.Count > 0)
            return Refusal.Invalid(errors);

        return await work.RunAsync<CreatedApiKey>(
            actor,
            async (db, cancel) =>
            {
                if (input.ShopId is { } shopId && !await db.Shops.AnyAsync(shop => shop.Id == shopId, cancel))
                    return Refusal.NotFound("shop_not_found");
                if (input.PartnerId is { } partnerId && !await db.Partners.AnyAsync(partner => partner.Id == partnerId, cancel))
                    return Refusal.NotFound("partner_not_found");

                var secret = ApiSecret.New(ApiSecret.KeyMark);
                var key = new ApiKey
                {
                    Id = Ids.New(clock),
                    Name = input.Name.Trim(),
                    Prefix = ApiSecret.Prefix(secret),
                    SecretHash = ApiSecret.Hash(secret),
                    ShopId = input.ShopId,
                    PartnerId = input.PartnerId,
                    Scopes = string.Join(' ', scopes.Distinct(StringComparer.Ordinal)),
                    CreatedAt = clock.GetUtcNow(),
                };
                db.ApiKeys.Add(key);
                db.Note(ChangeTopics.ApiKey, key.Id, clock, key.PartnerId, key.ShopId);
                return new CreatedApiKey(
                    key.Id, key.Name, secret, key.Prefix, key.ShopId, key.PartnerId, key.Scopes.Split(' '), key.CreatedAt);
            },
            cancellationToken);
    }
}

/// <summary>A new key with its secret, which is never shown again.</summary>
public sealed record CreatedApiKey(
    Guid Id, string Name, string Key, string Prefix, Guid? ShopId, Guid? PartnerId, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt)
{
    // What a log or a debugger would show.
    public override string ToString() => $"{Name} ({Prefix}…)";
}
