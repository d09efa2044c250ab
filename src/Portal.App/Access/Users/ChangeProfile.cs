using Microsoft.EntityFrameworkCore;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Domain.Common;

namespace Portal.App.Access.Users;

/// <summary>One's own name, as others see it, and the language of one's mails.</summary>
public sealed class ChangeProfile(UnitOfWork work)
{
    public sealed record Input(string? DisplayName, string? Language);

    public Task<Outcome<Done>> RunAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        work.RunAsync<Done>(actor, async (db, stop) =>
        {
            var user = await db.Users.FirstOrDefaultAsync(found => found.Id == actor.ClientId && found.IsActive, stop);
            if (user is null)
                return Refusal.NotFound();
            if (TextCheck.RequiredText("displayName", input.DisplayName, Lengths.Name) is { } error)
                return Refusal.Invalid(error);

            UserFactory.Rename(user, input.DisplayName!.Trim());
            user.Language = input.Language == TextCatalog.English.Name ? "en" : "vi";
            return default(Done);
        }, cancellationToken);
}
