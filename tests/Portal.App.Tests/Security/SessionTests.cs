using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Security;

/// <summary>Sessions end when somebody ends them and when their time is over, and then nothing is written in them.</summary>
public sealed class SessionTests
{
    private const string NewPassword = "mot mat khau khac han 9";

    /// <summary>Whatever ends all sessions of a person, or those of one role.</summary>
    public static readonly IReadOnlyDictionary<string, Func<World, World.Person, Actor, Task>> Endings = new Dictionary<string,
        Func<World, World.Person, Actor, Task>>
    {
        ["signed out"] = (world, _, own) =>
            DoneAsync(world.Get<EndSession>().RunAsync(own, new EndSession.Input(own.SessionId!.Value), default)),
        ["ended by an admin"] = (world, _, own) =>
            DoneAsync(world.Get<EndSession>().RunAsync(world.Admin, new EndSession.Input(own.SessionId!.Value), default)),
        ["all ended by an admin"] = (world, person, _) =>
            DoneAsync(world.Get<EndOtherSessions>().RunAsync(world.Admin, new EndOtherSessions.Input(person.UserId), default)),
        ["deactivated"] = (world, person, _) =>
            DoneAsync(world.Get<DeactivateUser>().RunAsync(world.Admin, new DeactivateUser.Input(person.UserId), default)),
        ["role taken"] = (world, person, _) => DoneAsync(world.Get<RevokeMembership>().RunAsync(
            world.Admin, new RevokeMembership.Input(person.UserId, person.MembershipId), default)),
        ["password changed"] = (world, _, own) =>
            DoneAsync(world.Get<ChangePassword>().RunAsync(own, new ChangePassword.Input(World.Password, NewPassword), default)),
        ["password reset"] = async (world, person, _) =>
        {
            await DoneAsync(world.Get<RequestPasswordReset>()
                .RunAsync(Actor.Nobody, new RequestPasswordReset.Input(person.Email), default));
            var token = await world.TokenMailedToAsync(person.Email);
            await DoneAsync(world.Get<ResetPassword>().RunAsync(Actor.Nobody, new ResetPassword.Input(token, NewPassword), default));
        },
        ["second factor replaced"] = (world, person, own) =>
        {
            var key = Totp.NewKey();
            var input = new EnableAuthenticator.Input(
                world.Get<AuthenticatorKeys>().Offer(person.UserId, key), AuthenticatorApp.Code(Totp.ToBase32(key)),
                AuthenticatorApp.Code());
            return DoneAsync(world.Get<EnableAuthenticator>().RunAsync(own, input, default));
        },
        ["second factor taken away"] = (world, person, _) => DoneAsync(world.Get<ResetAuthenticator>().RunAsync(
            world.Admin, new ResetAuthenticator.Input(person.UserId), default)),
        ["another role"] = async (world, person, own) =>
        {
            var granted = await world.Get<GrantMembership>()
                .RunAsync(world.Admin, new GrantMembership.Input(person.UserId, Role.Auditor), default);
            await DoneAsync(world.Get<SwitchRole>().RunAsync(own, new SwitchRole.Input(granted.Value), default));
        },
    };

    [DatabaseTheory]
    public async Task Whatever_ends_a_session_ends_its_cookie_its_writes_and_its_half_sign_in_on_every_node(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await using var node = world.AnotherNode();
        foreach (var (name, end) in Endings)
        {
            var person = await world.PersonAsync(Role.Finance, authenticatorKey: AuthenticatorApp.Key);
            var own = await SignedInAsync(world, person);
            Assert.True(await node.Get<SessionQueries>().HoldsAsync(own.SessionId!.Value, default), name);

            await end(world, person, own);

            Assert.False(await node.Get<SessionQueries>().HoldsAsync(own.SessionId!.Value, default), name);
            var write = await node.Get<ChangeProfile>().RunAsync(own, new ChangeProfile.Input("Tên mới", "vi"), default);
            Assert.Contains(write.Refusal?.Code, (string?[])["session_ended", "rights_ended"]);
            await using var db = await world.DbAsync();
            Assert.True(await db.Changes.AnyAsync(change => change.Topic == ChangeTopics.Session && change.SubjectId == person.UserId),
                name);
        }
    }

    [DatabaseTheory]
    public async Task The_step_between_password_and_code_is_good_once_and_ends_with_the_sessions(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Finance, authenticatorKey: AuthenticatorApp.Key);
        var steps = new List<string>();
        for (var i = 0; i < 2; i++)
            steps.Add((await world.Get<BeginSecondStep>().RunAsync(Actor.Nobody, new BeginSecondStep.Input(person.UserId), default)).Value);
        var input = new BeginSession.Input(person.UserId, SecondFactor: true, SecondStep: steps[0]);

        var first = await world.Get<BeginSession>().RunAsync(Actor.Nobody, input, default);
        var second = await world.Get<BeginSession>().RunAsync(Actor.Nobody, input, default);
        await Endings["deactivated"](world, person, person.Actor);

