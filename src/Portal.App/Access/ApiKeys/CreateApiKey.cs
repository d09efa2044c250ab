using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Domain.Partners;
using Portal.Domain.Shops;

namespace Portal.App.Access.ApiKeys;

/// <summary>
/// Makes a key for a shop, a partner, or the operator. A shop's owner makes keys of their own shop; an admin makes any. Operator keys are
/// made by persons only, and nobody gives a scope that goes beyond their own rights. The key remembers whose it is: where it takes two
/// persons it counts as its maker, and it ends with the role in which it was made.
/// </summary>
public sealed class CreateApiKey(UnitOfWork work, BootstrapKey bootstrap, TimeProvider clock)
{
    /// <param name="Name">What it is used for, in its maker's words.</param>
    /// <param name="ShopId">Whose key it is: this shop's, this partner's, or, with neither, the operator's.</param>
    /// <param name="Scopes">See <see cref="ApiScopes"/>. Left out: all that a shop's or partner's can have; the operator's
    /// <c>admin</c>.</param>
    /// <param name="Person">
    /// Outside Production, for the bootstrap key: the e-mail address of the person whom the operator key counts as. Somebody without an
    /// account becomes a person who was never invited.
    /// </param>
    public sealed record Input(
        string Name, Guid? ShopId = null, Guid? PartnerId = null, IReadOnlyList<string>? Scopes = null, string? Person = null);

    public async Task<Outcome<CreatedApiKey>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var owner = input.ShopId is not null ? ApiKeyOwner.Shop : input.PartnerId is not null ? ApiKeyOwner.Partner : ApiKeyOwner.Operator;
        if (!MayMake(actor, input, owner))
            return Refusal.Forbidden();

        IReadOnlyList<string> scopes = [.. (input.Scopes ?? [.. ApiScopes.Default(owner)]).Distinct(StringComparer.Ordinal)];
        if (Errors(input, owner) is { Count: > 0 } errors)
            return Refusal.Invalid(errors);
        if (ApiScopes.AreBothSides(scopes))
            return Refusal.Rule(ApiKeyRefusals.BothSides);

        return await work.RunAsync<CreatedApiKey>(
            actor,
            async (db, cancel) =>
            {
                if (input.ShopId is { } shopId && !await db.ShopOrganisations.AnyAsync(shop => shop.Id == shopId, cancel))
                    return Refusal.NotFound(ShopRefusals.NotFound);
                if (input.PartnerId is { } partnerId && !await db.PartnerOrganisations.AnyAsync(partner => partner.Id == partnerId, cancel))
                    return Refusal.NotFound(PartnerRefusals.NotFound);

                var standsIn = owner == ApiKeyOwner.Operator && await bootstrap.StandsInAsync(db, actor, cancel);
                if (!standsIn && Refuse(actor, input, owner, scopes) is { } refusal)
                    return refusal;

                var secret = ApiSecret.New(ApiSecret.KeyMark);
                var key = new ApiKey
                {
                    Id = Ids.New(clock),
                    Name = input.Name.Trim(),
                    Prefix = ApiSecret.Prefix(secret),
                    SecretHash = ApiSecret.Hash(secret),
                    ShopId = input.ShopId,
                    PartnerId = input.PartnerId,
                    Scopes = string.Join(' ', scopes),
                    MadeById = actor.IsSystem ? null : actor.ClientId,
                    MadeBy = actor.Name,
                    RootId = actor.IsSystem ? null : input.Person is null ? actor.RootId : await PersonAsync(db, input.Person, cancel),
                    MembershipId = actor.MembershipId,
                    CreatedAt = clock.GetUtcNow(),
                };
                db.ApiKeys.Add(key);
                db.NotifyChange(ChangeTopics.ApiKey, key.Id, clock, key.PartnerId, key.ShopId);
                return new CreatedApiKey(
                    key.Id, key.Name, secret, key.Prefix, key.ShopId, key.PartnerId, key.Scopes.Split(' '), key.CreatedAt);
            },
            cancellationToken);
    }

    // that a key asks for an operator key is told apart from a missing right, once its rights are read
    private static bool MayMake(Actor actor, Input input, ApiKeyOwner owner) => owner == ApiKeyOwner.Operator
        ? actor.May(ApiKeyPermissions.OwnWrite) || (actor.IsKey && actor.May(ApiKeyPermissions.OperatorWrite))
        : actor.May(ApiKeyPermissions.OperatorWrite)
            || (input is { ShopId: { } own, PartnerId: null }
                && actor.MayForShop(own, ApiKeyPermissions.ShopWrite, ApiKeyPermissions.OperatorWrite));

    private static Refusal? Refuse(Actor actor, Input input, ApiKeyOwner owner, IReadOnlyList<string> scopes)
    {
        if (owner == ApiKeyOwner.Operator && actor.IsKey)
            return Refusal.Forbidden(ApiKeyRefusals.NeedsPerson);
        if (input.Person is not null)
            return Refusal.Invalid(new FieldError("person", ApiKeyRefusals.PersonNotAllowed));

        var beyond = scopes.Select((scope, i) => (scope, i)).Where(entry => !ApiScopes.MayGive(actor, owner, entry.scope))
            .Select(entry => new FieldError($"scopes[{entry.i}]", ApiKeyRefusals.BeyondOwn)).ToList();
        return beyond.Count > 0 ? Refusal.Forbidden(ApiKeyRefusals.BeyondOwn) with { Fields = beyond } : null;
    }

    private static List<FieldError> Errors(Input input, ApiKeyOwner owner)
    {
        var allowed = ApiScopes.Of(owner);
        var scopes = input.Scopes ?? [.. ApiScopes.Default(owner)];
        var errors = new List<FieldError>();
        if (TextCheck.RequiredText("name", input.Name, Lengths.Name) is { } nameless)
            errors.Add(nameless);
        if (input is { ShopId: not null, PartnerId: not null })
            errors.Add(new FieldError("partnerId", FieldCodes.NotAllowed).With("allowed", "shopId"));
        if (scopes.Count == 0)
            errors.Add(new FieldError("scopes", FieldCodes.Required));
        errors.AddRange(scopes.Select((scope, i) => (scope, i)).Where(entry => !allowed.Contains(entry.scope))
            .Select(entry => new FieldError($"scopes[{entry.i}]", FieldCodes.NotAllowed).With("allowed", string.Join(", ", allowed))));
        if (input.Person is not null && owner != ApiKeyOwner.Operator)
            errors.Add(new FieldError("person", ApiKeyRefusals.PersonNotAllowed));
        else if (input.Person is not null && Contact.Email(input.Person) is null)
            errors.Add(new FieldError("person", FieldCodes.EmailMalformed));
        return errors;
    }

    /// <summary>
    /// The person with this address, who is made when there is none: without password and role, they can do nothing but be counted.
    /// </summary>
    private async Task<Guid> PersonAsync(PortalDb db, string address, CancellationToken cancellationToken)
    {
        var email = Contact.Email(address)!;
        if (await db.Users.FirstOrDefaultAsync(user => user.NormalizedUserName == email.ToUpperInvariant(), cancellationToken) is { } known)
            return known.Id;

        var person = UserFactory.Make(email, email.Split('@')[0], "vi", clock);
        db.Users.Add(person);
        return person.Id;
    }
}

/// <summary>A new key with its secret, which is never shown again.</summary>
public sealed record CreatedApiKey(
    Guid Id, string Name, string Key, string Prefix, Guid? ShopId, Guid? PartnerId, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt)
{
    // What a log or a debugger would show.
    public override string ToString() => $"{Name} ({Prefix}…)";
}
