using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.App.Access.Users;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Security;

/// <summary>Guessing is slow, and strangers who guess lock nobody out.</summary>
public sealed class SignInGuardTests
{
    private const string Wrong = "khong phai mat khau";
    private const string Name = "dao@example.vn";

    private static async Task<Refusal?> TryAsync(World world, string password, string address, Guid? device = null, string name = Name) =>
        (await world.Get<CheckPassword>()
            .RunAsync(Actor.Nobody, new CheckPassword.Input(name, password, address, _ => device), default)).Refusal;

    [DatabaseTheory]
    public async Task A_strangers_wrong_passwords_keep_nobody_else_out(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.PersonAsync(Role.Partner, Name);

        for (var i = 0; i < 3 * SignInAttempts.Allowed; i++)
            await TryAsync(world, Wrong, "203.0.113.9");

        Assert.Equal(SignInRefusals.Locked, await TryAsync(world, World.Password, "203.0.113.9"));
        Assert.Null(await TryAsync(world, World.Password, "198.51.100.7"));
    }

    [DatabaseTheory]
    public async Task Guessing_from_everywhere_pauses_new_devices_for_an_hour_and_lets_a_known_one_through(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner, Name);
        var device = Guid.CreateVersion7();

        for (var i = 0; i < SignInAttempts.AllowedOfAccount; i++)
            await TryAsync(world, Wrong, $"203.0.113.{i}");