        Assert.True(first.Succeeded);
        Assert.Equal(TokenRefusals.Invalid, second.Refusal);
        Assert.Null(await world.Get<SessionQueries>().SecondStepAsync(steps[1], default));
    }

    [Fact]
    public async Task The_step_between_password_and_code_waits_five_minutes()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Finance, authenticatorKey: AuthenticatorApp.Key);
        var step = (await world.Get<BeginSecondStep>().RunAsync(Actor.Nobody, new BeginSecondStep.Input(person.UserId), default)).Value;

        Assert.Equal(person.UserId, await world.Get<SessionQueries>().SecondStepAsync(step, default));
        world.Clock.Advance(AccountToken.SecondStepLife);

        Assert.Null(await world.Get<SessionQueries>().SecondStepAsync(step, default));
    }

    public static TheoryData<Role> AllRoles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(AllRoles))]
    public async Task A_session_ends_unused_and_in_the_end_also_used_by_its_role(Role role)
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(role);
        var (idle, whole) = role.IsOfOperator()
            ? (TimeSpan.FromMinutes(30), TimeSpan.FromHours(12)) : (TimeSpan.FromDays(7), TimeSpan.FromDays(30));
        var left = (await SignedInAsync(world, person)).SessionId!.Value;
        var used = (await SignedInAsync(world, person)).SessionId!.Value;
        var held = new List<bool>();

        for (var passed = TimeSpan.Zero; passed < whole; passed += idle / 2)
        {
            held.Add(await world.Get<SessionQueries>().HoldsAsync(used, default));
            if (passed == idle / 2)
                Assert.True(await world.Get<SessionQueries>().HoldsAsync(left, default));
            if (passed == idle)
                Assert.False(await world.Get<SessionQueries>().HoldsAsync(left, default));
            world.Clock.Advance(idle / 2);
            await world.Get<SessionActivity>().NoteAsync(used, default);
        }

        Assert.DoesNotContain(false, held);
        world.Clock.MoveTo(World.Start + whole);
        Assert.False(await world.Get<SessionQueries>().HoldsAsync(used, default));
    }

    [DatabaseTheory]
    public async Task What_follows_a_session_has_an_id_of_its_own_and_is_no_younger(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner);
        var own = await SignedInAsync(world, person);
        world.Clock.Advance(TimeSpan.FromDays(2));

        var changed = await world.Get<ChangePassword>().RunAsync(own, new ChangePassword.Input(World.Password, NewPassword), default);
        var next = own with { SessionId = changed.Value.SessionId };
        var granted = await world.Get<GrantMembership>()
            .RunAsync(world.Admin, new GrantMembership.Input(person.UserId, Role.Auditor), default);
        var tooOld = await world.Get<SwitchRole>().RunAsync(next, new SwitchRole.Input(granted.Value), default);

        await using var db = await world.DbAsync();
        Assert.Equal(World.Start, (await db.UserSessions.SingleAsync(row => row.Id == changed.Value.SessionId)).CreatedAt);
        Assert.True(await world.Get<SessionQueries>().HoldsAsync(changed.Value.SessionId!.Value, default));
        Assert.Equal(SwitchRole.SignInAgain, tooOld.Refusal);
    }

    [DatabaseTheory]
    public async Task R10_5_Nobody_but_its_owner_and_an_admin_sees_or_ends_a_session(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner);
        var own = await SignedInAsync(world, person);
        var end = world.Get<EndSession>();
        var queries = world.Get<SessionQueries>();
        foreach (var actor in (Actor[])[(await world.PersonAsync(Role.Partner)).Actor, world.Finance(), world.Auditor()])
        {
            Assert.Equal("session_not_found",
                (await end.RunAsync(actor, new EndSession.Input(own.SessionId!.Value), default)).Refusal?.Code);
            Assert.Equal("forbidden",
                (await world.Get<EndOtherSessions>().RunAsync(actor, new EndOtherSessions.Input(person.UserId), default)).Refusal?.Code);
            Assert.Equal(actor.May(UserPermissions.Read), (await queries.OfAsync(actor, person.UserId, default)).Count > 0);
        }

        var mine = await queries.MineAsync(own, default);

        Assert.Equal(own.SessionId, Assert.Single(mine, row => row.IsThis).Id);
        Assert.True(await queries.HoldsAsync(own.SessionId!.Value, default));
    }

    [DatabaseTheory]
    public async Task Ending_all_others_leaves_this_one(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner);
        var (other, own) = (await SignedInAsync(world, person), await SignedInAsync(world, person));

        await world.Get<EndOtherSessions>().RunAsync(own, new EndOtherSessions.Input(person.UserId), default);

        Assert.Equal(own.SessionId, Assert.Single(await world.Get<SessionQueries>().MineAsync(own, default)).Id);
        Assert.False(await world.Get<SessionQueries>().HoldsAsync(other.SessionId!.Value, default));
    }

    [Fact]
    public async Task What_a_browser_says_about_itself_is_kept_cut_and_printable()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Partner);
        var device = new Device("198.51.100.7", "Mozilla/5.0\r\n\u202e(X11) " + new string('x', 100_000));

        var own = await SignedInAsync(world, person, device);

        var row = Assert.Single(await world.Get<SessionQueries>().MineAsync(own, default), found => found.IsThis);
        Assert.Equal("198.51.100.7", row.Address);
        Assert.Equal(UserSession.AgentLength, row.Agent.Length);
        Assert.StartsWith("Mozilla/5.0(X11) x", row.Agent, StringComparison.Ordinal);
    }

    /// <summary>Somebody in a session that was begun as people begin theirs.</summary>
    private static async Task<Actor> SignedInAsync(World world, World.Person person, Device? device = null)
    {
        var session = await world.Get<BeginSession>()
            .RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId, Device: device), default);
        return person.Actor with { SessionId = session.Value.Id };
    }

    private static async Task DoneAsync<T>(Task<Outcome<T>> outcome) => Assert.Null((await outcome).Refusal);
}
