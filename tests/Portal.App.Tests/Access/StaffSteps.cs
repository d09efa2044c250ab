using Portal.App.Access.ApiKeys;
using Portal.App.Access.Staff;
using Portal.App.Access.Users;
using Portal.App.Attribution.Reading;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Documents.Exports;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Access;

/// <summary>What owners and their staff do.</summary>
internal static class StaffSteps
{
    public const string NewPassword = "ba con meo leo cay cau";

    public static readonly PageRequest First = new();

    public static async Task<Outcome<InviteStaff.Invited>> InviteAsync(
        World world, Actor owner, string? email, StaffRights rights = StaffRightSets.Default, string? name = "Lê Thị Na") =>
        await world.Get<InviteStaff>().RunAsync(owner, new InviteStaff.Input(email, name, rights), default);

    public static async Task<IReadOnlyList<StaffQueries.Row>> ListAsync(World world, Actor owner) =>
        (await world.Get<StaffQueries>().ListAsync(owner, First, default)).Items;

    public static Task<Outcome<Done>> ChangeAsync(World world, Actor actor, Guid id, StaffRights rights) =>
        world.Get<ChangeStaffRights>().RunAsync(actor, new ChangeStaffRights.Input(id, rights), default);

    public static Task<Outcome<Done>> RemoveAsync(World world, Actor actor, Guid id) =>
        world.Get<RemoveStaff>().RunAsync(actor, new RemoveStaff.Input(id), default);

    public static Task<Outcome<Done>> ResendAsync(World world, Actor actor, Guid id) =>
        world.Get<ResendStaffInvitation>().RunAsync(actor, new ResendStaffInvitation.Input(id), default);

    public static async Task<Guid> AcceptAsync(World world, string email)
    {
        var token = await world.TokenMailedToAsync(email);
        return (await world.Get<AcceptInvitation>()
            .RunAsync(Actor.Nobody, new AcceptInvitation.Input(token, "Lê Thị Na Na", NewPassword), default)).Value;
    }

    /// <summary>As the host reads them from the session: what the page of somebody who just signed in may do.</summary>
    public static async Task<Actor> SignedInAsync(World world, Guid user)
    {
        var session = (await world.Get<BeginSession>().RunAsync(Actor.Nobody, new BeginSession.Input(user), default)).Value;
        return await OfSessionAsync(world, session.Id);
    }

    public static async Task<Actor> OfSessionAsync(World world, Guid session)
    {
        var facts = (await world.Get<SessionQueries>().FindAsync(session, default))!;
        var rights = (await world.Get<SessionQueries>().RightsAsync(session, default))!.Value;
        return new Actor(facts.UserId, facts.Name, facts.PartnerId, facts.ShopId, Permission.Of(facts.Role!.Value, rights))
        {
            Role = facts.Role,
            StaffRights = rights,
            MembershipId = facts.MembershipId,
            SessionId = session,
        };
    }
}