        Assert.Equal(SignInRefusals.Paused, await TryAsync(world, World.Password, "198.51.100.7"));
        Assert.Null(await TryAsync(world, World.Password, "198.51.100.7", device));
        var row = (await world.Get<UserQueries>().FindAsync(world.Admin, person.UserId, default))!;
        Assert.Equal((UserState.Locked, world.Clock.GetUtcNow() + SignInAttempts.PausedFor), (row.User.State, row.LockedUntil));
        Assert.Equal(SignInRefusals.Paused, await TryAsync(world, World.Password, "198.51.100.7"));
        world.Clock.Advance(SignInAttempts.PausedFor);
        Assert.Null(await TryAsync(world, World.Password, "198.51.100.7"));
    }

    [DatabaseTheory]
    public async Task Guesses_on_a_known_device_are_counted_too(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.PersonAsync(Role.Partner, Name);
        var device = Guid.CreateVersion7();

        for (var i = 0; i < SignInAttempts.Allowed; i++)
            await TryAsync(world, Wrong, $"198.51.100.{i}", device);

        Assert.Equal(SignInRefusals.Locked, await TryAsync(world, World.Password, "198.51.100.7", device));
        world.Clock.Advance(SignInAttempts.LockedFor);
        Assert.Null(await TryAsync(world, World.Password, "198.51.100.7", device));
    }

    [DatabaseTheory]
    public async Task One_address_that_tries_many_accounts_is_paused(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.PersonAsync(Role.Partner, Name);

        for (var i = 0; i < SignInAttempts.AllowedOfAddress; i++)
            await TryAsync(world, Wrong, "2001:db8:1:2::" + i.ToString("x", null), name: $"nobody{i}@example.vn");

        Assert.Equal(SignInRefusals.Paused, await TryAsync(world, World.Password, "2001:db8:1:2:ffff::1"));
        Assert.Null(await TryAsync(world, World.Password, "2001:db8:1:3::1"));
    }

    [DatabaseTheory]
    public async Task A_name_that_nobody_has_is_answered_in_the_same_way(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.PersonAsync(Role.Partner, Name);
        var answers = new Dictionary<string, List<string?>> { [Name] = [], ["nobody@example.vn"] = [] };

        foreach (var (name, said) in answers)
        {
            for (var i = 0; i < 7; i++)
                said.Add((await TryAsync(world, Wrong, "203.0.113.9", name: name))?.Code);
            for (var i = 0; i < SignInAttempts.AllowedOfAccount; i++)
                said.Add((await TryAsync(world, Wrong, $"192.0.2.{i}", name: name))?.Code);
        }

        Assert.Equal(answers[Name], answers["nobody@example.vn"]);
        Assert.Contains(SignInRefusals.Paused.Code, answers[Name]);
    }

    [DatabaseTheory]
    public async Task Names_and_addresses_that_strangers_type_are_kept_as_hashes_and_thrown_away(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        for (var i = 0; i < 10; i++)
            await TryAsync(world, Wrong, $"203.0.113.{i}", name: $"somebody{i}@example.vn" + new string('x', 10_000));
        await using var db = await world.DbAsync();
        var kept = await db.AttemptCounts.AsNoTracking().ToListAsync();

        world.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        await ActivatorUtilities.CreateInstance<AccountCleaning>(world.Services).RunOnceAsync(default);

        Assert.All(kept, count => Assert.Equal((PortalKeys.HashLength, null), (count.Key.Length, count.UserId)));
        Assert.InRange(kept.Count, 10, 30);
        Assert.Empty(await db.AttemptCounts.AsNoTracking().ToListAsync());
    }

    [Fact]
    public async Task Names_that_nobody_has_share_a_fixed_number_of_rows()
    {
        const int Names = 1_200;
        await using var world = await World.CreateAsync();
        for (var i = 0; i < Names; i++)
            await world.Get<SignInAttempts>()
                .TakeAsync(null, $"SOMEBODY{i}@EXAMPLE.VN", new AttemptOrigin($"203.0.{i / 250}.{i % 250}"), default);

        // of so many in 65,536 places some share one: that none does comes once in fifty thousand runs
        await using var db = await world.DbAsync();
        Assert.InRange(await db.AttemptCounts.CountAsync(count => count.Scope == AttemptScope.Account), Names - 100, Names - 1);
    }

    [DatabaseTheory]
    public async Task R10_4_Who_signed_in_who_was_refused_and_who_signed_out_is_in_the_audit_log(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Finance, Name, authenticatorKey: AuthenticatorApp.Key);
        await TryAsync(world, Wrong, "203.0.113.9");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await TryAsync(world, Wrong, "203.0.113.10", name: "nobody@example.vn");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Get<CheckCode>()
            .RunAsync(Actor.Nobody, new CheckCode.Input(person.UserId, "000", new AttemptOrigin("203.0.113.11")), default);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var session = (await world.Get<BeginSession>().RunAsync(
            Actor.Nobody, new BeginSession.Input(person.UserId, SecondFactor: true, new Device("198.51.100.7", "Firefox")), default)).Value;
        var own = person.Actor with { SessionId = session.Id, Address = "198.51.100.7" };
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Get<EndSession>().RunAsync(own, new EndSession.Input(session.Id), default);

        var records = (await world.Get<AuditQueries>()
            .ListAsync(world.Admin, new AuditFilter(), new PageRequest(Sort: "at"), default)).Items;

        Assert.Equal(
            [
                (AuditActions.SignInFailed, "", "203.0.113.9", person.Actor.Name),
                (AuditActions.SignInFailed, "", "203.0.113.10", "—"),
                (AuditActions.SecondFactorFailed, "", "203.0.113.11", person.Actor.Name),
                (AuditActions.SignedIn, person.Actor.Name, "198.51.100.7", person.Actor.Name),
                (AuditActions.SignedOut, person.Actor.Name, "198.51.100.7", person.Actor.Name),
            ],
            records.Select(record => (record.Action, record.Actor, record.Address, record.Subject)));
        Assert.DoesNotContain(
            records, record => $"{record.Before}{record.After}{record.Subject}".Contains("nobody", StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task A_stranger_cannot_fill_the_audit_log(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var journal = world.Get<RefusalJournal>();
        for (var i = 0; i < 500; i++)
            await journal.NoteAsync(Actor.Nobody with { Address = "203.0.113.9" }, AuditActions.SignInFailed);
        for (var i = 0; i < 2 * RefusalJournal.MostKinds; i++)
            await journal.NoteAsync(Actor.Nobody with { Address = $"203.0.{i / 250}.{i % 250}" }, AuditActions.SignInFailed);
        world.Clock.Advance(RefusalJournal.Window);

        await journal.FlushAsync();

        await using var db = await world.DbAsync();
        var records = await db.AuditRecords.AsNoTracking().Where(record => record.Action == AuditActions.SignInFailed).ToListAsync();
        Assert.InRange(records.Count, RefusalJournal.MostKinds, RefusalJournal.MostKinds + 5);
        Assert.Contains(records, record => record.After!.Contains("\"times\":499", StringComparison.Ordinal));
        Assert.Contains(records, record => record.Address is null && record.After!.Contains("\"times\":", StringComparison.Ordinal));
    }
}
